import type { BackTested } from '../../domain/backtest/back-test.ts';
import type { Tenth } from '../../domain/backtest/snapshot.ts';
import { fixedText, wonText } from '../../domain/backtest/words.ts';
import { isoTime, DAY } from '../../domain/time.ts';
import { tableLines } from '../table.ts';
import type { Truthful } from './truth.ts';
import type { Verified } from './verify.ts';
import { count, days, interval, marked, percent, third } from './words.ts';

/** Predicted chances may miss what happened by so much, on average. */
export const MOST_ERROR = 0.03;

/** All that was found out about one base, in lines. */
export function reportOf({ name, loaded: { base, notes, left }, test, truth }: Verified): readonly string[] {
  const { first, end, histories } = base;
  const regular = histories.filter((history) => history.days.length > 1).length;
  const began = [
    `== ${name}`,
    ...notes,
    `${count(histories.length)} customers, ${count(regular)} with a second purchase; ${count(end - first)} days of history` +
      (left === undefined ? `, ${dateOf(first)} to ${dateOf(end)}` : ''),
  ];
  const took = `${test.seconds.toFixed(1)} s of one core (${test.passed.toFixed(1)} s by the clock); the longest step between two yields took ${test.longestMs.toFixed(0)} ms.`;
  if (test.value.is === 'not-back-tested') return [...began, test.value.because, took];
  return [
    ...began,
    ...pastLines(test.value, first),
    '',
    ...ruleLines(test.value, first),
    ...truthLines(truth),
    '',
    took,
  ];
}

function pastLines({ plan, fixed }: BackTested, first: number): readonly string[] {
  const { followUp, origins } = plan;
  const places = origins.map(({ at, until, isHeldBack }) => `${at - first}–${until - first}${isHeldBack ? '*' : ''}`);
  return [
    `Each silence is followed for ${followUp} days. ${origins.length} origins (days of the history, * held back): ${places.join(', ')}`,
    `${count(fixed.silences)} silences: ${count(fixed.returned)} ended by a purchase, ${count(fixed.gone)} did not (${percent(fixed.gone / fixed.silences)})`,
    `${fixed.days} fixed days: ${percent(fixed.share)} of their calls are false alarms`,
  ];
}

function ruleLines(tested: BackTested, first: number): readonly string[] {
  const { plan, rules, untried, fixed } = tested;
  const origins = plan.origins.map(({ at, isHeldBack }) => `day ${at - first}${isHeldBack ? '*' : ''}`);
  const earlier = tableLines(
    ['rule', ...origins, 'chosen on', 'held back'],
    rules.map((rule) => [
      rule.by,
      ...rule.origins.map((one) => days(one?.earlier.value ?? NaN)),
      interval(rule.chosenOn.earlier),
      interval(rule.heldBack.earlier),
    ]),
    'right',
  );
  const quality = tableLines(
    ['rule', 'AUC, chosen on', 'AUC, held back', 'calibration, chosen on', 'calibration, held back', 'by chance alone'],
    rules.map(({ by, chosenOn, heldBack }) => [
      by,
      third(chosenOn.auc),
      third(heldBack.auc),
      third(chosenOn.calibration.error),
      marked(third(heldBack.calibration.error), heldBack.calibration.error <= MOST_ERROR),
      third(errorByChance(heldBack.calibration.tenths)),
    ]),
    'right',
  );
  return [
    `Days by which the gone are called earlier than by ${fixed.days} fixed days, at as many false alarms [95 % of samples]:`,
    ...earlier,
    ...(rules.some((rule) => rule.origins.includes(null)) ? ['(–: could not be learned by then)'] : []),
    ...selfLines(tested),
    '',
    `How well it tells who buys within 90 days (AUC), and by how much its chances miss (mean absolute error, NO above ${MOST_ERROR}; by chance alone: what true chances would show in so small a base):`,
    ...quality,
    ...untried.map(({ by, because }) => `not tried: ${by}. ${because}`),
    '',
    verdictOf(tested),
  ];
}

/** Fixed days can only be as early as themselves; where they are not, nothing was compared at as many false alarms. */
const MOST_FROM_ITSELF = 2;

function selfLines({ rules, fixed }: BackTested): readonly string[] {
  const itself = rules.find(({ by }) => by === 'fixed')?.heldBack.earlier.value ?? 0;
  if (Math.abs(itself) <= MOST_FROM_ITSELF) return [];
  return [
    `NO: fixed days seem ${days(itself)} days earlier than themselves. No level that was tried makes as few or as many ` +
      `false alarms as ${fixed.days} days do, so the figures above are off by about as much.`,
  ];
}

/** What true chances would miss on average, because only so many customers are in each tenth: mean distance of a normal number. */
function errorByChance(tenths: readonly Tenth[]): number {
  const all = tenths.reduce((sum, { customers }) => sum + customers, 0);
  const spread = ({ predicted, customers }: Tenth) => Math.sqrt((predicted * (1 - predicted)) / customers);
  return Math.sqrt(2 / Math.PI) * tenths.reduce((sum, tenth) => sum + (tenth.customers / all) * spread(tenth), 0);
}

/** Which rule is to be in force, in the sentence that marketers read. */
function verdictOf(tested: BackTested): string {
  return `Winner: ${tested.winner}. ${tested.winner === 'fixed' ? fixedText(tested) : wonText(tested)}`;
}

function truthLines(truth: readonly Truthful[]): readonly string[] {
  if (truth.length === 0) return [];
  const rows = truth.map(({ by, silences, left, calls, falseAlarms, trueCalls, days: mean }) => [
    by,
    count(silences),
    count(left),
    count(calls),
    count(falseAlarms),
    percent(trueCalls / calls),
    days(mean),
  ]);
  const head = ['rule', 'silences', 'had left', 'calls', 'came back', 'true calls', 'days from leaving to the call'];
  return [
    '',
    'Held against the truth, at as many who came back, over all origins where it could be learned:',
    ...tableLines(head, rows, 'right'),
  ];
}

function dateOf(day: number): string {
  return isoTime(day * DAY).slice(0, 10);
}

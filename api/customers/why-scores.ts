import type { ScoringModel } from '../../domain/scoring/model.ts';
import { moneyText, type Money } from '../../domain/currency.ts';
import { recencyDays, type Totals } from '../../domain/scoring/score.ts';
import type { Score, Scores } from '../../domain/scoring/scores.ts';
import type { Instant } from '../../domain/time.ts';

/** Why a customer has one of their scores. */
export interface Why {
  readonly of: 'recency' | 'frequency' | 'money';
  readonly score: Score | null;
  /** Days, orders or minor units. */
  readonly value: number;
  /** The limit that was met; `null` where none was. */
  readonly cut: number | null;
  readonly text: string;
}

/** The scores, each with the number behind it and the limit it met. `now` is the instant they are explained for. */
export function whyScores(
  scores: Scores,
  totals: Totals,
  model: ScoringModel,
  now: Instant,
  money: Money,
): readonly Why[] {
  return [
    whyRecency(scores.r, totals, model, now),
    whyFrequency(scores.f, totals, model),
    whyMoney(scores.m, totals, model, money),
  ];
}

function whyRecency(score: Score, { recencyFrom, lastPurchaseAt }: Totals, model: ScoringModel, now: Instant): Why {
  const { cuts, edge } = model.recency;
  const days = recencyDays(recencyFrom, model, now);
  const cut = cuts[cuts.length + 1 - score] ?? null;
  const [met, missed] = edge === 'at-most' ? ['at most', 'more than'] : ['fewer than', 'at least'];
  const rule = cut === null ? `${missed} ${cuts.at(-1) ?? 0} days give` : `${met} ${cut} days give`;
  const what = recencyFrom === lastPurchaseAt ? 'Last purchase' : 'Last sign of life';
  return { of: 'recency', score, value: days, cut, text: `${what} ${plural(days, 'day')} ago: ${rule} ${score}` };
}

function whyFrequency(score: Score, { frequency }: Totals, model: ScoringModel): Why {
  const { cuts } = model.frequency;
  const noun = model.frequencyOf === 'orders' ? 'order' : 'day with orders';
  const unit = (count: number) => (noun === 'order' || count === 1 ? plural(count, noun) : `${count} days with orders`);
  const text = `${unit(frequency)} ${within(model)}: ${rising(score, model.frequency, unit)}`;
  return { of: 'frequency', score, value: frequency, cut: cutMet(score, cuts), text };
}

function whyMoney(score: Score | null, { revenue }: Totals, model: ScoringModel, money: Money): Why {
  const { monetary } = model;
  if (score === null || monetary === null) {
    const text = 'Money has no score: the workspace has not named its amounts';
    return { of: 'money', score: null, value: revenue, cut: null, text };
  }
  const unit = (cut: number) => moneyText(Math.round(cut), money);
  const text = `${moneyText(revenue, money)} ${within(model)}: ${rising(score, monetary, unit)}`;
  return { of: 'money', score, value: revenue, cut: cutMet(score, monetary.cuts), text };
}

function within({ windowDays }: ScoringModel): string {
  return windowDays === null ? 'in all' : `in ${windowDays} days`;
}

function cutMet(score: Score, cuts: readonly number[]): number | null {
  return cuts[score - 2] ?? null;
}

function rising(
  score: Score,
  { cuts, edge }: NonNullable<ScoringModel['monetary']>,
  unit: (cut: number) => string,
): string {
  const met = cutMet(score, cuts);
  const next = cuts[score - 1];
  const reached = (cut: number) => (edge === 'reached' ? `${unit(cut)} or more` : `more than ${unit(cut)}`);
  const short = (cut: number) => (edge === 'reached' ? `fewer than ${unit(cut)}` : `at most ${unit(cut)}`);
  const now = met === null ? `${short(cuts[0] ?? 0)} give ${score}` : `${reached(met)} give ${score}`;
  if (next === undefined || met === null) return now;
  return edge === 'reached'
    ? `${now}, ${unit(next)} would give ${score + 1}`
    : `${now}, ${reached(next)} would give ${score + 1}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

import type { InsideStep } from '../../db/tallies/inside.ts';
import type { ArmResult, dayResults, StepResult } from '../../db/tallies/results-read.ts';
import type { JourneyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import { HELD_OUT } from '../../domain/journey/definition/window.ts';
import { merged } from '../../domain/scoring/population.ts';
import { quantile } from '../../domain/scoring/quantile.ts';
import { DAY, MINUTE } from '../../domain/time.ts';
import { stayIn } from '../../db/tallies/results.ts';
import type { SignCount } from '../../db/messaging/placement-results.ts';
import { channelResults } from './channel-results.ts';
import { stepSigns } from './placement-results.ts';
import { textResults } from './text-results.ts';
import { namesOfDays } from '../http/local-days.ts';

interface Read {
  readonly steps: readonly StepResult[];
  readonly arms: readonly ArmResult[];
  readonly inside: readonly InsideStep[];
  readonly signs: readonly SignCount[];
}

/** What came of a version, as a whole and step by step. */
export function resultsView(definition: JourneyDefinition, { steps, arms, inside, signs }: Read) {
  const entering = arms.filter(({ by }) => by === 'entering');
  const [heldOut, entered] = [entering.filter(isHeldOut), entering.filter((one) => !isHeldOut(one))];
  const hasGoal = definition.goal !== undefined;
  const unknown = unknownSigns(definition, steps);
  return {
    entered: timesOf(steps, 'entered'),
    heldOut: sum(heldOut.map(({ assigned }) => assigned)),
    inside: sum(inside.map(({ customers }) => customers)),
    left: byDetail(steps, 'left').map(({ detail: by, times }) => ({ by, times })),
    refused: byDetail(steps, 'refused').map(({ detail: because, times }) => ({ because, times })),
    messages: timesOf(steps, 'message'),
    opened: unknown === null ? timesOf(steps, 'opened') : null,
    clicked: unknown === null ? timesOf(steps, 'clicked') : null,
    signsUnknown: unknown,
    conversions: hasGoal ? sum(entered.map(({ conversions }) => conversions)) : null,
    revenue: hasGoal ? sum(entered.map(({ earned }) => earned)) : null,
    steps: definition.steps.map(({ id, type }) => {
      const own = steps.filter(({ step }) => step === id);
      const isTold = unknown === null && type === 'send';
      const seen = signs.filter((sign) => sign.step === id);
      return {
        step: id,
        type,
        reached: timesOf(own, 'entered', 'reached'),
        movedHere: timesOf(own, 'relocated'),
        inside: sum(inside.filter(({ step }) => step === id).map(({ customers }) => customers)),
        passed: byDetail(own, 'passed').map(({ detail, times }) => ({ way: detail === '' ? null : detail, times })),
        skipped: byDetail(own, 'skipped').map(({ detail: because, times }) => ({ because, times })),
        left: byDetail(own, 'left').map(({ detail: by, times }) => ({ by, times })),
        stayed: stayedIn(own),
        messages: timesOf(own, 'message'),
        opened: isTold ? timesOf(own, 'opened') : null,
        clicked: isTold ? timesOf(own, 'clicked') : null,
        channels: channelResults(own, unknown === null),
        ...stepSigns(type, seen),
        texts: textResults(type, own, seen, { known: unknown === null, hasGoal }),
      };
    }),
  };
}

/** How long those stayed who waited at a step and are there no more; `null`: nobody did. */
function stayedIn(results: readonly StepResult[]) {
  const stays = byDetail(results, 'stayed');
  if (stays.length === 0) return null;
  const minutes = merged(stays.map(({ detail, times }) => [stayIn(Number(detail)), times]));
  const days = (share: number) => Math.round((quantile(minutes, share) * MINUTE * 1_000) / DAY) / 1_000;
  return { times: sum(stays.map(({ times }) => times)), medianDays: days(0.5), p90Days: days(0.9) };
}

/** Why nothing is known of opens and clicks; `null` where something is. */
function unknownSigns({ steps }: JourneyDefinition, results: readonly StepResult[]): string | null {
  if (!steps.some(({ type }) => type === 'send')) return 'It sends no messages.';
  if (results.some(({ what }) => what === 'opened' || what === 'clicked')) return null;
  return 'Nobody has told of an open or a click so far: mail itself does not. Send events of the types open and click, with message_id of the mail, or its Message-ID, as data.message.';
}

function isHeldOut({ arm }: ArmResult): boolean {
  return arm === HELD_OUT;
}

/** The most frequent first. */
function byDetail(results: readonly StepResult[], what: StepResult['what']) {
  const counts = new Map<string, number>();
  for (const one of results) {
    if (one.what === what) counts.set(one.detail, (counts.get(one.detail) ?? 0) + one.times);
  }
  return [...counts]
    .map(([detail, times]) => ({ detail, times }))
    .filter(({ times }) => times > 0)
    .toSorted((a, b) => b.times - a.times || (a.detail < b.detail ? -1 : 1));
}

/** How often any of these came of them. */
function timesOf(results: readonly StepResult[], ...whats: readonly StepResult['what'][]): number {
  return sum(results.filter(({ what }) => whats.includes(what)).map(({ times }) => times));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** @param first the number of the oldest day */
export function resultDays(rows: Awaited<ReturnType<typeof dayResults>>, first: number, count: number) {
  const amounts = [
    'entered',
    'heldOut',
    'refused',
    'left',
    'skipped',
    'messages',
    'opened',
    'clicked',
    'conversions',
    'revenue',
  ] as const;
  const sums = new Map(amounts.map((amount) => [amount, Array.from({ length: count }, () => 0)]));
  for (const row of rows) {
    for (const [amount, days] of sums) days[row.day - first] = (days[row.day - first] ?? 0) + row[amount];
  }
  const of = (amount: (typeof amounts)[number]) => sums.get(amount) ?? [];
  return {
    days: namesOfDays(first, count),
    entered: of('entered'),
    heldOut: of('heldOut'),
    refused: of('refused'),
    left: of('left'),
    skipped: of('skipped'),
    messages: of('messages'),
    opened: of('opened'),
    clicked: of('clicked'),
    conversions: of('conversions'),
    revenue: of('revenue'),
  };
}

import { originOf } from '../../domain/earlier-effect.ts';
import type { DecidedEffect } from '../../domain/effect.ts';
import type { JournalEntry } from '../../domain/decision/decision.ts';
import { HELD_OUT } from '../../domain/journey/definition/window.ts';
import type { EnrolmentPlace, MeasuringFact } from '../../domain/journey/facts.ts';
import { isOfChain } from '../../domain/journey/chain-facts.ts';
import { isOfMessage } from '../../domain/journey/mailed.ts';
import { isResult, type ResultFact } from '../../domain/journey/results.ts';
import { isMeasuring } from '../../domain/journey/watching.ts';
import { boundsOf, bucketOf } from '../../domain/scoring/population.ts';
import { MINUTE, type Instant } from '../../domain/time.ts';
import { chainDetail } from './chain-detail.ts';
import { sumOf, type ResultShares } from './result-shares.ts';
import type { Share, Tally } from './tally.ts';
import { textShares } from './text-shares.ts';

/** As much of an entry of the journal as results are counted from. */
export type ToldEntry = Pick<JournalEntry, 'at' | 'facts'> & {
  /** Before 0.4.0 only their keys said where they come from. */
  readonly effects: readonly (Pick<DecidedEffect, 'kind' | 'key'> & Partial<DecidedEffect>)[];
};

/** How often what came of which step, ever. */
export const stepResultTally: Tally<'times'> = {
  name: 'result',
  past: true,
  amounts: ['times'],
  shares: ({ results }) => results.steps,
};

/** How often what came of a version on each local day. */
export const dayResultTally: Tally<DayAmount> = {
  name: 'result-day',
  past: true,
  amounts: [
    'entered',
    'heldOut',
    'refused',
    'passed',
    'skipped',
    'left',
    'messages',
    'opened',
    'clicked',
    'conversions',
    'revenue',
  ],
  shares: ({ results }) => results.days,
};

type DayAmount =
  | 'entered'
  | 'heldOut'
  | 'refused'
  | 'passed'
  | 'skipped'
  | 'left'
  | 'messages'
  | 'opened'
  | 'clicked'
  | 'conversions'
  | 'revenue';

/** What came of those who were assigned to an arm. */
export const armResultTally: Tally<ArmAmount> = {
  name: 'result-arm',
  past: true,
  amounts: [
    'assigned',
    'conversions',
    'earned',
    'matured',
    'converted',
    'buyers',
    'revenue',
    'compared',
    'squaresHigh',
    'squaresLow',
  ],
  shares: ({ results }) => results.arms,
};

/**
 * `conversions` and `earned` are told as they come; from `converted` on of those whose time is over. `compared` is revenue
 * with each order up to the declared cap, and the squares are of that. A square may have
 * more digits than a double holds, so it is kept in two parts: high · 2^32 + low.
 */
type ArmAmount =
  | 'assigned'
  | 'conversions'
  | 'earned'
  | 'matured'
  | 'converted'
  | 'buyers'
  | 'revenue'
  | 'compared'
  | 'squaresHigh'
  | 'squaresLow';

/** What these entries add to results. */
export function resultsOf(entries: readonly ToldEntry[], dayOf: (at: Instant) => number): ResultShares {
  const [steps, days, arms]: [Share[], Share[], Share[]] = [[], [], []];
  for (const entry of entries) {
    const day = dayOf(entry.at);
    for (const fact of entry.facts.filter(isResult)) {
      const { journey, version } = fact.place;
      const step = 'step' in fact.place ? fact.place.step : '';
      // Of facts that version 0.3.0 did not tell in full, nobody can say what they are results of.
      if (version === 0) continue;
      steps.push({ of: [journey, version, step, ...toldAs(fact)].join('/'), adds: { times: 1 } });
      if ('after' in fact && fact.after !== undefined) {
        steps.push({ of: [journey, version, step, 'stayed', stayBucket(fact.after)].join('/'), adds: { times: 1 } });
      }
      steps.push(...textShares(fact));
      const onDay = dayAmountOf(fact);
      if (onDay) days.push({ of: dayName(fact.place), day, adds: onDay });
      if (isMeasuring(fact)) arms.push({ of: armName(fact), adds: armAmounts(fact) });
    }
    for (const effect of entry.effects) {
      if (effect.kind !== 'sendMessage') continue;
      const origin = originOf(effect);
      if (origin.by !== 'journey') continue;
      const { place } = origin;
      const { journey, version, step } = place;
      steps.push({ of: [journey, version, step, 'message', ''].join('/'), adds: { times: 1 } });
      days.push({ of: dayName(place), day, adds: { messages: 1 } });
    }
  }
  return { steps: sumOf(steps), days: sumOf(days), arms: sumOf(arms) };
}

/** Ends as names of steps do, so that version 1 is not the beginning of version 10. */
function dayName({ journey, version }: Pick<EnrolmentPlace, 'journey' | 'version'>): string {
  return `${journey}/${version}/`;
}

/** What a fact is counted as, and in what way; names of ways come last, since they may hold anything. */
function toldAs(fact: ResultFact): readonly [what: ResultFact['what'], detail: string] {
  if (isOfChain(fact) || isOfMessage(fact)) return [fact.what, chainDetail(fact)];
  switch (fact.what) {
    case 'passed':
      return [fact.what, fact.took ?? ''];
    case 'skipped':
    case 'refused':
      return [fact.what, fact.because];
    case 'left':
      return [fact.what, fact.because.by];
    case 'assigned':
    case 'converted':
    case 'earned':
    case 'matured':
      return [fact.what, `${fact.by}/${fact.arm}`];
    case 'entered':
    case 'reached':
    case 'relocated':
      return [fact.what, ''];
  }
}

/** What is counted by day under its own name. */
const BY_DAY = {
  entered: true,
  passed: true,
  skipped: true,
  refused: true,
  left: true,
  opened: true,
  clicked: true,
} as const satisfies Partial<Record<ResultFact['what'] & DayAmount, true>>;

type ByDay = Extract<ResultFact, { readonly what: keyof typeof BY_DAY }>;

function isByDay(fact: ResultFact): fact is ByDay {
  return Object.hasOwn(BY_DAY, fact.what);
}

function dayAmountOf(fact: ResultFact): Partial<Record<DayAmount, number>> | null {
  if (isByDay(fact)) return { [fact.what]: 1 };
  switch (fact.what) {
    case 'assigned':
      return isOfHeldOut(fact) ? { heldOut: 1 } : null;
    case 'converted':
      return isOfEntered(fact) ? { conversions: 1 } : null;
    case 'earned':
      return isOfEntered(fact) ? { revenue: fact.amount } : null;
    case 'reached':
    case 'relocated':
    case 'matured':
    case 'attempted':
    case 'passed-over':
    case 'reacted':
      return null;
  }
}

/** Stays of one bucket differ by at most 1 %, or a minute. */
function stayBucket(milliseconds: number): number {
  return bucketOf(Math.floor(milliseconds / MINUTE));
}

/** A stay of this bucket, in minutes: the middle of it. */
export function stayIn(bucket: number): number {
  const { least, most } = boundsOf(bucket);
  return bucket === 0 ? 0 : (least + most) / 2;
}

/** A split watches customers whom entering watches already. */
function isOfEntered(fact: MeasuringFact): boolean {
  return fact.by === 'entering' && !isOfHeldOut(fact);
}

function isOfHeldOut({ by, arm }: MeasuringFact): boolean {
  return by === 'entering' && arm === HELD_OUT;
}

function armName({ place: { journey, version, step }, by, arm }: MeasuringFact): string {
  return [journey, version, step, by, arm].join('/');
}

function armAmounts(fact: MeasuringFact): Partial<Record<ArmAmount, number>> {
  switch (fact.what) {
    case 'assigned':
      return { assigned: 1 };
    case 'converted':
      return { conversions: 1 };
    case 'earned':
      return { earned: fact.amount };
    case 'matured': {
      const { converted, revenue, capped: compared = revenue } = fact;
      const square = BigInt(compared) * BigInt(compared);
      const [squaresHigh, squaresLow] = [Number(square / PART), Number(square % PART)];
      const buyers = revenue > 0 ? 1 : 0;
      return { matured: 1, converted: converted ? 1 : 0, buyers, revenue, compared, squaresHigh, squaresLow };
    }
  }
}

const PART = 4_294_967_296n;

/** A sum of squares, as nearly as a double holds it. */
export function squaresIn({ squaresHigh, squaresLow }: Readonly<Record<'squaresHigh' | 'squaresLow', number>>): number {
  return squaresHigh * Number(PART) + squaresLow;
}

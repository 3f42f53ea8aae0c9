import { eventFact } from '../events/event-facts.ts';
import { eventType, type CustomerEvent } from '../events/event.ts';
import { CustomerFacts, holds } from '../journey/conditions/condition.ts';
import type { Beheld } from '../journey/walk/context.ts';
import { own } from '../own.ts';
import type { Campaign, EarningRule } from './draft.schema.ts';
import { MOST_POINTS } from './points.schema.ts';
import type { Multiplied } from './facts.ts';
import type { Loyalty } from './program.ts';

/** What one rule gives for one event. */
export interface Gain {
  readonly rule: EarningRule;
  /** More than 0. */
  readonly points: number;
  readonly multiplied?: Multiplied;
}

/** What happened before the programme, and history that was imported, earns nothing. */
export function mayEarn({ since }: Loyalty, event: CustomerEvent): boolean {
  return event.at >= since && event.silent !== true;
}

/** What an event earns, rule by rule; of the customer as they are after it. */
export function gainsOf(program: Loyalty, event: CustomerEvent, beheld: Beheld): readonly Gain[] {
  const type = eventType(event);
  const facts = new CustomerFacts(beheld, event);
  return program.earn.flatMap((rule): readonly Gain[] => {
    if (rule.on !== type || (rule.when !== undefined && !holds(rule.when, facts))) return [];
    const multiplied = multipliedBy(program, rule, event, beheld, facts);
    const exact = pointsFor(rule, unitsOf(rule, event), factorsOf(program, multiplied));
    const points = Math.min(exact, rule.mostPerEvent ?? MOST_POINTS);
    return points === 0 ? [] : [{ rule, points, ...(multiplied === undefined ? {} : { multiplied }) }];
  });
}

/** How much of what a rule counts an event holds: minor units, items, or the event itself. */
function unitsOf({ per }: EarningRule, event: CustomerEvent): number {
  if (per.by === 'amount') return event.kind === 'purchase' ? event.amount : 0;
  if (per.by === 'event') return 1;
  const items = eventFact(event, per.item);
  return typeof items === 'number' && items > 0 ? Math.min(Math.floor(items), MOST_POINTS) : 0;
}

/** Exact, whatever is multiplied: each factor is a whole number of hundredths. */
function pointsFor({ per, round }: EarningRule, units: number, factors: readonly number[]): number {
  const small = factors.reduce((product, factor) => product * Math.round(factor * 100), units * per.points);
  const whole100 = (per.by === 'amount' ? per.amount : 1) * 100 ** factors.length;
  // Nearly always: what is a whole number without loss needs no large ones, which take ten times as long.
  if (small <= EXACT && whole100 <= EXACT) return Math.min(MOST_POINTS, roundedSmall(small, whole100, round));
  const hundredths = factors.map((factor) => BigInt(Math.round(factor * 100)));
  const worth = hundredths.reduce((product, factor) => product * factor, BigInt(units) * BigInt(per.points));
  const one = BigInt(per.by === 'amount' ? per.amount : 1) * 100n ** BigInt(factors.length);
  const whole = roundedBy(worth, one, round);
  return whole > MOST_POINTS ? MOST_POINTS : Number(whole);
}

/** Twice as much, and one more part, is still exact. */
const EXACT = Number.MAX_SAFE_INTEGER / 4;

function roundedSmall(worth: number, one: number, round: EarningRule['round']): number {
  const rest = worth % one;
  const down = (worth - rest) / one;
  switch (round) {
    case 'down':
      return down;
    case 'nearest':
      return 2 * rest >= one ? down + 1 : down;
    case 'up':
      return rest > 0 ? down + 1 : down;
  }
}

function roundedBy(worth: bigint, one: bigint, round: EarningRule['round']): bigint {
  switch (round) {
    case 'down':
      return worth / one;
    case 'nearest':
      return (2n * worth + one) / (2n * one);
    case 'up':
      return (worth + one - 1n) / one;
  }
}

function multipliedBy(
  { tiers, segments = {}, campaigns }: Loyalty,
  rule: EarningRule,
  event: CustomerEvent,
  { state }: Beheld,
  facts: CustomerFacts,
): Multiplied | undefined {
  const held = state.loyalty?.tier?.tier;
  const tier = tiers?.levels.find(({ id }) => id === held)?.multiplier ?? 1;
  const segment = state.standing ? (own(segments, state.standing.segment) ?? 1) : 1;
  const running = campaigns.filter((one) => isRunning(one, rule, event, facts)).map(({ id }) => id);
  if (tier === 1 && segment === 1 && running.length === 0) return undefined;
  return {
    ...(tier === 1 ? {} : { tier }),
    ...(segment === 1 ? {} : { segment }),
    ...(running.length === 0 ? {} : { campaigns: running }),
  };
}

function isRunning(
  { from, until, rules, when }: Campaign,
  rule: EarningRule,
  event: CustomerEvent,
  facts: CustomerFacts,
) {
  if (event.at < Date.parse(from) || event.at >= Date.parse(until)) return false;
  return (rules?.includes(rule.id) ?? true) && (when === undefined || holds(when, facts));
}

function factorsOf({ campaigns }: Loyalty, multiplied: Multiplied | undefined): readonly number[] {
  if (multiplied === undefined) return [];
  const { tier, segment, campaigns: running = [] } = multiplied;
  const more = campaigns.flatMap(({ id, multiplier }) => (running.includes(id) ? [multiplier] : []));
  return [tier, segment, ...more].filter((factor) => factor !== undefined);
}

import type { JournalEntry } from '../decision/decision.ts';
import { eventIdOf, type CustomerKey, type EffectKey, type EventKey } from '../keys.ts';
import type { JourneyFact } from '../journey/facts.ts';
import { isPointsFact, type LoyaltyFact } from '../loyalty/facts.ts';
import { messageHash } from '../sha256.ts';
import type { Instant } from '../time.ts';
import type { FeedKind } from './kinds.ts';

/** What a line says besides whose it is and when: JSON, pseudonymous ids and nothing personal. */
export type ChangeData = Readonly<Record<string, unknown>>;

/** Something final that happened to one customer, before it has its place in the feed. */
export interface Change {
  /** The same whenever the same entry is read again; no two changes of a workspace share one. */
  readonly id: string;
  readonly kind: FeedKind;
  /** In the workspace's time. */
  readonly at: Instant;
  readonly data: ChangeData;
}

/** An effect whose outcome will be a change of its own: the journal says that it was decided, the ledger what came of it. */
export interface Awaited {
  readonly id: string;
  readonly kind: 'awaited';
  readonly effect: EffectKey;
}

/** What one entry of the journal brings to the feed. */
export type Brought = Change | Awaited;

/**
 * What an entry of the journal brings, in order. Its ids hold the number of the entry, the place in it and all that is
 * said, so an entry that another attempt has written otherwise brings others, and one that it has written alike the same.
 */
export function broughtBy(key: CustomerKey, entry: JournalEntry): readonly Brought[] {
  const changes = saidBy(entry).map(({ kind, data }, place): Change => {
    const id = messageHash(JSON.stringify([key, entry.seq, place, kind, entry.at, data]));
    return { id, kind, at: entry.at, data };
  });
  const awaited = entry.effects.flatMap(({ kind, key: effect }): readonly Awaited[] =>
    kind === 'sendMessage' || kind === 'grantCoupon' ? [{ id: effect, kind: 'awaited', effect }] : [],
  );
  return [...changes, ...awaited];
}

type Said = Pick<Change, 'kind' | 'data'>;

function saidBy(entry: JournalEntry): readonly Said[] {
  const { move, silence, returned = [], audiences = [], facts, loyalty = [], score } = entry;
  return [
    ...(move ? [{ kind: 'move' as const, data: { ...move, cause: causeOf(move.cause), score } }] : []),
    ...(silence ? [{ kind: 'silence' as const, data: { what: 'began', ...silence } }] : []),
    ...returned.map(({ stage, at, back }): Said => {
      return { kind: 'silence', data: { what: 'ended', stage, since: at, back } };
    }),
    ...audiences.map(({ audience, is }): Said => ({ kind: 'audience', data: { what: is, audience } })),
    ...facts.map((fact): Said => ({ kind: 'journey', data: journeyData(fact) })),
    ...loyalty.map((fact): Said => ({ kind: loyaltyKind(fact), data: loyaltyData(fact) })),
  ];
}

/** Events are named by the id that their sender gave them. */
function causeOf(cause: NonNullable<JournalEntry['move']>['cause']) {
  return cause.by === 'event' ? { by: cause.by, type: cause.type, event: eventIdOf(cause.event) } : cause;
}

/**
 * Named one by one and never spread: what came with an entry, what a webhook said and what a step says of an attribute
 * may be somebody's data, and stays here.
 */
function journeyData(fact: JourneyFact): ChangeData {
  const { place, what } = fact;
  return {
    what,
    ...place,
    ...('because' in fact ? { because: fact.because } : {}),
    ...('took' in fact ? { took: fact.took } : {}),
    ...('asked' in fact ? { asked: fact.asked } : {}),
    ...('from' in fact && typeof fact.from === 'object' ? { from: fact.from } : {}),
    ...('text' in fact ? { text: fact.text } : {}),
    ...('after' in fact ? { after: fact.after } : {}),
    ...('arm' in fact ? { by: fact.by, arm: fact.arm } : {}),
    ...('amount' in fact ? { amount: fact.amount } : {}),
    ...('converted' in fact ? { converted: fact.converted, revenue: fact.revenue } : {}),
  };
}

function loyaltyKind(fact: LoyaltyFact): FeedKind {
  if (isPointsFact(fact)) return 'points';
  switch (fact.what) {
    case 'points-expiring':
      return 'points';
    case 'tier':
    case 'badge':
    case 'quest':
    case 'referral':
      return fact.what;
    case 'granted':
    case 'coupon-held':
    case 'coupon-used':
    case 'coupon-expiring':
      return 'coupon';
    case 'ticket':
    case 'drawn':
      return 'draw';
  }
}

/** Of a posting the sum of the points is told, and what somebody wrote who adjusted them stays here. */
const HIDDEN: ReadonlySet<string> = new Set(['posts', 'reason']);
/** Where a fact names an event or an order. */
const NAMING: ReadonlySet<string> = new Set(['by', 'order', 'spend']);

function loyaltyData(fact: LoyaltyFact): ChangeData {
  const said = Object.entries(fact).filter(([name]) => !HIDDEN.has(name));
  return Object.fromEntries(said.map(([name, value]) => [name, NAMING.has(name) ? idOrValue(value) : value]));
}

function idOrValue(value: unknown): unknown {
  return isKey(value) ? eventIdOf(value) : value;
}

function isKey(value: unknown): value is EventKey {
  return typeof value === 'string' && value.includes(':');
}

import type { Connection, mongo } from 'mongoose';
import { customerCollection } from '../customers/customers.ts';
import { isPointsOutcome, type PointsOutcome } from '../../domain/events/outcome.ts';
import type { CustomerKey, EventKey } from '../../domain/keys.ts';
import { keyPointsIn, type KeyPoints } from '../../domain/loyalty/key-points.ts';
import type { LoyaltyFact } from '../../domain/loyalty/facts.ts';
import type { Instant } from '../../domain/time.ts';
import type { Page } from '../page.ts';
import { journalCollection, type JournalRow } from './journal.ts';

/** A fact of somebody's points or tier, and when it was decided. */
export interface ToldFact {
  readonly at: Instant;
  readonly fact: LoyaltyFact;
}

/** What the journal tells of points and tiers. */
export interface PointsReads {
  /** What came of an event, once nobody can decide it again any more; else `null`. */
  outcome(key: CustomerKey, event: EventKey): Promise<PointsOutcome | null>;
  /** Newest first, from the fact before number `after`. */
  facts(key: CustomerKey, page: Page<number>): Promise<readonly ToldFact[]>;
}

type Told = Pick<JournalRow, 'at' | 'loyalty'>;

export function mongoPointsReads(connection: Connection): PointsReads {
  const journal = journalCollection(connection);
  const customers = customerCollection(connection);
  return {
    async outcome(key, event) {
      const filter = { key, 'events.key': event, 'events.outcome': { $exists: true } };
      const entry = await journal.findOne(filter, { readConcern: 'majority', projection: { events: 1, turn: 1 } });
      const row = await customers.findOne({ _id: key }, { readConcern: 'majority', projection: { turn: 1 } });
      if (entry === null || row === null || entry.turn >= row.turn) return null;
      const outcome = entry.events.find((one) => one.key === event)?.outcome;
      return isPointsOutcome(outcome) ? outcome : null;
    },
    async facts(key, { limit, after = Infinity }) {
      const rows = journal
        .find({ key, loyalty: { $exists: true }, 'loyalty.n': { $lt: after } })
        .sort({ 'loyalty.n': -1 })
        .limit(limit)
        .project<Told>({ _id: 0, at: 1, loyalty: 1 });
      const told = (await rows.toArray()).flatMap(({ at, loyalty = [] }) => loyalty.map((fact) => ({ at, fact })));
      return told
        .filter(({ fact }) => fact.n < after)
        .toSorted((a, b) => b.fact.n - a.fact.n)
        .slice(0, limit);
    },
  };
}

/** Which orders and spendings of a customer are asked for, as they stood before a turn. */
export interface KeyPointsAsked {
  readonly key: CustomerKey;
  readonly turn: number;
  /** The last entry of theirs that counts: a lost attempt at an earlier turn may have written more of them. */
  readonly seq: number;
  readonly keys: readonly EventKey[];
}

/** What orders have earned and spendings taken in turns before; an attempt at the turn itself may be decided otherwise. */
export async function keyPointsOf(
  journal: mongo.Collection<JournalRow>,
  { key, turn, seq, keys }: KeyPointsAsked,
): Promise<ReadonlyMap<EventKey, KeyPoints>> {
  if (keys.length === 0) return new Map();
  const those = { $in: [...keys] };
  const entries = journal
    .find({
      key,
      $or: [{ 'loyalty.order': those }, { 'loyalty.by': those }, { 'loyalty.spend': those }],
      turn: { $lt: turn },
      seq: { $lte: seq },
    })
    .sort({ seq: 1 })
    .project<Pick<JournalRow, 'loyalty'>>({ _id: 0, loyalty: 1 });
  const known = keyPointsIn((await entries.toArray()).flatMap(({ loyalty = [] }) => loyalty));
  return new Map([...known].filter(([one]) => keys.includes(one)));
}

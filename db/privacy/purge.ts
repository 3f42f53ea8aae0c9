import type { ClientSession, Connection } from 'mongoose';
import type { CustomerEvent } from '../../domain/events/event.ts';
import { foldEntries } from '../../domain/decision/journal-fold.ts';
import type { EventKey } from '../../domain/keys.ts';
import type { Condensing } from '../../domain/privacy/condense.ts';
import { dayOf } from '../../domain/time-zone.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import type { CustomerRow } from '../customers/customers.ts';
import { AppliedEvents, takenBy } from '../events/applied-events.ts';
import { markCollection } from '../events/applied.ts';
import { eventCollection } from '../events/events.ts';
import { journalCollection } from '../events/journal.ts';
import { attemptCollection } from '../messaging/ledger.ts';
import { CounterChanges, purgedCollection } from '../tallies/counters.ts';
import { EFFECT_KINDS, effectCollection, type EffectRow } from '../messaging/effects.ts';
import { addResults } from '../tallies/result-shares.ts';
import { resultsOf } from '../tallies/results.ts';
import { CondensedEvents } from './condensed.ts';
import { journalBaseCollection, NO_BASE } from './journal-bases.ts';
import { PurgeTaken } from './purge-counts.ts';

/** A span of time: after `from`, and up to `to`. */
export interface Aged {
  readonly from: Instant;
  readonly to: Instant;
}

/** A customer's events, as a purge looks at them. */
export interface PurgedEvents {
  /** Those that are there, and no decision can take back any more. */
  readonly kept: readonly CustomerEvent[];
  /** Those that are only there condensed. */
  readonly before: readonly CustomerEvent[];
}

/**
 * Takes away what is not kept of one customer, a bounded part at a time; each part is whole or not done, and counted in the
 * row of the job with what it deletes.
 */
export interface CustomerPurge {
  /** `null`: nothing of theirs came into this span. */
  events(row: CustomerRow, aged: Aged): Promise<PurgedEvents | null>;
  /** Deletes these events and their marks, and keeps what they have come to. @returns how many events */
  condense(row: CustomerRow, part: Condensing, job: string): Promise<number>;
  /** Folds the oldest entries of completed turns, up to `to`, and deletes them. @returns how many; 0: none is left */
  journal(row: CustomerRow, aged: { readonly to: Instant; readonly timezone: string }, job: string): Promise<number>;
  /** Deletes what has become of effects that are over. @returns how many; 0: none is left */
  effects(row: Pick<CustomerRow, 'workspace' | 'customer'>, to: Instant, job: string): Promise<number>;
  /** Of how many customers, of all that were looked at, the events stay. */
  unlike(job: string, count: number): Promise<void>;
}

/** Rows of one transaction. */
const PART = 500;
/** Effects that may still be attempted. */
const OPEN_STATES = ['begun', 'retry'] as const;

export function mongoCustomerPurge(connection: Connection): CustomerPurge {
  return new MongoCustomerPurge(connection);
}

class MongoCustomerPurge implements CustomerPurge {
  readonly #connection: Connection;
  readonly #applied: AppliedEvents;
  readonly #condensed: CondensedEvents;
  readonly #events;
  readonly #marks;
  readonly #journal;
  readonly #bases;
  readonly #effects;
  readonly #attempts;
  readonly #purged;
  readonly #taken;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#applied = new AppliedEvents(connection);
    this.#condensed = new CondensedEvents(connection);
    this.#events = eventCollection(connection);
    this.#marks = markCollection(connection);
    this.#journal = journalCollection(connection);
    this.#bases = journalBaseCollection(connection);
    this.#effects = effectCollection(connection);
    this.#attempts = attemptCollection(connection);
    this.#purged = purgedCollection(connection);
    this.#taken = new PurgeTaken(connection);
  }

  async events(row: CustomerRow, { from, to }: Aged): Promise<PurgedEvents | null> {
    const { workspace, customer } = row;
    const came = [{ 'event.at': { $gt: from } }, { 'event.seenAt': { $gt: from } }];
    const aged = { workspace, customer, 'event.at': { $lte: to }, 'event.seenAt': { $lte: to }, $or: came };
    if ((await this.#events.findOne(aged, { projection: { _id: 1 } })) === null) return null;
    const taken = await this.#applied.kept(takenBy(row));
    const open = await this.#openAmong(row);
    return { kept: taken.filter(({ key }) => !open.has(key)), before: await this.#condensed.read(row) };
  }

  /** Whose delivery is not over, or who were decided asleep: somebody still looks for them. */
  async #openAmong({ workspace, customer, asleep }: CustomerRow): Promise<ReadonlySet<EventKey>> {
    const open = { workspace, customer, $or: [{ p: { $exists: true } }, { aside: 1 as const }, { ahead: 1 as const }] };
    const rows = await this.#events.find(open).project<{ readonly _id: EventKey }>({ _id: 1 }).toArray();
    return new Set([...rows.map(({ _id }) => _id), ...(asleep?.entries ?? [])]);
  }

  async condense(row: CustomerRow, { gone, into }: Condensing, job: string): Promise<number> {
    const { workspace, customer } = row;
    const _id = { $in: [...gone] };
    return await this.#whole(async (session) => {
      const { deletedCount } = await this.#events.deleteMany({ _id, workspace, customer }, { session });
      // Another attempt has been here, or somebody erases them.
      if (deletedCount !== gone.length) throw new Error('some of these events are gone; look again');
      await this.#marks.deleteMany({ _id }, { session });
      await this.#condensed.add(row, into, session);
      await this.#taken.add(job, 'events', deletedCount, session);
      return deletedCount;
    });
  }

  async journal(
    { _id: key, workspace, customer, state, lastTurn }: CustomerRow,
    { to, timezone }: { readonly to: Instant; readonly timezone: string },
    job: string,
  ): Promise<number> {
    // No entry of a completed turn is replaced any more; the row itself tells of its own turn.
    const last = lastTurn?.after ?? state.seq - 1;
    return await this.#whole(async (session) => {
      const base = (await this.#bases.findOne({ _id: key }, { session })) ?? NO_BASE;
      const rows = this.#journal.find({ key, seq: { $gt: base.seq, $lte: last } }, { session });
      const next = await rows.sort({ seq: 1 }).limit(PART).toArray();
      const young = next.findIndex(({ at, now }) => Math.max(at, now) > to);
      const entries = young < 0 ? next : next.slice(0, young);
      const end = entries.at(-1);
      if (end === undefined) return 0;
      const { seq, at, playbook } = end;
      const fold = foldEntries(base.fold, entries);
      const results = addResults(
        base.results,
        resultsOf(entries, (instant) => dayOf(instant, timezone)),
      );
      const is = { workspace, customer, seq, at, playbook, fold, results };
      await this.#bases.replaceOne({ _id: key }, is, { session, upsert: true });
      const { deletedCount } = await this.#journal.deleteMany({ key, seq: { $lte: seq } }, { session });
      await this.#taken.add(job, 'journal', deletedCount, session);
      return deletedCount;
    });
  }

  async effects(
    { workspace, customer }: Pick<CustomerRow, 'workspace' | 'customer'>,
    to: Instant,
    job: string,
  ): Promise<number> {
    const kind = { $in: [...EFFECT_KINDS] };
    // What pages told of placements is looked at day by day, so their rows stay; and whatever is to be counted is counted first.
    const none = { $exists: false };
    const over = { at: { $lte: to }, seen: none, uncounted: none, state: { $nin: [...OPEN_STATES] } };
    const rows = this.#effects.find({ workspace, customer, kind, ...over }).limit(PART);
    const old = await rows.project<Pick<EffectRow, '_id' | 'attempts'>>({ attempts: 1 }).toArray();
    if (old.length === 0) return 0;
    const attempts = old.flatMap(({ _id, attempts: made }) =>
      Array.from({ length: made }, (_, n) => `${_id}#${n + 1}`),
    );
    // Attempts first: they are found by the rows.
    await this.#attempts.deleteMany({ _id: { $in: attempts } }, { writeConcern: MAJORITY });
    const _id = { $in: old.map((one) => one._id) };
    return await this.#whole(async (session) => {
      const those = { _id, uncounted: none };
      const counted = new CounterChanges();
      const tallied = this.#effects.find(those, { session }).project<Pick<EffectRow, 'under'>>({ under: 1 });
      for (const { under = [] } of await tallied.toArray()) counted.move([], under);
      const sums = counted.writes(workspace);
      if (sums.length > 0) await this.#purged.bulkWrite(sums, { session, ordered: false });
      const { deletedCount } = await this.#effects.deleteMany(those, { session });
      await this.#taken.add(job, 'effects', deletedCount, session);
      return deletedCount;
    });
  }

  async unlike(job: string, count: number): Promise<void> {
    await this.#taken.unlike(job, count);
  }

  async #whole(work: (session: ClientSession) => Promise<number>): Promise<number> {
    const session = await this.#connection.startSession();
    try {
      return await session.withTransaction(work, { readConcern: { level: 'snapshot' }, writeConcern: MAJORITY });
    } finally {
      await session.endSession();
    }
  }
}

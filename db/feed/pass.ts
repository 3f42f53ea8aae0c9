import type { ClientSession, Connection, mongo } from 'mongoose';
import { broughtBy, type Brought } from '../../domain/feed/change.ts';
import { follow, type NewLine, type Picture } from '../../domain/feed/follow.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import { SECOND, type Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { customerCollection, type CustomerRow } from '../customers/customers.ts';
import { versionText, type RowVersion } from '../customers/row-version.ts';
import { journalCollection, type JournalRow } from '../events/journal.ts';
import { ROWS_AT_ONCE } from '../in-pages.ts';
import { Outcomes, type NewOutcome } from './outcomes.ts';
import {
  feedCollection,
  feedLineCollection,
  followedCollection,
  lineId,
  type FeedLineRow,
  type FeedRow,
  type FollowedRow,
} from './rows.ts';

/** Customers followed in one transaction. */
const PAGE = 200;
/** So that one workspace keeps the others waiting for a moment only; the next round goes on. */
const MOST_PAGES = 50;
/** Of two who follow at once one is refused, and tries again for this long. */
const WITHIN = 20 * SECOND;
const TRANSACTION = { readConcern: { level: 'snapshot' }, writeConcern: MAJORITY, timeoutMS: WITHIN } as const;

/** As much of a customer's row as says which entries of the journal hold. */
type Standing = RowVersion &
  Pick<CustomerRow, '_id' | 'customer' | 'lastTurn'> & { readonly state: Pick<CustomerRow['state'], 'seq'> };

const STANDING = {
  customer: 1,
  chain: 1,
  turn: 1,
  heard: 1,
  asOf: 1,
  'asleep.entries': 1,
  'lastTurn.after': 1,
  'state.seq': 1,
} as const;

/** What somebody brings to the feed, whose it is. */
interface Bringing {
  readonly key: CustomerKey;
  readonly customer: CustomerId;
  readonly lines: readonly (NewLine | NewOutcome)[];
}

/**
 * Gives changes their places. How far a customer is told, the lines and the last place are written in one transaction, so
 * whatever dies, each change has one place; and since all write the same row for it, a place is seen only when all before
 * it are: whoever reads behind a number misses nothing.
 */
export class FollowingPass {
  readonly #connection: Connection;
  readonly #settle: number;
  readonly #feeds;
  readonly #lines;
  readonly #followed;
  readonly #customers;
  readonly #journal;
  readonly #outcomes: Outcomes;

  /** @param settle see `follow` */
  constructor(connection: Connection, settle: number) {
    this.#connection = connection;
    this.#settle = settle;
    this.#feeds = feedCollection(connection);
    this.#lines = feedLineCollection(connection);
    this.#followed = followedCollection(connection);
    this.#customers = customerCollection(connection);
    this.#journal = journalCollection(connection);
    this.#outcomes = new Outcomes(connection);
  }

  /** @param now by the wall clock */
  async run(workspace: WorkspaceId, now: Instant): Promise<void> {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const due = await this.#followed
        .find({ workspace, due: { $lte: now } })
        .sort({ due: 1 })
        .limit(PAGE)
        .project<Pick<FollowedRow, '_id'>>({ _id: 1 })
        .toArray();
      if (due.length === 0) return;
      const keys = due.map(({ _id }) => _id);
      await this.#inTransaction((session) => this.#follow({ workspace, keys, now }, session));
      if (due.length < PAGE) return;
    }
  }

  async #inTransaction(work: (session: ClientSession) => Promise<void>): Promise<void> {
    const session = await this.#connection.startSession();
    try {
      await session.withTransaction(work, TRANSACTION);
    } finally {
      await session.endSession();
    }
  }

  async #follow(
    page: { readonly workspace: WorkspaceId; readonly keys: readonly CustomerKey[]; readonly now: Instant },
    session: ClientSession,
  ): Promise<void> {
    const { workspace, now } = page;
    const feed = await this.#feeds.findOne({ _id: workspace }, { session });
    const those = { _id: { $in: [...page.keys] } };
    const followed = await this.#followed.find({ ...those, due: { $lte: now } }, { session }).toArray();
    const rows = await this.#customers.find(those, { session }).project<Standing>(STANDING).toArray();
    const standing = new Map(rows.map((row) => [row._id, row]));
    const entries = feed ? await this.#entries(feed, followed, standing, session) : NO_ENTRIES;
    const outcomes = await this.#outcomes.of(followed, now, session);
    const [writes, brings]: [mongo.AnyBulkWriteOperation<FollowedRow>[], Bringing[]] = [[], []];
    for (const was of followed) {
      const row = standing.get(was._id);
      // The feed is over, or they are: what is left of them goes.
      if (feed === null || row === undefined) {
        writes.push({ deleteOne: { filter: { _id: was._id } } });
        continue;
      }
      const picture = pictureOf(row, { upTo: was.upTo, since: feed.since }, entries.get(was._id) ?? []);
      const { next, lines, again } = follow(was, picture, now, this.#settle);
      const { told, awaited, due } = outcomes(was, next.awaited, again);
      brings.push({ key: was._id, customer: row.customer, lines: [...lines, ...told] });
      const after = due === null ? { $unset: { due: 1 as const } } : {};
      const $set = { ...next, awaited, ...(due === null ? {} : { due }) };
      writes.push({ updateOne: { filter: { _id: was._id }, update: { $set, ...after } } });
    }
    await this.#place(workspace, brings, now, session);
    if (writes.length > 0) await this.#followed.bulkWrite(writes, { session, ordered: false });
  }

  /** Of what is not told for good yet, in order; up to what the row knows, since a lost attempt may have left more. */
  async #entries(
    { since }: FeedRow,
    followed: readonly FollowedRow[],
    standing: ReadonlyMap<CustomerKey, Standing>,
    session: ClientSession,
  ): Promise<ReadonlyMap<CustomerKey, readonly JournalRow[]>> {
    const wanted = followed.flatMap(({ _id: key, upTo }) => {
      const row = standing.get(key);
      if (row === undefined || row.state.seq <= upTo) return [];
      const after = completedIn(row, upTo);
      // Of somebody who is followed for the first time, years may lie before the feed.
      return [
        { key, seq: { $gt: upTo, $lte: after }, now: { $gte: since } },
        { key, seq: { $gt: after, $lte: row.state.seq } },
      ];
    });
    if (wanted.length === 0) return NO_ENTRIES;
    const found = new Map<CustomerKey, JournalRow[]>();
    const entries = this.#journal.find({ $or: wanted }, { session });
    for await (const entry of entries.sort({ key: 1, seq: 1 }).batchSize(ROWS_AT_ONCE)) {
      const own = found.get(entry.key) ?? [];
      found.set(entry.key, own);
      own.push(entry);
    }
    return found;
  }

  async #place(
    workspace: WorkspaceId,
    brings: readonly Bringing[],
    loggedAt: Instant,
    session: ClientSession,
  ): Promise<void> {
    const count = brings.reduce((sum, { lines }) => sum + lines.length, 0);
    if (count === 0) return;
    const after = { session, returnDocument: 'after', projection: { last: 1 } } as const;
    const feed = await this.#feeds.findOneAndUpdate({ _id: workspace }, { $inc: { last: count } }, after);
    if (feed === null) return;
    let n = feed.last - count;
    const rows = brings.flatMap(({ key, customer, lines }) =>
      lines.map((line): FeedLineRow => {
        n += 1;
        const place = { _id: lineId(workspace, n), workspace, n, key, customer, change: line.id, loggedAt };
        return line.kind === 'withdrawn'
          ? { ...place, kind: line.of, withdrawn: 1 }
          : { ...place, kind: line.kind, at: line.at, data: line.data };
      }),
    );
    await this.#lines.insertMany(rows, { session, ordered: false });
  }
}

const NO_ENTRIES: ReadonlyMap<CustomerKey, readonly JournalRow[]> = new Map();

/** Rows of 0.3.0 do not say it, and nobody decides for them again at that turn. */
function completedIn({ lastTurn, state }: Standing, upTo: number): number {
  return Math.max(lastTurn?.after ?? state.seq, upTo);
}

function pictureOf(
  row: Standing,
  { upTo, since }: { readonly upTo: number; readonly since: Instant },
  entries: readonly JournalRow[],
): Picture {
  const { turn, state } = row;
  const after = completedIn(row, upTo);
  const brought = (those: readonly JournalRow[]): readonly Brought[] =>
    those.filter(({ now }) => now >= since).flatMap((entry) => broughtBy(row._id, entry));
  const last = entries.filter(({ seq }) => seq > after);
  const isThere = last.length === Math.max(state.seq - after, 0) && last.every((entry) => entry.turn === turn);
  return {
    version: versionText(row),
    turn,
    after,
    completed: brought(entries.filter(({ seq }) => seq <= after)),
    last: isThere ? brought(last) : null,
  };
}

import type { ClientSession, Connection, mongo } from 'mongoose';
import type { BoardId, CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey, type CustomerKey } from '../../domain/keys.ts';
import type { DisplayName } from '../../domain/loyalty/boards/name.schema.ts';
import type { Score } from '../../domain/loyalty/boards/score.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';

/** A customer who opted in to one board, and what they have come to there. */
export interface MemberRow extends Score {
  /** `workspace:customer:board` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly board: BoardId;
  readonly key: CustomerKey;
  readonly customer: CustomerId;
  readonly name: DisplayName;
  /** No other name of the board has the same. */
  readonly named: string;
  /** Since when the score is what it is: of equals, who came to it first is first. */
  readonly since: Instant;
}

export type WhichBoard = Pick<MemberRow, 'workspace' | 'board' | 'period'>;

export interface BoardStore {
  /** Opts in, or takes another name. @returns `taken` where another one has the name */
  join(member: Omit<MemberRow, '_id' | 'key'>): Promise<'joined' | 'taken'>;
  /** @returns whether they were in */
  leave(workspace: WorkspaceId, board: BoardId, customer: CustomerId): Promise<boolean>;
  find(workspace: WorkspaceId, board: BoardId, customer: CustomerId): Promise<MemberRow | null>;
  /** The best first; nobody who has come to nothing. */
  top(board: WhichBoard, limit: number): Promise<readonly MemberRow[]>;
  /** Those right before and after one, in the order of the board. */
  near(
    member: MemberRow,
    limit: number,
  ): Promise<{ readonly before: readonly MemberRow[]; readonly after: readonly MemberRow[] }>;
  /** How many are before one, up to a limit. */
  ahead(member: MemberRow, limit: number): Promise<number>;
  members(workspace: WorkspaceId, board: BoardId): Promise<number>;
}

export function memberCollection(connection: Connection): mongo.Collection<MemberRow> {
  return collectionOf<MemberRow>(connection, 'board_members', [
    { keys: { workspace: 1, board: 1, period: 1, score: -1, since: 1, _id: 1 } },
    { keys: { workspace: 1, board: 1, named: 1 }, options: { unique: true } },
    { keys: { key: 1 } },
  ]);
}

const ORDER = { score: -1, since: 1, _id: 1 } as const;
const REVERSED = { score: 1, since: -1, _id: -1 } as const;

export function mongoBoards(connection: Connection): BoardStore {
  const members = memberCollection(connection);
  return {
    async join({ since, ...member }) {
      const { workspace, board, customer } = member;
      const [_id, key] = [memberKey(workspace, board, customer), customerKey(workspace, customer)];
      try {
        const change = { $set: { ...member, key }, $setOnInsert: { since } };
        await members.updateOne({ _id }, change, { upsert: true, writeConcern: MAJORITY });
        return 'joined';
      } catch (error) {
        if (isDuplicateKey(error)) return 'taken';
        throw error;
      }
    },
    async leave(workspace, board, customer) {
      const gone = await members.deleteOne({ _id: memberKey(workspace, board, customer) }, { writeConcern: MAJORITY });
      return gone.deletedCount === 1;
    },
    find: (workspace, board, customer) => members.findOne({ _id: memberKey(workspace, board, customer) }),
    top: ({ workspace, board, period }, limit) =>
      members.find({ workspace, board, period, score: { $gt: 0 } }, { sort: ORDER, limit }).toArray(),
    async near(member, limit) {
      const [before, after] = await Promise.all([
        members.find(beside(member, 'before'), { sort: REVERSED, limit }).toArray(),
        members.find(beside(member, 'after'), { sort: ORDER, limit }).toArray(),
      ]);
      return { before: before.toReversed(), after };
    },
    ahead: (member, limit) => members.countDocuments(beside(member, 'before'), { limit }),
    members: (workspace, board) => members.countDocuments({ workspace, board }),
  };
}

/** All that come before or after one, as three ranges of the index. */
function beside({ _id, workspace, board, period, score, since }: MemberRow, side: 'before' | 'after') {
  const [higher, earlier, first] =
    side === 'before'
      ? [{ $gt: score }, { $lt: since }, { $lt: _id }]
      : [{ $lt: score, $gt: 0 }, { $gt: since }, { $gt: _id }];
  const there = { workspace, board, period };
  return {
    $or: [
      { ...there, score: higher },
      { ...there, score, since: earlier },
      { ...there, score, since, _id: first },
    ],
  };
}

/** What these customers have come to by now, within the transaction that counts them. */
export async function refreshMembers(
  members: mongo.Collection<MemberRow>,
  keys: readonly CustomerKey[],
  scoreOf: (member: MemberRow) => (Score & { readonly at: Instant }) | null,
  session: ClientSession,
): Promise<void> {
  const rows = await members.find({ key: { $in: [...keys] } }, { session }).toArray();
  const writes = rows.flatMap((row) => {
    const now = scoreOf(row);
    if (now === null || (now.score === row.score && now.period === row.period)) return [];
    const { at: since, period, score } = now;
    return [{ updateOne: { filter: { _id: row._id }, update: { $set: { period, score, since } } } }];
  });
  if (writes.length > 0) await members.bulkWrite(writes, { session, ordered: false });
}

function memberKey(workspace: WorkspaceId, board: BoardId, customer: CustomerId): string {
  return `${customerKey(workspace, customer)}:${board}`;
}

import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';

/** Whose session it is: it may do what they may do, and ends with them. */
export type SessionOwner = { readonly key: string } | { readonly user: string };

/** A browser that is signed in. */
export type SessionRow = SessionOwner & {
  /** SHA-256 of the token in the cookie, hexadecimal. */
  readonly _id: string;
  /** Where they belonged to when the session was opened. */
  readonly workspace: WorkspaceId;
  readonly createdAt: Instant;
  /** To the minute; left out before the first call. */
  readonly seenAt?: Instant;
  /** MongoDB takes ended ones away by this. */
  readonly endsAt: Date;
};

export interface SessionStore {
  find(id: string): Promise<SessionRow | null>;
  /** Those that are not over, newest first. @param owner left out: everybody's */
  list(
    workspace: WorkspaceId,
    owner: SessionOwner | undefined,
    now: Instant,
    limit: number,
  ): Promise<readonly SessionRow[]>;
  insert(row: SessionRow): Promise<void>;
  /** Keeps when it was used last. */
  note(id: string, seenAt: Instant): Promise<void>;
  end(id: string): Promise<void>;
  /** All of one user. @returns their ids */
  endAllOf(workspace: WorkspaceId, user: string): Promise<readonly string[]>;
}

export function sessionCollection(connection: Connection): mongo.Collection<SessionRow> {
  return collectionOf<SessionRow>(connection, 'sessions', [
    { keys: { endsAt: 1 }, options: { expireAfterSeconds: 0 } },
    { keys: { workspace: 1, createdAt: -1 } },
  ]);
}

export function mongoSessionStore(connection: Connection): SessionStore {
  const sessions = sessionCollection(connection);
  return {
    async find(id) {
      return await sessions.findOne({ _id: id });
    },
    async list(workspace, owner, now, limit) {
      const open = sessions.find({ workspace, ...owner, endsAt: { $gt: new Date(now) } });
      return await open.sort({ createdAt: -1, _id: 1 }).limit(limit).toArray();
    },
    async insert(row) {
      await sessions.insertOne(row, { writeConcern: MAJORITY });
    },
    async note(id, seenAt) {
      await sessions.updateOne({ _id: id }, { $max: { seenAt } }, { writeConcern: { w: 1 } });
    },
    async end(id) {
      await sessions.deleteOne({ _id: id }, { writeConcern: MAJORITY });
    },
    async endAllOf(workspace, user) {
      const ids = (await sessions.find({ workspace, user }).project<{ _id: string }>({ _id: 1 }).toArray()).map(
        ({ _id }) => _id,
      );
      await sessions.deleteMany({ workspace, user }, { writeConcern: MAJORITY });
      return ids;
    },
  };
}

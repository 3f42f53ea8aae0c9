import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';

/** A browser that is signed in. */
export interface SessionRow {
  /** SHA-256 of the token in the cookie, hexadecimal. */
  readonly _id: string;
  /** The key it was opened with: a session may do what its key may do, and ends with it. */
  readonly key: string;
  /** Where the key belonged to when the session was opened. */
  readonly workspace: WorkspaceId;
  readonly createdAt: Instant;
  /** MongoDB takes ended ones away by this. */
  readonly endsAt: Date;
}

export interface SessionStore {
  find(id: string): Promise<SessionRow | null>;
  insert(row: SessionRow): Promise<void>;
  end(id: string): Promise<void>;
}

export function mongoSessionStore(connection: Connection): SessionStore {
  const sessions: mongo.Collection<SessionRow> = collectionOf<SessionRow>(connection, 'sessions', [
    { keys: { endsAt: 1 }, options: { expireAfterSeconds: 0 } },
    { keys: { workspace: 1, createdAt: -1 } },
  ]);
  return {
    async find(id) {
      return await sessions.findOne({ _id: id });
    },
    async insert(row) {
      await sessions.insertOne(row, { writeConcern: MAJORITY });
    },
    async end(id) {
      await sessions.deleteOne({ _id: id }, { writeConcern: MAJORITY });
    },
  };
}

import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Role } from '../../domain/people/roles.ts';
import type { Instant } from '../../domain/time.ts';
import { collectionOf } from '../schema.ts';

/** A person of the team of one workspace. */
export interface UserRow {
  /** Of this installation, never used again. */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  /** As they gave it. */
  readonly name: string;
  /** In lower case; left out where nobody gave one. */
  readonly email?: string;
  readonly role: Role;
  /** False: they cannot sign in. The row stays, and their name with it. */
  readonly active: boolean;
  readonly createdAt: Instant;
  /** Raised by whoever counts the admins, so that two who count at once do not both go on. */
  readonly counted?: number;
}

export interface UserStore {
  find(id: string): Promise<UserRow | null>;
  /** Of a workspace, oldest first. */
  list(workspace: WorkspaceId, limit: number): Promise<readonly UserRow[]>;
  /** Those of all workspaces who may sign in. */
  withEmail(email: string): Promise<readonly UserRow[]>;
  byEmail(workspace: WorkspaceId, email: string): Promise<UserRow | null>;
}

/** Nobody is in more teams of one installation that they could choose among. */
const MOST_PLACES = 100;

export function userCollection(connection: Connection): mongo.Collection<UserRow> {
  return collectionOf<UserRow>(connection, 'users', [
    { keys: { workspace: 1, createdAt: 1 } },
    {
      keys: { email: 1, workspace: 1 },
      options: { unique: true, partialFilterExpression: { email: { $exists: true } } },
    },
  ]);
}

export function mongoUserStore(connection: Connection): UserStore {
  const users = userCollection(connection);
  return {
    async find(id) {
      return await users.findOne({ _id: id });
    },
    async list(workspace, limit) {
      return await users.find({ workspace }).sort({ createdAt: 1, _id: 1 }).limit(limit).toArray();
    },
    async withEmail(email) {
      return await users.find({ email, active: true }).limit(MOST_PLACES).toArray();
    },
    async byEmail(workspace, email) {
      return await users.findOne({ workspace, email });
    },
  };
}

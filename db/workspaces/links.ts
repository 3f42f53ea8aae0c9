import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Role } from '../../domain/people/roles.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';

/** A link that signs somebody in once: its row goes when it is used. */
export type LinkRow = InvitationRow | SignInRow;

interface AnyLink {
  readonly _id: string;
  readonly workspace: WorkspaceId;
  /** SHA-256 of the token in the link, hexadecimal. */
  readonly hash: string;
  /** The id of the user or key that made it. */
  readonly by: string;
  readonly createdAt: Instant;
  /** MongoDB takes those away that are over by this. */
  readonly endsAt: Date;
}

/** Whoever opens it becomes a user. */
export interface InvitationRow extends AnyLink {
  readonly kind: 'invitation';
  readonly role: Role;
  /** In lower case. */
  readonly email?: string;
  /** What the page proposes as their name. */
  readonly name?: string;
}

/** For a user who has been here before. */
export interface SignInRow extends AnyLink {
  readonly kind: 'sign-in';
  readonly user: string;
}

export interface LinkStore {
  /** One that is not over; `null` also where it was used or withdrawn. */
  open(hash: string, now: Instant): Promise<LinkRow | null>;
  /** Invitations that are not over, newest first. */
  invitations(workspace: WorkspaceId, now: Instant, limit: number): Promise<readonly InvitationRow[]>;
  /** Those to one e-mail address, of all workspaces, that are not over. */
  invitationsTo(email: string, now: Instant): Promise<readonly InvitationRow[]>;
  invitation(workspace: WorkspaceId, id: string): Promise<InvitationRow | null>;
  /** @returns false where this e-mail address is invited already */
  invite(row: InvitationRow, now: Instant): Promise<boolean>;
  /** A user has one link at most: an earlier one ends. */
  putSignIn(row: SignInRow): Promise<void>;
  /** @returns false where the workspace has no such invitation */
  withdraw(workspace: WorkspaceId, id: string): Promise<boolean>;
}

/** Nobody is invited to more teams of one installation. */
const MOST_PLACES = 100;

export function linkCollection(connection: Connection): mongo.Collection<LinkRow> {
  return collectionOf<LinkRow>(connection, 'sign_in_links', [
    { keys: { hash: 1 }, options: { unique: true } },
    { keys: { endsAt: 1 }, options: { expireAfterSeconds: 0 } },
    { keys: { workspace: 1, createdAt: -1 } },
    {
      keys: { email: 1, workspace: 1 },
      options: { unique: true, partialFilterExpression: { email: { $exists: true } } },
    },
  ]);
}

export function mongoLinkStore(connection: Connection): LinkStore {
  const links = linkCollection(connection);
  const later = (now: Instant) => ({ $gt: new Date(now) });
  return {
    async open(hash, now) {
      return await links.findOne({ hash, endsAt: later(now) });
    },
    async invitations(workspace, now, limit) {
      const open = links.find<InvitationRow>({ workspace, kind: 'invitation', endsAt: later(now) });
      return await open.sort({ createdAt: -1, _id: 1 }).limit(limit).toArray();
    },
    async invitationsTo(email, now) {
      const open = { kind: 'invitation', email, endsAt: later(now) } as const;
      return await links.find<InvitationRow>(open).limit(MOST_PLACES).toArray();
    },
    async invitation(workspace, id) {
      return await links.findOne<InvitationRow>({ _id: id, workspace, kind: 'invitation' });
    },
    async invite(row, now) {
      // One that is over may still be there for a minute, and keeps nobody from being invited again.
      const { workspace, email } = row;
      if (email !== undefined) await links.deleteMany({ workspace, email, endsAt: { $lte: new Date(now) } });
      try {
        await links.insertOne(row, { writeConcern: MAJORITY });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async putSignIn(row) {
      await links.deleteMany({ workspace: row.workspace, kind: 'sign-in', user: row.user });
      await links.insertOne(row, { writeConcern: MAJORITY });
    },
    async withdraw(workspace, id) {
      const { deletedCount } = await links.deleteOne(
        { _id: id, workspace, kind: 'invitation' },
        { writeConcern: MAJORITY },
      );
      return deletedCount > 0;
    },
  };
}

import type { ClientSession, Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Role } from '../../domain/people/roles.ts';
import { allOrNothing } from '../transaction.ts';
import { linkCollection, type LinkRow } from './links.ts';
import { sessionCollection, type SessionRow } from './sessions.ts';
import { userCollection, type UserRow } from './users.ts';

/** What can be changed of a user. */
export interface UserChange {
  readonly role?: Role | undefined;
  readonly active?: boolean | undefined;
}

/** `busy`: others have been changing the same people all the time. */
export type Changed = 'changed' | 'unknown' | 'last-admin' | 'busy';

/** What concerns users, their links and their sessions at once: all of it is written, or nothing. */
export interface TeamStore {
  /**
   * Uses a link up, and opens a session.
   * @param user left out: somebody who has been here before, whose session it is
   * @returns `used` where the link is gone by now, or its user may not sign in; `taken` where their e-mail address is somebody's already
   */
  join(link: LinkRow, session: SessionRow, user?: UserRow): Promise<'joined' | 'used' | 'taken'>;
  /** Whoever is not active any more loses their sessions and links. The last admin stays one. */
  change(workspace: WorkspaceId, id: string, change: UserChange): Promise<Changed>;
  /** Their row goes, with their sessions and links. The last admin stays. */
  remove(workspace: WorkspaceId, id: string): Promise<Changed>;
}

/** Ends a transaction with what it came to. */
class Refused extends Error {
  readonly why: 'used' | 'unknown' | 'last-admin';
  constructor(why: Refused['why']) {
    super(why);
    this.why = why;
  }
}

export function mongoTeamStore(connection: Connection): TeamStore {
  const users = userCollection(connection);
  const links = linkCollection(connection);
  const sessions = sessionCollection(connection);

  const changing = changesOf(connection, users);

  async function shutOut(workspace: WorkspaceId, user: string, session: ClientSession): Promise<void> {
    await sessions.deleteMany({ workspace, user }, { session });
    await links.deleteMany({ workspace, user }, { session });
  }

  return {
    async join(link, opened, user) {
      const joined = await orRefused(() =>
        allOrNothing(connection, async (session) => {
          const { deletedCount } = await links.deleteOne({ _id: link._id, hash: link.hash }, { session });
          if (deletedCount === 0) throw new Refused('used');
          if (user) await users.insertOne(user, { session });
          if (link.kind === 'sign-in') {
            const known = await users.findOne({ _id: link.user, active: true }, { session });
            if (known === null) throw new Refused('used');
          }
          await sessions.insertOne(opened, { session });
        }),
      );
      if (joined === true) return 'joined';
      // Two who open the same link write the same row: whoever loses all the time has found it used.
      return joined === false && user?.email !== undefined ? 'taken' : 'used';
    },
    async change(workspace, id, change) {
      return await changing(workspace, id, async (before, session) => {
        const { role = before.role, active = before.active } = change;
        await users.updateOne({ _id: id }, { $set: { role, active } }, { session });
        if (!active) await shutOut(workspace, id, session);
        return { role, active };
      });
    },
    async remove(workspace, id) {
      return await changing(workspace, id, async (_before, session) => {
        await users.deleteOne({ _id: id }, { session });
        await shutOut(workspace, id, session);
        return null;
      });
    },
  };
}

type Changing = (
  workspace: WorkspaceId,
  id: string,
  write: (before: UserRow, session: ClientSession) => Promise<Rank | null>,
) => Promise<Changed>;

/** Changes one user by `write`, which says what is left of them; where no admin would be left, nothing is written. */
function changesOf(connection: Connection, users: mongo.Collection<UserRow>): Changing {
  /** Counts by writing: of two who count at once the second one waits and counts again. */
  async function countAdmins(workspace: WorkspaceId, session: ClientSession): Promise<number> {
    const admins = { workspace, role: 'admin', active: true } as const;
    return (await users.updateMany(admins, { $inc: { counted: 1 } }, { session })).matchedCount;
  }

  return async (workspace, id, write) => {
    const changed = await orRefused(() =>
      allOrNothing(connection, async (session) => {
        const admins = await countAdmins(workspace, session);
        const before = await users.findOne({ _id: id, workspace }, { session });
        if (before === null) throw new Refused('unknown');
        const after = await write(before, session);
        if (isAdmin(before) && !isAdmin(after) && admins < 2) throw new Refused('last-admin');
      }),
    );
    if (changed === true) return 'changed';
    return changed === 'unknown' || changed === 'last-admin' ? changed : 'busy';
  };
}

type Rank = Pick<UserRow, 'role' | 'active'>;

function isAdmin(user: Rank | null): boolean {
  return user?.role === 'admin' && user.active;
}

async function orRefused(write: () => Promise<boolean>): Promise<boolean | Refused['why']> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Refused) return error.why;
    throw error;
  }
}

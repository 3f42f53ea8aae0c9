import type { KeyRow, KeyStore } from '../../db/workspaces/keys.ts';
import type { SessionRow, SessionStore } from '../../db/workspaces/sessions.ts';
import type { UserRow, UserStore } from '../../db/workspaces/users.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { MINUTE, SECOND, type Instant } from '../../domain/time.ts';
import { hashesMatch, keyHash, keyIdOf } from '../keys/key.ts';
import type { Caller, Holder } from './caller.ts';

/** A removed key, a session that was ended and a user's earlier role are dead everywhere after at most this long. */
const REMEMBERED = 5 * SECOND;
const MOST_REMEMBERED = 10_000;
/** When a session was used last is kept to the minute: a page asks many times in one. */
const NOTED_EVERY = MINUTE;

export interface KeyRing {
  /** @returns whose key this is; `undefined` for a key that nobody has */
  readonly holderOf: (key: string | undefined) => Promise<Holder | undefined>;
  /** @returns who is signed in by this session; `undefined` where it has ended, or its key has, or its user may not sign in */
  readonly holderBySession: (id: string) => Promise<Holder | undefined>;
  /** Whether whoever asked may still do so: for calls that last. */
  readonly stillHolds: (caller: Caller) => Promise<boolean>;
  /** Takes effect in this process at once. */
  readonly forget: (id: string) => void;
  /** The same for a session. */
  readonly forgetSession: (id: string) => void;
  /** The same for a user, and all that they have open. */
  readonly forgetUser: (id: string) => void;
  /** The same for all keys and users of a workspace. */
  readonly forgetAll: (workspace: WorkspaceId) => void;
  /** Told whenever something was forgotten: somebody may have no right to listen any more. @returns calls that off */
  readonly whenForgotten: (told: () => void) => () => void;
}

interface RingStores {
  readonly keys: Pick<KeyStore, 'find'>;
  readonly sessions: Pick<SessionStore, 'find' | 'note'>;
  readonly users: Pick<UserStore, 'find'>;
}

/** Looks keys up by id and compares hashes in constant time; keeps what it found for at most five seconds. */
export function createKeyRing(stores: RingStores, clock: () => Instant): KeyRing {
  const keys = remembering<KeyRow>((id) => stores.keys.find(id), clock);
  const sessions = remembering<SessionRow>((id) => findSession(stores, id, clock()), clock);
  const users = remembering<UserRow>((id) => stores.users.find(id), clock);

  async function ownerOf(session: SessionRow): Promise<Holder | null> {
    if ('key' in session) {
      const row = await keys.find(session.key);
      return row && keyHolder(row);
    }
    const row = await users.find(session.user);
    return row?.active === true ? userHolder(row) : null;
  }

  async function holderBySession(id: string): Promise<Holder | undefined> {
    const session = await sessions.find(id);
    const endsAt = session?.endsAt.getTime() ?? 0;
    const owner = session === null || endsAt <= clock() ? null : await ownerOf(session);
    return owner === null ? undefined : { ...owner, session: { id, endsAt } };
  }

  return {
    async holderOf(key) {
      const id = key === undefined ? undefined : keyIdOf(key);
      if (key === undefined || id === undefined) return undefined;
      const row = await keys.find(id);
      return row === null || !hashesMatch(row.hash, keyHash(key)) ? undefined : keyHolder(row);
    },
    holderBySession,
    async stillHolds({ session, who }) {
      if (session) return (await holderBySession(session.id)) !== undefined;
      return (await keys.find(who.id)) !== null;
    },
    ...forgetting({ keys, sessions, users }),
  };
}

type Forgetting = Pick<KeyRing, 'forget' | 'forgetSession' | 'forgetUser' | 'forgetAll' | 'whenForgotten'>;

function forgetting(known: {
  readonly keys: Remembered<KeyRow>;
  readonly sessions: Remembered<SessionRow>;
  readonly users: Remembered<UserRow>;
}): Forgetting {
  const listeners = new Set<() => void>();
  const tellAll = () => listeners.forEach((told) => told());
  return {
    forget(id) {
      known.keys.forget(id);
      tellAll();
    },
    forgetSession(id) {
      known.sessions.forget(id);
      tellAll();
    },
    forgetUser(id) {
      known.users.forget(id);
      known.sessions.forgetWhere((row) => 'user' in row && row.user === id);
      tellAll();
    },
    forgetAll(workspace) {
      known.keys.forgetWhere((row) => row.workspace === workspace);
      known.users.forgetWhere((row) => row.workspace === workspace);
      tellAll();
    },
    whenForgotten(told) {
      listeners.add(told);
      return () => void listeners.delete(told);
    },
  };
}

async function findSession({ sessions }: RingStores, id: string, now: Instant): Promise<SessionRow | null> {
  const row = await sessions.find(id);
  if (row !== null && (row.seenAt ?? 0) + NOTED_EVERY <= now) await sessions.note(id, now);
  return row;
}

function keyHolder({ _id: id, workspace, scopes, source }: KeyRow): Holder {
  return { who: { kind: 'key', id, scopes, ...(source === undefined ? {} : { source }) }, workspace };
}

function userHolder({ _id: id, workspace, role, name }: UserRow): Holder {
  return { who: { kind: 'user', id, role, name }, workspace };
}

export interface Remembered<Row> {
  readonly find: (id: string) => Promise<Row | null>;
  readonly forget: (id: string) => void;
  readonly forgetWhere: (fits: (row: Row) => boolean) => void;
}

/** Rows by id, each asked for again after a while. */
export function remembering<Row>(find: (id: string) => Promise<Row | null>, clock: () => Instant): Remembered<Row> {
  const known = new Map<string, { readonly row: Row | null; readonly until: Instant }>();
  return {
    async find(id: string): Promise<Row | null> {
      const found = known.get(id);
      if (found && found.until > clock()) return found.row;
      const until = clock() + REMEMBERED;
      const row = await find(id);
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(id, { row, until });
      return row;
    },
    forget: (id: string) => void known.delete(id),
    forgetWhere(fits: (row: Row) => boolean): void {
      for (const [id, { row }] of known) if (row !== null && fits(row)) known.delete(id);
    },
  };
}

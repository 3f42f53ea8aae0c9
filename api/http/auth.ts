import type { Request } from 'express';
import type { KeyRow, KeyStore } from '../../db/workspaces/keys.ts';
import type { SessionRow, SessionStore } from '../../db/workspaces/sessions.ts';
import { SCOPES, type Scope } from '../../domain/scopes.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { SECOND, type Instant } from '../../domain/time.ts';
import type { Contract } from './contract.ts';
import { basicPasswordOf, bearerOf } from '../keys/credentials.ts';
import { hashesMatch, keyHash, keyIdOf } from '../keys/key.ts';
import { checkOrigin } from '../sessions/same-origin.ts';
import { sessionOf } from '../sessions/session.ts';
import type { WrongKeys } from './limits.ts';
import { ApiProblem, workspaceGone } from './problem.ts';

/** Whose key it is, on a call within one workspace. */
export interface Caller {
  readonly key: string;
  readonly workspace: WorkspaceId;
  readonly scopes: readonly Scope[];
  /** Of the browser that asks; left out where a key was sent. */
  readonly session?: { readonly id: string; readonly endsAt: Instant };
}

/** The same on a call about workspaces as a whole: the key of the installation outlives its own workspace. */
export type KeyHolder = Pick<KeyRow, 'workspace' | 'scopes'> & Pick<Caller, 'key' | 'session'>;

/** A removed key, and a session that was ended, is dead everywhere after at most this long. */
const REMEMBERED = 5 * SECOND;
const MOST_REMEMBERED = 10_000;

export interface KeyRing {
  /** @returns whose key this is; `undefined` for a key that nobody has */
  readonly callerOf: (key: string | undefined) => Promise<KeyHolder | undefined>;
  /** @returns who is signed in by this session; `undefined` where it has ended, or its key has */
  readonly callerBySession: (id: string) => Promise<KeyHolder | undefined>;
  /** Takes effect in this process at once. */
  readonly forget: (id: string) => void;
  /** The same for a session. */
  readonly forgetSession: (id: string) => void;
  /** The same for all keys of a workspace. */
  readonly forgetAll: (workspace: WorkspaceId) => void;
}

/** Looks keys up by id and compares hashes in constant time; keeps what it found for at most five seconds. */
export function createKeyRing(
  stores: { readonly keys: Pick<KeyStore, 'find'>; readonly sessions: Pick<SessionStore, 'find'> },
  clock: () => Instant,
): KeyRing {
  const keys = remembering<KeyRow>((id) => stores.keys.find(id), clock);
  const sessions = remembering<SessionRow>((id) => stores.sessions.find(id), clock);
  return {
    async callerOf(key) {
      const id = key === undefined ? undefined : keyIdOf(key);
      if (key === undefined || id === undefined) return undefined;
      const row = await keys.find(id);
      return row === null || !hashesMatch(row.hash, keyHash(key)) ? undefined : holderOf(row);
    },
    async callerBySession(id) {
      const session = await sessions.find(id);
      const endsAt = session?.endsAt.getTime() ?? 0;
      const row = session === null || endsAt <= clock() ? null : await keys.find(session.key);
      return row === null ? undefined : { ...holderOf(row), session: { id, endsAt } };
    },
    forget: keys.forget,
    forgetSession: sessions.forget,
    forgetAll: (workspace) => keys.forgetWhere((row) => row.workspace === workspace),
  };
}

function holderOf(row: KeyRow): KeyHolder {
  return { key: row._id, workspace: row.workspace, scopes: row.scopes };
}

/** Rows by id, each asked for again after a while. */
function remembering<Row>(find: (id: string) => Promise<Row | null>, clock: () => Instant) {
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

export function allows(scopes: readonly Scope[], needed: Scope): boolean {
  return scopes.some((scope) => SCOPES.indexOf(scope) >= SCOPES.indexOf(needed));
}

/**
 * Lets a request in, or not. Missing, malformed and unknown keys get the same answer.
 * @throws ApiProblem 401, 403 or 429
 */
export async function admit(
  request: Request,
  contract: Contract,
  ring: KeyRing,
  wrongKeys: WrongKeys,
): Promise<KeyHolder | undefined> {
  if (contract.scope === 'public') return undefined;
  const caller = await holderIn(request, contract, ring, wrongKeys);
  if (!allows(caller.scopes, contract.scope)) throw notAllowed(contract.scope);
  if (caller.workspace === null && contract.scope !== 'installation') throw workspaceGone();
  return caller;
}

/** By the key that was sent, or else by the session of the browser. */
async function holderIn(request: Request, contract: Contract, ring: KeyRing, wrongKeys: WrongKeys): Promise<KeyHolder> {
  const address = request.ip ?? '';
  await wrongKeys.admit(address);
  const { authorization, cookie } = request.headers;
  const session = authorization === undefined ? sessionOf(cookie) : undefined;
  const key = bearerOf(authorization) ?? (contract.browser ? basicPasswordOf(authorization) : undefined);
  const caller = session === undefined ? await ring.callerOf(key) : await ring.callerBySession(session);
  if (caller === undefined) {
    if (authorization !== undefined) await wrongKeys.note(address);
    throw unauthorized(contract);
  }
  if (caller.session) checkOrigin(request);
  return caller;
}

function notAllowed(scope: Scope): ApiProblem {
  const which =
    scope === 'installation' ? ': the first key, which is ADMIN_KEY or was shown once at the first start' : '';
  return new ApiProblem('forbidden', `This call needs a key with the scope "${scope}"${which}.`, {
    problems: [{ code: 'scope', path: '', message: scope }],
  });
}

function unauthorized(contract: Contract): ApiProblem {
  const scheme = contract.browser ? 'Basic realm="Sojourn: the key is the password", charset="UTF-8"' : 'Bearer';
  return new ApiProblem('unauthorized', 'Send a valid key: Authorization: Bearer <key>.', {
    headers: { 'WWW-Authenticate': scheme },
  });
}

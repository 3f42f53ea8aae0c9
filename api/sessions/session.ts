import { createHash, randomBytes } from 'node:crypto';
import type { SessionOwner, SessionRow } from '../../db/workspaces/sessions.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { DAY, HOUR, type Instant } from '../../domain/time.ts';
import { written } from '../audit/entry.ts';
import type { ApiDeps } from '../deps.ts';
import type { Program } from '../http/caller.ts';
import type { Contract } from '../http/contract.ts';
import { cookieIn, type Cookie } from './cookie.ts';

/** How long a browser stays signed in by a key, which can be sent again. */
const BY_KEY = 12 * HOUR;
/** A person has no password to come back with: only an admin signs them in again. */
const AS_USER = 30 * DAY;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A session that nobody has seen yet, and what the browser keeps of it. */
export interface NewSession {
  readonly row: SessionRow;
  readonly cookie: Cookie;
}

export function newSession(workspace: WorkspaceId, owner: SessionOwner, now: Instant): NewSession {
  const token = newToken();
  const lasts = 'key' in owner ? BY_KEY : AS_USER;
  const row = { _id: tokenHash(token), ...owner, workspace, createdAt: now, endsAt: new Date(now + lasts) };
  return { row, cookie: { name: 'sojourn_session', value: token, lasts } };
}

/** Signs a browser in with a key. */
export async function signInByKey(
  deps: Pick<ApiDeps, 'clock'> & { readonly stores: Pick<ApiDeps['stores'], 'sessions' | 'audit'> },
  { id: key }: Program,
  workspace: WorkspaceId,
  call: Pick<Contract, 'method' | 'path'>,
): Promise<Cookie> {
  const { row, cookie } = newSession(workspace, { key }, deps.clock());
  const begun = { workspace, call, actor: { kind: 'key', id: key }, object: { kind: 'session', id: null } } as const;
  await written(
    deps,
    begun,
    () => deps.stores.sessions.insert(row),
    () => ({ status: 204 }),
  );
  return cookie;
}

/** The browser forgets its session. */
export const FORGET_SESSION: Cookie = { name: 'sojourn_session', value: '', lasts: 0 };

/**
 * The id of the session that a browser's cookies name; `undefined` where they name none.
 * @param secure whether it came by https
 */
export function sessionOf(cookies: string | undefined, secure: boolean): string | undefined {
  const token = cookieIn(cookies, 'sojourn_session', secure);
  return token !== undefined && TOKEN.test(token) ? tokenHash(token) : undefined;
}

/** 256 random bits, as text: whoever holds them needs nothing else. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

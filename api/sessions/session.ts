import { createHash, randomBytes } from 'node:crypto';
import type { SessionOwner, SessionRow } from '../../db/workspaces/sessions.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { DAY, HOUR, SECOND, type Instant } from '../../domain/time.ts';
import { writeEntry } from '../audit/entry.ts';
import type { ApiDeps } from '../deps.ts';
import type { Program } from '../http/caller.ts';
import type { Contract } from '../http/contract.ts';

/** How long a browser stays signed in by a key, which can be sent again. */
const BY_KEY = 12 * HOUR;
/** A person has no password to come back with: only an admin signs them in again. */
const AS_USER = 30 * DAY;
const COOKIE = 'sojourn_session';
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A session that nobody has seen yet, and what the browser keeps of it. */
export interface NewSession {
  readonly row: SessionRow;
  /** The value of the header Set-Cookie. */
  readonly cookie: string;
}

export function newSession(workspace: WorkspaceId, owner: SessionOwner, now: Instant): NewSession {
  const token = newToken();
  const lasts = 'key' in owner ? BY_KEY : AS_USER;
  const row = { _id: tokenHash(token), ...owner, workspace, createdAt: now, endsAt: new Date(now + lasts) };
  return { row, cookie: cookieOf(token, lasts) };
}

/**
 * Signs a browser in with a key.
 * @returns the value of the header Set-Cookie
 */
export async function signInByKey(
  deps: Pick<ApiDeps, 'clock'> & { readonly stores: Pick<ApiDeps['stores'], 'sessions' | 'audit'> },
  { id: key }: Program,
  workspace: WorkspaceId,
  call: Pick<Contract, 'method' | 'path'>,
): Promise<string> {
  const { row, cookie } = newSession(workspace, { key }, deps.clock());
  await deps.stores.sessions.insert(row);
  await writeEntry(deps, {
    workspace,
    call,
    actor: { kind: 'key', id: key },
    object: { kind: 'session', id: null },
    status: 204,
  });
  return cookie;
}

/** For the header Set-Cookie: the browser forgets its session. */
export const FORGET_SESSION = cookieOf('', 0);

/** The id of the session that a browser's cookies name; `undefined` where they name none. */
export function sessionOf(cookies: string | undefined): string | undefined {
  for (const pair of (cookies ?? '').split(';')) {
    const [name = '', value = ''] = pair.split('=').map((part) => part.trim());
    if (name === COOKIE && TOKEN.test(value)) return tokenHash(value);
  }
  return undefined;
}

/** 256 random bits, as text: whoever holds them needs nothing else. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Lax, not Strict: a link from a chat page or a terminal has to arrive signed in. Writes are checked by their origin. */
function cookieOf(token: string, lasts: number): string {
  return `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${lasts / SECOND}`;
}

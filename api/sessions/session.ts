import { createHash, randomBytes } from 'node:crypto';
import type { SessionRow, SessionStore } from '../../db/workspaces/sessions.ts';
import { HOUR, SECOND, type Instant } from '../../domain/time.ts';

/** How long a browser stays signed in. */
const SESSION_LASTS = 12 * HOUR;
const COOKIE = 'sojourn_session';
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * Signs a browser in as whoever calls.
 * @returns the value of the header Set-Cookie
 */
export async function openSession(
  { stores, clock }: { readonly stores: { readonly sessions: SessionStore }; readonly clock: () => Instant },
  { key, workspace }: Pick<SessionRow, 'key' | 'workspace'>,
): Promise<string> {
  const now = clock();
  const token = randomBytes(32).toString('base64url');
  const endsAt = new Date(now + SESSION_LASTS);
  await stores.sessions.insert({ _id: sessionIdOf(token), key, workspace, createdAt: now, endsAt });
  return cookieOf(token, SESSION_LASTS);
}

/** For the header Set-Cookie: the browser forgets its session. */
export const FORGET_SESSION = cookieOf('', 0);

/** The id of the session that a browser's cookies name; `undefined` where they name none. */
export function sessionOf(cookies: string | undefined): string | undefined {
  for (const pair of (cookies ?? '').split(';')) {
    const [name = '', value = ''] = pair.split('=').map((part) => part.trim());
    if (name === COOKIE && TOKEN.test(value)) return sessionIdOf(value);
  }
  return undefined;
}

function sessionIdOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Lax, not Strict: a link from a chat page or a terminal has to arrive signed in. Writes are checked by their origin. */
function cookieOf(token: string, lasts: number): string {
  return `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${lasts / SECOND}`;
}

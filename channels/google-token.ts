import { createHash } from 'node:crypto';
import { importPKCS8, SignJWT } from 'jose';
import { googleToken } from '../domain/channels/provider-replies.schema.ts';
import { serviceAccountIn } from '../domain/channels/service-account.schema.ts';
import { readShape } from '../domain/input/shape-problems.ts';
import { HOUR, MINUTE, SECOND, type Instant } from '../domain/time.ts';
import { later, retryAfterOf } from './answer.ts';
import type { Outcome } from './port.ts';

/** The one in the key file is not asked: whoever uploads such a file does not say where a worker calls. */
export const GOOGLE_TOKENS = 'https://oauth2.googleapis.com/token';

const SCOPE = 'https://www.googleapis.com/auth/firebase.messaging';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** A token is used no more so long before it ends. */
const BEFORE_END = 5 * MINUTE;
const MOST_KEPT = 1_000;

export interface TokenOptions {
  readonly tokens: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
}

interface Token {
  readonly token: string;
  readonly until: Instant;
}

/** By a hash of the account, so that no secret is a key; the one that was asked for last stands last. */
const kept = new Map<string, Token>();

function nameOf(account: string): string {
  return createHash('sha256').update(account).digest('hex');
}

/** Another one is asked for the next time. */
export function forgetToken(account: string): void {
  kept.delete(nameOf(account));
}

/**
 * An access token of a service account, by a signed JWT (RFC 7523,
 * https://developers.google.com/identity/protocols/oauth2/service-account). It is kept until shortly before it ends.
 * Nothing was sent where there is none, so a failure is tried again unless the account itself is refused. Never throws.
 */
export async function accessToken(
  account: string,
  options: TokenOptions,
): Promise<{ readonly token: string; readonly isNew: boolean } | Outcome> {
  const name = nameOf(account);
  const known = kept.get(name);
  if (known !== undefined && known.until > options.now()) return { token: known.token, isNew: false };
  const assertion = await signed(account, options.now());
  if (assertion === null) return { state: 'paused', reason: 'the service account has no key that signs' };
  const got = await ask(assertion, options);
  if (!('token' in got)) return got;
  kept.delete(name);
  kept.set(name, got);
  for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest);
  return { token: got.token, isNew: true };
}

/** @returns `null` where the account is none, or its key is none of RSA */
async function signed(account: string, now: Instant): Promise<string | null> {
  const known = serviceAccountIn(account);
  if (known === null) return null;
  try {
    return await new SignJWT({ scope: SCOPE })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: known.private_key_id })
      .setIssuer(known.client_email)
      .setAudience(GOOGLE_TOKENS)
      .setIssuedAt(Math.floor(now / SECOND))
      .setExpirationTime(Math.floor((now + HOUR) / SECOND))
      .sign(await importPKCS8(known.private_key, 'RS256'));
  } catch {
    return null;
  }
}

async function ask(assertion: string, { tokens, labels, now, signal }: TokenOptions): Promise<Token | Outcome> {
  try {
    const reply = await fetch(tokens, {
      method: 'POST',
      headers: labels,
      body: new URLSearchParams({ grant_type: GRANT, assertion }),
      redirect: 'error',
      signal,
    });
    const said: unknown = await reply.json().catch(() => null);
    const reason = `Google answered ${reply.status} to the service account`;
    if (reply.status === 429 || reply.status >= 500)
      return later(reason, retryAfterOf(reply.headers.get('retry-after')));
    if (!reply.ok) return { state: 'paused', reason };
    const read = readShape(googleToken, said);
    if ('problems' in read) return { state: 'retry', reason: 'Google gave no access token' };
    const { access_token: token, expires_in: seconds } = read.value;
    return { token, until: now() + Math.max(seconds * SECOND - BEFORE_END, 0) };
  } catch {
    return { state: 'retry', reason: 'Google could not be asked for an access token' };
  }
}

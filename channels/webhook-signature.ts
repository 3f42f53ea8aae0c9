import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { EffectKey } from '../domain/keys.ts';
import { MINUTE, SECOND, type Instant } from '../domain/time.ts';

/** Secrets of Standard Webhooks: this, and the bytes in base64. */
const SECRET_PREFIX = /^whsec_/;
/** How far a clock of theirs may be from ours, ms; later than that a call that somebody has overheard is worth nothing. */
const APART = 5 * MINUTE;

/** What makes a repeat recognisable: the same for every attempt at one call. */
export function webhookId(key: EffectKey): string {
  return `msg_${createHash('sha256').update(key).digest('hex').slice(0, 40)}`;
}

/** The headers of Standard Webhooks. Several secrets sign side by side while one of them is being replaced. */
export function signedHeaders(id: string, at: Instant, body: string, secrets: readonly string[]) {
  const timestamp = String(Math.floor(at / SECOND));
  const signatures = secrets.map((secret) => signatureOf(secret, { id, timestamp }, body));
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** The same headers, as they came. */
interface SignedAs {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  /** One or more, with spaces between. */
  readonly signature: string;
}

/**
 * Whether a call was signed with a secret, as our own calls are (Standard Webhooks, "Verifying webhook authenticity").
 * Takes the same time whatever the signature is.
 * @param secret `whsec_` and the key in base64
 * @param now by the wall clock
 */
export function isSignedWith(secret: string, as: SignedAs, body: string, now: Instant): boolean {
  if (as.id === '' || !/^\d{1,12}$/.test(as.timestamp)) return false;
  if (Math.abs(now - Number(as.timestamp) * SECOND) > APART) return false;
  const wanted = Buffer.from(signatureOf(secret, as, body));
  return as.signature.split(' ').some((text) => {
    const given = Buffer.from(text);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

/** HMAC-SHA-256 over id, time and body. */
function signatureOf(secret: string, { id, timestamp }: Omit<SignedAs, 'signature'>, body: string): string {
  const key = Buffer.from(secret.replace(SECRET_PREFIX, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

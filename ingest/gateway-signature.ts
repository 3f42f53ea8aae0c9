import { createHmac, timingSafeEqual } from 'node:crypto';
import { MINUTE, SECOND, type Instant } from '../domain/time.ts';

/** How far a clock of theirs may be from ours, ms; later than that a call that somebody has overheard is worth nothing. */
const APART = 5 * MINUTE;

/** The headers of Standard Webhooks, as they came. */
export interface SignedAs {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  /** One or more, with spaces between. */
  readonly signature: string;
}

/**
 * Whether a call was signed with a secret, as our own calls are: HMAC-SHA-256 over id, time and body (Standard Webhooks,
 * "Verifying webhook authenticity"). Takes the same time whatever the signature is.
 * @param secret `whsec_` and the key in base64
 * @param now by the wall clock
 */
export function isFromGateway(
  secret: string,
  { id, timestamp, signature }: SignedAs,
  body: string,
  now: Instant,
): boolean {
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) return false;
  const at = Number(timestamp) * SECOND;
  if (Math.abs(now - at) > APART) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const wanted = Buffer.from(`v1,${mac}`);
  const isWanted = (text: string) => {
    const given = Buffer.from(text);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  };
  return signature.split(' ').some(isWanted);
}

import { createHash, createHmac } from 'node:crypto';
import type { EffectKey } from '../domain/keys.ts';
import { SECOND, type Instant } from '../domain/time.ts';

/** Secrets of Standard Webhooks: this, and the bytes in base64. */
const SECRET_PREFIX = 'whsec_';

/** What makes a repeat recognisable: the same for every attempt at one call. */
export function webhookId(key: EffectKey): string {
  return `msg_${createHash('sha256').update(key).digest('hex').slice(0, 40)}`;
}

/** The headers of Standard Webhooks. Several secrets sign side by side while one of them is being replaced. */
export function signedHeaders(id: string, at: Instant, body: string, secrets: readonly string[]) {
  const timestamp = String(Math.floor(at / SECOND));
  const signed = `${id}.${timestamp}.${body}`;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

import webpush from 'web-push';
import { pushSubscription } from '../domain/channels/address.schema.ts';
import { readShape } from '../domain/input/shape-problems.ts';
import type { ChannelSettings } from '../domain/channels/settings.ts';
import { messageName } from '../domain/journey/message-name.ts';
import { later, retryAfterOf, withoutReply } from './answer.ts';
import { labelsOf } from './labels.ts';
import type { Outcome, Outgoing } from './port.ts';

export interface PushOptions {
  /** Towards the stand-in. */
  readonly labelled: boolean;
}

const WITHIN = 20_000;
/** How long a push service keeps it for a browser that is off, s. */
const KEPT_FOR = 86_400;

/**
 * Sends one message to one browser (RFC 8030, RFC 8291, RFC 8292). Its topic is made of the key, so that a repeat takes
 * the place of the one before while it still waits. Never throws.
 */
export async function sendByPush(
  { publicKey, privateKey, subject }: ChannelSettings['push'],
  { labelled }: PushOptions,
  message: Outgoing<'push'>,
  signal?: AbortSignal,
): Promise<Outcome> {
  const subscription = subscriptionOf(message.to);
  if (subscription === null) return { state: 'failed', reason: 'it is no subscription', because: 'address' };
  const id = messageName(message.key);
  const details = detailsOf(subscription, JSON.stringify({ ...message.parts, message: id }), {
    vapidDetails: { publicKey, privateKey, subject },
    TTL: KEPT_FOR,
    topic: id.slice(0, 32),
  });
  if (details === null) return { state: 'paused', reason: 'the keys of VAPID are no pair of keys' };
  const limit = AbortSignal.timeout(WITHIN);
  try {
    const reply = await fetch(details.endpoint, {
      method: 'POST',
      headers: { ...details.headers, ...(labelled ? labelsOf(message) : {}) },
      body: details.body,
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    return outcomeOf(reply.status, reply.headers.get('retry-after'), id);
  } catch (error) {
    return withoutReply(error, 'the push service');
  }
}

function subscriptionOf(to: string) {
  try {
    const read = readShape(pushSubscription, JSON.parse(to));
    return 'value' in read ? read.value : null;
  } catch {
    return null;
  }
}

type Details = {
  readonly endpoint: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array<ArrayBuffer>;
};

/** @returns `null` where the library refuses the keys */
function detailsOf(
  ...[subscription, payload, options]: Parameters<typeof webpush.generateRequestDetails>
): Details | null {
  try {
    const { endpoint, headers, body } = webpush.generateRequestDetails(subscription, payload, options);
    const named = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length');
    return {
      endpoint,
      headers: Object.fromEntries(named.map(([name, value]) => [name, value])),
      body: new Uint8Array(body ?? Buffer.alloc(0)),
    };
  } catch {
    return null;
  }
}

function outcomeOf(status: number, retryAfter: string | null, id: string): Outcome {
  const reason = `the push service answered ${status}`;
  if (status >= 200 && status < 300) return { state: 'sent', messageId: id };
  if (status === 404 || status === 410) return { state: 'failed', reason, because: 'address' };
  if (status === 429 || status >= 500) return later(reason, retryAfterOf(retryAfter));
  if ([400, 401, 403, 413].includes(status)) return { state: 'paused', reason };
  return { state: 'failed', reason };
}

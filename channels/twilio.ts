import { createHmac, timingSafeEqual } from 'node:crypto';
import { twilioAccepted, twilioRefused } from '../domain/channels/provider-replies.schema.ts';
import type { ChannelSettings } from '../domain/channels/settings.ts';
import { later, retryAfterOf, withoutReply } from './answer.ts';
import { labelsOf } from './labels.ts';
import type { Outcome, Outgoing } from './port.ts';

type Twilio = Extract<ChannelSettings['sms'], { readonly provider: 'twilio' }>;

export interface TwilioOptions {
  /** `https://api.twilio.com`, or the stand-in. */
  readonly root: string;
  /** Towards the stand-in. */
  readonly labelled: boolean;
  /** Where Twilio tells what became of a message; left out: nowhere. */
  readonly callback?: string;
}

export const TWILIO_ROOT = 'https://api.twilio.com';
const WITHIN = 20_000;

/** Sends one SMS by the Messages resource of Twilio, which knows no repeat. Never throws. */
export async function sendByTwilio(
  { accountSid, authToken, from }: Twilio,
  { root, labelled, callback }: TwilioOptions,
  message: Outgoing<'sms'>,
  signal?: AbortSignal,
): Promise<Outcome> {
  const body = new URLSearchParams({ To: message.to, From: from, Body: message.parts.text });
  if (callback !== undefined) body.set('StatusCallback', callback);
  const limit = AbortSignal.timeout(WITHIN);
  try {
    const reply = await fetch(`${root}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
        ...(labelled ? labelsOf(message) : {}),
      },
      body,
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    return outcomeOf(reply.status, await jsonOf(reply), reply.headers.get('retry-after'));
  } catch (error) {
    return withoutReply(error, 'Twilio');
  }
}

async function jsonOf(reply: Response): Promise<unknown> {
  try {
    return await reply.json();
  } catch {
    return null;
  }
}

/** Nobody has an account, or may use this number, or the carriers filter what it sends. */
const PAUSING: ReadonlySet<number> = new Set([20_003, 21_606, 30_007]);
/** There is no such number, it takes no SMS, or it is none of a person. */
const NO_ADDRESS: ReadonlySet<number> = new Set([21_211, 21_614, 21_635, 30_005, 30_006]);
const WITHDRAWN = 21_610;
/** Too many at once, or a phone that is off. */
const PASSING: ReadonlySet<number> = new Set([20_429, 30_003]);

/** What a code of Twilio means, in a reply or in a callback. `null`: this message is refused, and nothing else follows. */
export function twilioCode(code: number): Outcome | null {
  const reason = `Twilio answered ${code}`;
  if (PAUSING.has(code)) return { state: 'paused', reason };
  if (NO_ADDRESS.has(code)) return { state: 'failed', reason, because: 'address' };
  if (code === WITHDRAWN) return { state: 'failed', reason, because: 'withdrawn' };
  return PASSING.has(code) ? { state: 'retry', reason } : null;
}

function outcomeOf(status: number, said: unknown, retryAfter: string | null): Outcome {
  if (status >= 200 && status < 300) {
    const read = twilioAccepted.safeParse(said);
    if (read.success) return { state: 'sent', messageId: read.data.sid };
    return { state: 'unknown', reason: 'Twilio took it and did not say under which name' };
  }
  const read = twilioRefused.safeParse(said);
  const known = read.success ? twilioCode(read.data.code) : null;
  if (known?.state === 'retry') return later(known.reason, retryAfterOf(retryAfter));
  if (known) return known;
  const reason = read.success ? `Twilio answered ${read.data.code}` : `Twilio answered ${status}`;
  if (status === 429 || status >= 500) return later(reason, retryAfterOf(retryAfter));
  if (status === 401 || status === 403) return { state: 'paused', reason };
  return { state: 'failed', reason };
}

/**
 * Whether a request came from Twilio: HMAC-SHA-1 with the auth token over the address and all fields in order of their names
 * (Twilio, "Validating Signatures from Twilio"). Takes the same time whatever is wrong.
 * @param url as Twilio was told it, with its query
 */
export function isFromTwilio(
  authToken: string,
  url: string,
  posted: Readonly<Record<string, string>>,
  signature: string,
): boolean {
  const said = Object.entries(posted)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .reduce((text, [name, value]) => text + name + value, url);
  const wanted = Buffer.from(createHmac('sha1', authToken).update(said, 'utf8').digest('base64'));
  const given = Buffer.from(signature);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

import { twilioAccepted, twilioRefused } from '../domain/channels/provider-replies.schema.ts';
import { twilioMeaning } from '../domain/channels/twilio-codes.ts';
import { readShape } from '../domain/input/shape-problems.ts';
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

function outcomeOf(status: number, said: unknown, retryAfter: string | null): Outcome {
  if (status >= 200 && status < 300) {
    const read = readShape(twilioAccepted, said);
    if ('value' in read) return { state: 'sent', messageId: read.value.sid };
    return { state: 'unknown', reason: 'Twilio took it and did not say under which name' };
  }
  const read = readShape(twilioRefused, said);
  const code = 'value' in read ? read.value.code : null;
  const reason = `Twilio answered ${code ?? status}`;
  switch (code === null ? null : twilioMeaning(code)) {
    case 'paused':
      return { state: 'paused', reason };
    case 'address':
      return { state: 'failed', reason, because: 'address' };
    case 'withdrawn':
      return { state: 'failed', reason, because: 'withdrawn' };
    case 'passing':
      return later(reason, retryAfterOf(retryAfter));
    case null:
      break;
  }
  if (status === 429 || status >= 500) return later(reason, retryAfterOf(retryAfter));
  if (status === 401 || status === 403) return { state: 'paused', reason };
  return { state: 'failed', reason };
}

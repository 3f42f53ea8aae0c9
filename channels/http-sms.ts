import type { ChannelSettings } from '../domain/channels/settings.ts';
import { messageName } from '../domain/journey/message-name.ts';
import { later } from './answer.ts';
import type { Outcome, Outgoing } from './port.ts';
import type { WebhookChannel } from './webhook.ts';

type Http = Extract<ChannelSettings['sms'], { readonly provider: 'http' }>;

/**
 * Sends one SMS by a gateway of the workspace's own: JSON, signed as a Standard Webhook, to a public address alone. The
 * id is the same at every attempt, so a gateway knows a repeat, and whatever got no answer is tried again. Never throws.
 */
export async function sendByHttp(
  { url, secret }: Http,
  channel: WebhookChannel,
  message: Outgoing<'sms'>,
  now: number,
  signal: AbortSignal,
): Promise<Outcome> {
  const id = messageName(message.key);
  const body = JSON.stringify({ id, to: message.to, text: message.parts.text });
  const answer = await channel.post({ url, id, body, secrets: [secret], at: now }, signal);
  switch (answer.is) {
    case 'refused':
      return { state: 'paused', reason: `the gateway may not be called: ${answer.reason}` };
    case 'failed':
      return { state: 'retry', reason: answer.reason };
    case 'answered':
      return outcomeOf(answer.status, answer.retryAfter, id);
  }
}

function outcomeOf(status: number, retryAfter: number | null, id: string): Outcome {
  const reason = `the gateway answered ${status}`;
  if (status >= 200 && status < 300) return { state: 'sent', messageId: id };
  if (status === 429 || status >= 500) return later(reason, retryAfter ?? undefined);
  if (status === 401 || status === 403 || status === 404 || (status >= 300 && status < 400)) {
    return { state: 'paused', reason };
  }
  if (status === 410) return { state: 'failed', reason, because: 'address' };
  return { state: 'failed', reason };
}

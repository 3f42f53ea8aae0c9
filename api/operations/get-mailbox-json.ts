import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { readMailbox } from './mailbox.ts';
import { getMailboxJsonContract } from './get-mailbox.contract.ts';

export const getMailboxJson = endpoint(getMailboxJsonContract, async ({ query, caller }, deps) => {
  const { page, next } = await readMailbox(deps, caller, query);
  const messages = page.map(({ _id, channel, at, customer, to, from, subject, text, html, effect, buttons, url }) => ({
    id: _id,
    channel: channel ?? ('email' as const),
    at: isoTime(at),
    customer,
    to,
    from,
    subject,
    text,
    html,
    effect,
    ...(buttons ? { buttons } : {}),
    ...(url === undefined ? {} : { url }),
  }));
  return { status: 200, body: { messages, next } };
});

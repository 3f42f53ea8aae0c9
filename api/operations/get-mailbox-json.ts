import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { readMailbox } from './mailbox.ts';
import { getMailboxJsonContract } from './get-mailbox.contract.ts';

export const getMailboxJson = endpoint(getMailboxJsonContract, async ({ query, caller }, deps) => {
  const { page, next } = await readMailbox(deps, caller, query);
  const messages = page.map(({ _id, at, customer, to, from, subject, text, html, effect }) => ({
    id: _id,
    at: isoTime(at),
    customer,
    to,
    from,
    subject,
    text,
    html,
    effect,
  }));
  return { status: 200, body: { messages, next } };
});

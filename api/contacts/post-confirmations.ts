import { randomUUID } from 'node:crypto';
import { addressIn, consentTo } from '../../db/customers/contact-row.ts';
import { attributeOf } from '../../domain/attributes/attributes.ts';
import { LOCALE } from '../../domain/templates/choose.ts';
import { isoTime, MINUTE } from '../../domain/time.ts';
import { CONFIRM_WITHIN } from '../../domain/policy/confirmation.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { postConfirmationsContract } from './post-confirmations.contract.ts';

/** So that nobody's mailbox is filled by somebody who presses a button again and again. */
const ONCE_IN = 10 * MINUTE;

export const postConfirmations = endpoint(postConfirmationsContract, async ({ params, body, caller }, deps) => {
  const { stores, links, clock } = deps;
  const { workspace } = await hereOf(deps, caller);
  const asked = { workspace: workspace._id, customer: params.id, channel: body.channel, purpose: body.purpose };
  const [contact, before, customer] = await Promise.all([
    stores.contacts.get(workspace._id, params.id),
    stores.confirmations.find(asked),
    stores.customers.find(workspace._id, params.id),
  ]);
  if (consentTo(contact, body.channel, body.purpose) === 'granted') {
    return { status: 200, body: { status: 'granted', expiresAt: null } };
  }
  const now = clock();
  const isFresh = before !== null && before.confirmedAt === undefined && before.requestedAt > now - ONCE_IN;
  if (isFresh) return { status: 202, body: { status: 'pending', expiresAt: isoTime(before.expiresAt) } };
  const stored = contact?.addresses[body.channel];
  const barred = stored && (await stores.suppressions.find(await links.hashed(workspace._id, body.channel, stored)));
  if (barred) throw conflict(`the address is suppressed (${barred.reason}), so nothing is sent to it`);
  if (addressIn(contact, body.channel) === undefined) {
    throw conflict('no address is stored that mail reaches; PUT …/contact stores one');
  }
  const locale = customer && attributeOf(customer.state, LOCALE);
  const { source, wording, version } = body;
  const row = {
    ...asked,
    ref: randomUUID(),
    source,
    ...(wording === undefined ? {} : { wording }),
    ...(version === undefined ? {} : { version }),
    language: typeof locale === 'string' ? locale : 'en',
    requestedAt: now,
    expiresAt: now + CONFIRM_WITHIN,
  };
  if ((await links.confirmation(row)) === null) throw conflict('PUBLIC_URL is not set, so a mail could have no link');
  await stores.confirmations.ask(row);
  return { status: 202, body: { status: 'pending', expiresAt: isoTime(row.expiresAt) } };
});

function conflict(why: string): ApiProblem {
  return new ApiProblem('conflict', `They cannot be asked: ${why}.`);
}

import { randomUUID } from 'node:crypto';
import { addressIn, consentTo, type ContactRow } from '../../db/customers/contact-row.ts';
import type { Confirmation, ConfirmationRow } from '../../db/messaging/confirmations.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { attributeOf } from '../../domain/attributes/attributes.ts';
import { ASKED_ONCE_IN, CONFIRM_WITHIN, type ConfirmedBy } from '../../domain/policy/confirmation.ts';
import { LOCALE } from '../../domain/templates/choose.ts';
import { isoTime, type Instant } from '../../domain/time.ts';
import { standingWith } from '../../ingest/questions.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { askedBySms } from './asked-by-sms.ts';
import { cannotAsk } from './cannot-ask.ts';
import { postConfirmationsContract } from './post-confirmations.contract.ts';

export const postConfirmations = endpoint(postConfirmationsContract, async ({ params, body, caller }, deps) => {
  const { stores, clock } = deps;
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
  const open = (await isElsewhere(deps, before, contact)) ? null : lately(body.channel, before, contact, now);
  if (open !== null) return { status: 202, body: { status: 'pending', expiresAt: isoTime(open) } };
  const address = await reachedAt(deps, workspace, contact, body.channel);
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
    expiresAt: now + CONFIRM_WITHIN[body.channel],
  };
  await stores.confirmations.ask({ ...row, ...(await waysToAnswer(deps, workspace, row, contact, address)) });
  return { status: 202, body: { status: 'pending', expiresAt: isoTime(row.expiresAt) } };
});

/**
 * @returns until when a request may be confirmed that was made so lately that none follows it; `null`: one may
 * @throws ApiProblem where they were asked by SMS lately and said no since
 */
function lately(
  channel: ConfirmedBy,
  before: ConfirmationRow | null,
  contact: ContactRow | null,
  now: Instant,
): Instant | null {
  if (before === null || before.requestedAt <= now - ASKED_ONCE_IN[channel]) return null;
  const standing = standingWith(before, contact, now);
  if (standing === 'open') return before.expiresAt;
  if (standing === 'withdrawn')
    throw cannotAsk('they were asked within the last day, and took their consent back since');
  return null;
}

/** @throws ApiProblem where nothing is sent to them on this channel */
async function reachedAt(
  { stores, links }: ApiDeps,
  { _id: workspace }: WorkspaceRow,
  contact: ContactRow | null,
  channel: ConfirmedBy,
): Promise<string> {
  const stored = contact?.addresses[channel];
  const barred = stored && (await stores.suppressions.find(await links.hashed(workspace, channel, stored)));
  if (barred) throw cannotAsk(`the address is suppressed (${barred.reason}), so nothing is sent to it`);
  const address = addressIn(contact, channel);
  const what = channel === 'email' ? 'mail' : 'SMS';
  if (address === undefined) throw cannotAsk(`no address is stored that ${what} reaches; PUT …/contact stores one`);
  return address;
}

/** @throws ApiProblem where nobody could answer */
async function waysToAnswer(
  deps: ApiDeps,
  here: WorkspaceRow,
  row: Confirmation,
  contact: ContactRow | null,
  address: string,
): Promise<Pick<Confirmation, 'sms' | 'to'>> {
  if (row.channel === 'sms') return { sms: await askedBySms(deps, here, row, contact, address) };
  if ((await deps.links.confirmation(row)) === null) {
    throw cannotAsk('PUBLIC_URL is not set, so a mail could have no link');
  }
  return { to: (await deps.links.hashed(here._id, row.channel, address)).mac };
}

/** Whether a link was sent to another address than they have now: then they are asked there, however lately it was. */
async function isElsewhere(
  { links }: ApiDeps,
  before: ConfirmationRow | null,
  contact: ContactRow | null,
): Promise<boolean> {
  const address = before && addressIn(contact, before.channel);
  if (!before?.to || !address) return false;
  return (await links.hashed(before.workspace, before.channel, address)).mac !== before.to;
}

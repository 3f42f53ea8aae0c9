import {
  addressIn,
  consentSaid,
  type ConsentRecord,
  type ContactRow,
  type Unreachable,
} from '../db/customers/contact-row.ts';
import type { ContactChange, ContactStore } from '../db/customers/contacts.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import {
  byChannel,
  PURPOSES,
  type ByChannel,
  type ByPurpose,
  type Channel,
  type Purpose,
} from '../domain/channels/channel.ts';
import { countryOfNumber } from '../domain/channels/country.ts';
import type { CustomerId } from '../domain/ids.schema.ts';
import type { Ingest, ProfileChange } from './open.ts';

export interface ContactPorts {
  readonly contacts: Pick<ContactStore, 'put'>;
  readonly acceptProfile: Ingest['acceptProfile'];
}

/** The one way of changing a contact: the address book first, for whatever is sent reads it, then the customer. */
export async function changeContact(
  { contacts, acceptProfile }: ContactPorts,
  workspace: WorkspaceRow,
  customer: CustomerId,
  wanted: ContactChange,
): Promise<ContactRow> {
  const row = await contacts.put(workspace._id, customer, wanted);
  const named = namedIn(wanted);
  if (named.timezone || named.addresses.length > 0 || named.consents.length > 0) {
    await acceptProfile(workspace, customer, toldOf(row, named), row);
  }
  return row;
}

/** Whether a contact says already what is wanted. */
export function isAsWanted(
  contact: ContactRow | null,
  { addresses = {}, timezone, consents = [] }: ContactChange,
): boolean {
  const same = (is: string | undefined, wanted: string | null | undefined) =>
    wanted === undefined || (is ?? null) === wanted;
  const isSaid = (wanted: ConsentRecord) => (contact?.consents ?? []).some((word) => isSame(word, wanted));
  return (
    byChannel(addresses).every(([channel, wanted]) => same(contact?.addresses[channel], wanted)) &&
    same(contact?.timezone, timezone) &&
    consents.every(isSaid)
  );
}

function isSame(word: ConsentRecord, wanted: ConsentRecord): boolean {
  return (
    word.channel === wanted.channel &&
    (word.purpose ?? 'marketing') === (wanted.purpose ?? 'marketing') &&
    word.status === wanted.status &&
    word.at === wanted.at &&
    word.source === wanted.source
  );
}

/** What a change spoke of. */
export interface Named {
  readonly timezone: boolean;
  readonly addresses: readonly Channel[];
  readonly consents: readonly { readonly channel: Channel; readonly purpose: Purpose }[];
}

function namedIn({ addresses = {}, timezone, consents = [] }: ContactChange): Named {
  return {
    timezone: timezone !== undefined,
    addresses: byChannel(addresses).map(([channel]) => channel),
    consents: consents.map(({ channel, purpose = 'marketing' }) => ({ channel, purpose })),
  };
}

/**
 * What a customer is told of a contact that has changed: what it says now of what was named, and not what was asked
 * for. So the profile ends as the address book does, in whatever order changes made at the same time arrive. No
 * address is told, only whether there is one that messages reach.
 */
export function toldOf(row: ContactRow, named: Named): ProfileChange {
  const address = named.addresses.map((channel) => [channel, addressIn(row, channel) !== undefined] as const);
  const number = named.addresses.includes('sms') ? (addressIn(row, 'sms') ?? '') : null;
  return {
    ...(number === null ? {} : { country: countryOfNumber(number) ?? null }),
    ...(named.timezone ? { timezone: row.timezone ?? null } : {}),
    ...(address.length === 0 ? {} : { address: Object.fromEntries(address) }),
    ...(named.consents.length === 0 ? {} : { consent: consentsToldOf(row, named.consents) }),
    revision: row.revision ?? 0,
  };
}

function consentsToldOf(row: ContactRow, named: Named['consents']): ByChannel<ByPurpose<boolean>> {
  return named.reduce<ByChannel<ByPurpose<boolean>>>((told, { channel, purpose }) => {
    const granted = consentSaid(row, channel, purpose) === 'granted';
    return { ...told, [channel]: { ...told[channel], [purpose]: granted } };
  }, {});
}

/** Takes back every consent to a channel, whatever its purpose: who says stop means all of it. */
export async function withdrawAll(
  ports: ContactPorts,
  workspace: WorkspaceRow,
  customer: CustomerId,
  said: Pick<ConsentRecord, 'channel' | 'at' | 'source'>,
): Promise<void> {
  const consents = PURPOSES.map((purpose) => ({ ...said, purpose, status: 'withdrawn' as const }));
  await changeContact(ports, workspace, customer, { consents });
}

/** Notes that a provider refuses an address for good, and tells the customer that it leads nowhere. */
export async function noteRefused(
  {
    contacts,
    acceptProfile,
  }: { readonly contacts: Pick<ContactStore, 'noteUnreachable'> } & Pick<ContactPorts, 'acceptProfile'>,
  workspace: WorkspaceRow,
  customer: CustomerId,
  channel: Channel,
  refused: Unreachable,
): Promise<void> {
  const row = await contacts.noteUnreachable(workspace._id, customer, channel, refused);
  if (row === null) return;
  await acceptProfile(workspace, customer, toldOf(row, { timezone: false, addresses: [channel], consents: [] }));
}

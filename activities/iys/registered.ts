import type { ContactStore } from '../../db/customers/contacts.ts';
import type { CustomerReads } from '../../db/customers/customer-reads.ts';
import type { IysConsentStore } from '../../db/messaging/iys-consents.ts';
import type { IysSettingsStore } from '../../db/messaging/iys-settings.ts';
import type { Channel } from '../../domain/channels/channel.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { standingOf, TYPE_OF } from '../../domain/iys/consent.ts';
import { isConcerned } from '../../domain/iys/settings.ts';
import type { Links } from '../../links/open.ts';

export interface RegisteredDeps {
  readonly iysSettings: Pick<IysSettingsStore, 'find'>;
  readonly iysConsents: Pick<IysConsentStore, 'find'>;
  readonly contacts: Pick<ContactStore, 'noteForRegister'>;
  readonly customers: Pick<CustomerReads, 'find'>;
  readonly links: Pick<Links, 'hashed'>;
}

interface About {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly channel: Channel;
  readonly address: string;
}

/**
 * Whether the register of messages has the consent to marketing by this address. `unconcerned`: it is none of its, or
 * the workspace does not use it.
 */
export async function standingThere(
  { iysSettings, iysConsents, contacts, customers, links }: RegisteredDeps,
  { workspace, customer, channel, address }: About,
): Promise<'confirmed' | 'waiting' | 'refused' | 'unconcerned'> {
  const type = TYPE_OF[channel];
  if (type === null) return 'unconcerned';
  const found = await iysSettings.find(workspace);
  if (found === null || !found.settings.on) return 'unconcerned';
  const known = (await customers.find(workspace, customer))?.state ?? {};
  if (!isConcerned(found.settings, channel, address, known)) return 'unconcerned';
  const row = await iysConsents.find(type, await links.hashed(workspace, channel, address));
  // They may have become a recipient there by an attribute alone, of which the address book knows nothing.
  if (row === null) await contacts.noteForRegister(workspace, customer);
  return standingOf(row?.consent ?? null);
}

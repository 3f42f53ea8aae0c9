import { openIys, type IysRecipient, type IysRegister } from '../../channels/iys.ts';
import type { ContactStore } from '../../db/customers/contacts.ts';
import type { CustomerReads } from '../../db/customers/customer-reads.ts';
import type { IysConsentRow, IysConsentStore } from '../../db/messaging/iys-consents.ts';
import type { IysSettings, IysSettingsStore } from '../../db/messaging/iys-settings.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { CHANNEL_OF, type IysType, type IysWord } from '../../domain/iys/consent.ts';
import type { Instant } from '../../domain/time.ts';
import { changeContact } from '../../ingest/contact.ts';
import type { Ingest } from '../../ingest/open.ts';
import type { Links } from '../../links/open.ts';

export interface IysDeps {
  readonly iysSettings: IysSettingsStore;
  readonly iysConsents: IysConsentStore;
  readonly contacts: ContactStore;
  readonly customers: Pick<CustomerReads, 'find'>;
  readonly links: Pick<Links, 'hashed'>;
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
  readonly acceptProfile: Ingest['acceptProfile'];
  /** Where the stand-in listens. */
  readonly standIn: string;
  /** Wall clock. */
  readonly now: () => Instant;
}

/** One exchange with the register. */
export interface Exchange {
  readonly here: WorkspaceRow;
  readonly settings: IysSettings;
  readonly register: IysRegister;
}

/** @returns `null` where it is off. @throws Error where the password cannot be opened */
export async function openExchange(deps: IysDeps, workspace: WorkspaceId): Promise<Exchange | null> {
  const found = await deps.iysSettings.find(workspace);
  if (found === null || !found.settings.on) return null;
  const { settings } = found;
  const password = await deps.iysSettings.password(workspace);
  return {
    here: await deps.workspace(workspace),
    settings,
    register: openIys({ ...settings, password }, deps.standIn),
  };
}

/** @returns `null` where whoever said it has another address by now, or none */
export async function recipientOf(
  { contacts, links }: Pick<IysDeps, 'contacts' | 'links'>,
  { _id, workspace, customer, type, recipientType }: IysConsentRow,
): Promise<IysRecipient | null> {
  const channel = CHANNEL_OF[type];
  const recipient = (await contacts.get(workspace, customer))?.addresses[channel];
  if (recipient === undefined) return null;
  const { mac } = await links.hashed(workspace, channel, recipient);
  return _id.endsWith(`:${mac}`) ? { recipient, recipientType, type } : null;
}

/** What somebody said at the register goes into the ledger of whoever has the address; the later word counts there. */
export async function tellLedger(
  { contacts, acceptProfile }: Pick<IysDeps, 'contacts' | 'acceptProfile'>,
  here: WorkspaceRow,
  { type, recipient }: { readonly type: IysType; readonly recipient: string },
  { status, at }: IysWord,
): Promise<void> {
  const channel = CHANNEL_OF[type];
  const said = status === 'ONAY' ? ('granted' as const) : ('withdrawn' as const);
  const word = { channel, purpose: 'marketing', status: said, at, source: 'iys' } as const;
  const rows = await contacts.having(here._id, channel, recipient);
  for (const customer of new Set<CustomerId>(rows.map((row) => row.customer))) {
    await changeContact({ contacts, acceptProfile }, here, customer, { consents: [word] });
  }
}

import {
  emailConsent,
  type ConsentRecord,
  type ContactChange,
  type ContactRow,
  type ContactStore,
} from '../db/customers/contacts.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
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
  if (named.email || named.timezone || named.consent) await acceptProfile(workspace, customer, toldOf(row, named));
  return row;
}

/** Whether a contact says already what is wanted. */
export function isAsWanted(contact: ContactRow | null, { email, timezone, consent }: ContactChange): boolean {
  const same = (is: string | undefined, wanted: string | null | undefined) =>
    wanted === undefined || (is ?? null) === wanted;
  const isSaid = ({ channel, status, at, source }: ConsentRecord) =>
    channel === consent?.channel && status === consent.status && at === consent.at && source === consent.source;
  const said = consent === undefined || (contact?.consents ?? []).some(isSaid);
  return same(contact?.email, email) && same(contact?.timezone, timezone) && said;
}

interface Named {
  readonly email: boolean;
  readonly timezone: boolean;
  readonly consent: boolean;
}

function namedIn({ email, timezone, consent }: ContactChange): Named {
  return { email: email !== undefined, timezone: timezone !== undefined, consent: consent !== undefined };
}

/**
 * What a customer is told of a contact that has changed: what it says now of what was named, and not what was asked
 * for. So the profile ends as the address book does, in whatever order changes made at the same time arrive. No
 * address is told, only whether there is one.
 */
export function toldOf(row: ContactRow, named: Named): ProfileChange {
  return {
    ...(named.timezone ? { timezone: row.timezone ?? null } : {}),
    ...(named.email ? { address: { email: row.email !== undefined } } : {}),
    ...(named.consent ? { consent: { email: emailConsent(row) === 'granted' } } : {}),
    revision: row.revision ?? 0,
  };
}

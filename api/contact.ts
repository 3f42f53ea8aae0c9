import { emailConsent, type ContactRow } from '../db/contacts.ts';
import type { ProfileChange } from '../ingest/open.ts';

/** What may be told of a contact: never the address itself. */
export function shownContact(row: ContactRow) {
  return {
    customer: row.customer,
    hasEmail: row.email !== undefined,
    timezone: row.timezone ?? null,
    email: emailConsent(row),
  };
}

/**
 * What a customer is told of a contact that has changed: what it says now, and not what was asked for. So the profile
 * ends as the address book does, in whatever order changes made at the same time reach the customer.
 */
export function timezoneToldOf(row: ContactRow): ProfileChange {
  return { timezone: row.timezone ?? null, ...revisionOf(row.revision) };
}

export function consentToldOf(row: ContactRow): ProfileChange {
  return { consent: { email: emailConsent(row) === 'granted' }, ...revisionOf(row.revision) };
}

function revisionOf(revision: number | undefined): Pick<ProfileChange, 'revision'> {
  return revision === undefined ? {} : { revision };
}

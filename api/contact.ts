import { emailConsent, type ContactRow } from '../db/contacts.ts';

/** What may be told of a contact: never the address itself. */
export function shownContact(row: ContactRow) {
  return {
    customer: row.customer,
    hasEmail: row.email !== undefined,
    timezone: row.timezone ?? null,
    email: emailConsent(row),
  };
}

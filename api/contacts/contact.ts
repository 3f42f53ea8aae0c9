import { emailConsent, type ContactRow } from '../../db/customers/contacts.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import type { ContactPorts } from '../../ingest/contact.ts';
import type { ApiDeps } from '../deps.ts';

export function contactPorts({ stores, ingest }: Pick<ApiDeps, 'stores' | 'ingest'>): ContactPorts {
  return { contacts: stores.contacts, acceptProfile: ingest.acceptProfile };
}

/** What may be told of a contact: never the address itself. */
export function shownContact(row: ContactRow) {
  return {
    customer: row.customer,
    hasEmail: row.email !== undefined,
    timezone: row.timezone ?? null,
    email: emailConsent(row),
  };
}

/** Consent to e-mail, as the customer was told of it. */
export function consentIn({ profile }: CustomerState): 'granted' | 'withdrawn' | 'none' {
  if (profile.email === undefined) return 'none';
  return profile.email.granted ? 'granted' : 'withdrawn';
}

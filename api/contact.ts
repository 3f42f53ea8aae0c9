import { emailConsent, type ContactRow } from '../db/contacts.ts';
import type { CustomerState } from '../domain/state.ts';
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

export interface Named {
  readonly email?: boolean;
  readonly timezone?: boolean;
  readonly consent?: boolean;
}

/** Consent to e-mail, as the customer was told of it. */
export function consentIn({ profile }: CustomerState): 'granted' | 'withdrawn' | 'none' {
  if (profile.email === undefined) return 'none';
  return profile.email.granted ? 'granted' : 'withdrawn';
}

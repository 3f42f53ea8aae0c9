import { consentSaid, type ContactRow } from '../../db/customers/contact-row.ts';
import { CHANNELS, type Channel } from '../../domain/channels/channel.ts';
import { consentWord } from '../../domain/decision/profile.ts';
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
    channels: CHANNELS.map((channel) => shownChannel(row, channel)),
    timezone: row.timezone ?? null,
    hasEmail: row.addresses.email !== undefined,
    email: consentSaid(row, 'email', 'marketing'),
  };
}

function shownChannel(row: ContactRow, channel: Channel) {
  const unreachable = row.unreachable?.[channel];
  const address = row.addresses[channel];
  return {
    channel,
    hasAddress: address !== undefined,
    refused: unreachable !== undefined && unreachable.address === address ? unreachable.reason : null,
    marketing: consentSaid(row, channel, 'marketing'),
    service: consentSaid(row, channel, 'service'),
  };
}

/** Consent to marketing by e-mail, as the customer was told of it. */
export function consentIn({ profile }: CustomerState): 'granted' | 'withdrawn' | 'none' {
  return consentWord(profile, 'email', 'marketing');
}

import { isAsWanted, changeContact } from '../contact.ts';
import type { ConsentRecord } from '../../db/customers/contact-row.ts';
import type { ContactChange } from '../../db/customers/contacts.ts';
import { emailAddress } from '../../domain/input/contact.schema.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import type { SaidContact } from '../../domain/sources/translated.ts';
import { isTimeZone } from '../../domain/time-zone.ts';
import type { Instant } from '../../domain/time.ts';
import type { Sending, SourcePorts } from './ports.ts';

/** Changes a contact where a source says something new of it. What is no address and no zone is dropped: the event counts all the same. */
export async function sayContact(
  { contacts, ingest }: Pick<SourcePorts, 'contacts' | 'ingest'>,
  { workspace, source, now }: Sending,
  customer: CustomerId,
  { email, timezone, consent }: SaidContact,
): Promise<void> {
  const address = readShape(emailAddress.optional(), email);
  const wanted: ContactChange = {
    ...('value' in address && address.value !== undefined ? { addresses: { email: address.value } } : {}),
    ...(timezone !== undefined && isTimeZone(timezone) ? { timezone } : {}),
    ...(consent === undefined ? {} : { consents: [wordOf(consent, source, now)] }),
  };
  if (Object.keys(wanted).length === 0) return;
  if (isAsWanted(await contacts.get(workspace._id, customer), wanted)) return;
  await changeContact({ contacts, acceptProfile: ingest.acceptProfile }, workspace, customer, wanted);
}

function wordOf({ status, at }: NonNullable<SaidContact['consent']>, source: string, now: Instant): ConsentRecord {
  return { channel: 'email', purpose: 'marketing', status, at: Math.min(at ?? now, now), source };
}

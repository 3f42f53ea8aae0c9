import { lastOnMarketing, type ContactRow } from '../../db/customers/contact-row.ts';
import { iysKey } from '../../db/messaging/iys-consents.ts';
import { afterWord, CHANNEL_OF, IYS_TYPES, type IysType } from '../../domain/iys/consent.ts';
import { isConcerned, recipientTypeOf } from '../../domain/iys/settings.ts';
import { pulse } from '../../jobs/progress.ts';
import type { Exchange, IysDeps } from './deps.ts';

const A_PAGE = 200;

/** Puts on their way those consents that were said since the last time. @returns how many contacts were looked at */
export async function collect(deps: IysDeps, exchange: Exchange): Promise<number> {
  let seen = 0;
  for (;;) {
    const page = await deps.contacts.forRegister(exchange.here._id, A_PAGE);
    for (const contact of page) {
      await collectOf(deps, exchange, contact);
      await deps.contacts.noteRegistered(contact);
      pulse({ doing: 'collecting' });
    }
    seen += page.length;
    if (page.length < A_PAGE) return seen;
  }
}

async function collectOf(deps: IysDeps, { settings }: Exchange, contact: ContactRow): Promise<void> {
  const { workspace, customer } = contact;
  const known = (await deps.customers.find(workspace, customer))?.state ?? {};
  for (const type of IYS_TYPES) {
    const channel = CHANNEL_OF[type];
    const address = contact.addresses[channel];
    if (address === undefined || !isConcerned(settings, channel, address, known)) continue;
    await collectWord(deps, contact, type, address, recipientTypeOf(settings, known));
  }
}

async function collectWord(
  { links, iysConsents, now }: IysDeps,
  contact: ContactRow,
  type: IysType,
  address: string,
  recipientType: 'BIREYSEL' | 'TACIR',
): Promise<void> {
  const { workspace, customer } = contact;
  const said = lastOnMarketing(contact, CHANNEL_OF[type]);
  if (said === null) return;
  const hashed = await links.hashed(workspace, CHANNEL_OF[type], address);
  const before = await iysConsents.find(type, hashed);
  // The register knows persons and business apart, so what it has of the one says nothing of the other.
  const same = before?.recipientType === recipientType ? before.consent : null;
  const word = { status: said.status === 'granted' ? 'ONAY' : 'RET', at: said.at } as const;
  const consent = afterWord(same, word, now());
  if (same !== null && consent === same && before?.customer === customer) return;
  await iysConsents.put({ _id: iysKey(type, hashed), workspace, customer, type, recipientType, consent });
}

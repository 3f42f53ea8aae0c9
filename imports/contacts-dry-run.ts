import type { Readable } from 'node:stream';
import type { Problem } from '../domain/problem.ts';
import {
  contactColumns,
  readContacts,
  type ContactLine,
  type ContactRefusal,
  type ContactRules,
} from './contact-file.ts';
import { isFaults } from './mapping.ts';
import { openUpload } from './upload.ts';

type Said = (typeof SAID)[number];
const SAID = ['email', 'sms', 'telegram', 'timezone', 'consent'] as const;

/** What a file of contacts would bring. */
export interface ContactsTried {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Rows that say something of each. */
  readonly named: Readonly<Record<Said, number>>;
  readonly problems: readonly ContactRefusal[];
}

/** Whoever has more to mend than this has found out. */
const MOST_SHOWN = 100;

/** Reads a file of contacts as its import would, and stores nothing. @throws UnreadableFile, UploadTooLarge */
export async function tryContacts(
  rules: ContactRules,
  body: Readable,
  mostBytes: number,
): Promise<ContactsTried | readonly Problem[]> {
  const upload = await openUpload(body, mostBytes);
  const columns = contactColumns(upload.head, rules.mapping);
  if (isFaults(columns)) {
    await upload.discard();
    return columns;
  }
  const named = { email: 0, sms: 0, telegram: 0, timezone: 0, consent: 0 };
  const problems: ContactRefusal[] = [];
  let [accepted, rejected] = [0, 0];
  for await (const { contacts, refused } of readContacts(upload.chunks, rules)) {
    accepted += contacts.length;
    rejected += refused.length;
    for (const of of SAID) named[of] += contacts.filter((contact) => says(contact, of)).length;
    problems.push(...refused.slice(0, MOST_SHOWN - problems.length));
  }
  return { rows: accepted + rejected, accepted, rejected, named, problems };
}

function says({ addresses = {}, timezone, consent }: ContactLine, of: Said): boolean {
  if (of === 'timezone') return timezone !== undefined;
  return of === 'consent' ? consent !== undefined : addresses[of] !== undefined;
}

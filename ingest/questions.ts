import { saidNow, withdrawnAt, type ConsentRecord, type ContactRow } from '../db/customers/contact-row.ts';
import type { ContactStore } from '../db/customers/contacts.ts';
import type { AskedBySms, ConfirmationRow, ConfirmationStore } from '../db/messaging/confirmations.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import { answered, standingOf, type Standing } from '../domain/policy/confirmation.ts';
import type { Instant } from '../domain/time.ts';
import type { Links } from '../links/open.ts';
import { changeContact } from './contact.ts';
import type { Ingest } from './open.ts';

export interface QuestionPorts {
  readonly contacts: Pick<ContactStore, 'having' | 'put'>;
  readonly confirmations: Pick<ConfirmationStore, 'askedAt' | 'confirm'>;
  readonly addressHash: Pick<Links, 'hashed'>;
  /** Wall clock. */
  readonly now: () => Instant;
}

/** A question by SMS to somebody who still has the number. */
interface AskedOf extends ConfirmationRow {
  readonly sms: AskedBySms;
  readonly contact: ContactRow;
  readonly standing: Standing;
}

/** How a request stands, by the words that are known of its customer. */
export function standingWith(row: ConfirmationRow, contact: ContactRow | null, now: Instant): Standing {
  return standingOf(row, withdrawnAt(contact, row.channel, row.purpose), now);
}

/** The questions by SMS that a number was asked; nothing of those who have it no more. */
export async function questionsTo(
  {
    contacts,
    confirmations,
    addressHash,
    now,
  }: Pick<QuestionPorts, 'addressHash' | 'now'> & {
    readonly contacts: Pick<ContactStore, 'having'>;
    readonly confirmations: Pick<ConfirmationStore, 'askedAt'>;
  },
  here: WorkspaceRow,
  number: string,
): Promise<readonly AskedOf[]> {
  const rows = await confirmations.askedAt(await addressHash.hashed(here._id, 'sms', number));
  if (rows.length === 0) return [];
  const theirs = await contacts.having(here._id, 'sms', number);
  return rows.flatMap((row) => {
    const contact = theirs.find(({ customer }) => customer === row.customer);
    if (contact === undefined || row.sms === undefined) return [];
    return [{ ...row, sms: row.sms, contact, standing: standingWith(row, contact, now()) }];
  });
}

/** A reply by SMS that is a word for yes. */
export interface YesBySms {
  readonly number: string;
  /** See `agreedBy`. */
  readonly word: string;
  /** What the provider calls the reply. */
  readonly id: string;
}

/**
 * Takes a yes as the answer to the question that is open at its number. The same reply again changes nothing, except that
 * what was lost after the question was closed is written then.
 * @returns whether it answered one
 */
export async function answerQuestion(
  ports: QuestionPorts & { readonly ingest: Pick<Ingest, 'acceptProfile'> },
  here: WorkspaceRow,
  { number, word, id }: YesBySms,
): Promise<boolean> {
  const questions = await questionsTo(ports, here, number);
  const before = questions.find(({ sms }) => sms.reply === id);
  if (before !== undefined) {
    const isWritten = before.contact.consents.some(({ proof }) => proof?.reply?.id === id);
    if (!isWritten && before.standing === 'confirmed') await writeGrant(ports, here, before, { word, id });
    return true;
  }
  const open = answered(questions);
  if (open === undefined) return false;
  const closed = await ports.confirmations.confirm(open, open.ref, ports.now(), id);
  if (closed !== null) await writeGrant(ports, here, open, { word, id });
  // Where somebody else has closed it in the meantime, it was the same answer by another delivery.
  return true;
}

async function writeGrant(
  { contacts, ingest, now }: QuestionPorts & { readonly ingest: Pick<Ingest, 'acceptProfile'> },
  here: WorkspaceRow,
  { customer, purpose, source, version, wording, requestedAt, contact, sms }: AskedOf,
  { word, id }: Omit<YesBySms, 'number'>,
): Promise<void> {
  const { question, sentAs } = sms;
  const consent: ConsentRecord = {
    channel: 'sms',
    purpose,
    status: 'granted',
    at: saidNow(contact, 'sms', workspaceTime(here, now())),
    source,
    // What they answered stands for what they ticked, where nobody has kept that.
    wording: wording ?? question,
    proof: {
      by: { kind: 'customer' },
      requestedAt,
      ...(version === undefined ? {} : { version }),
      reply: { question, ...(sentAs === undefined ? {} : { sentAs }), word, id },
    },
  };
  const ports = { contacts, acceptProfile: ingest.acceptProfile };
  await changeContact(ports, here, customer, { consents: [consent] });
}

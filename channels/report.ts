import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { bounceOf, type Bounce } from '../domain/policy/bounces.ts';

/** What a mail that came back tells of a message of ours. */
export type Report = Origin &
  (
    | { readonly kind: 'bounce'; readonly is: Bounce; readonly status: string }
    /** The recipient told their provider that they do not want it; `feedback` is its type (RFC 5965). */
    | { readonly kind: 'complaint'; readonly feedback: string }
  );

/** By what the message is found that it is about. */
interface Origin {
  /** Whom it was sent to, where the report says so. Personal data: it is hashed, and goes nowhere else. */
  readonly recipient: string | null;
  /** Addresses at which it came back: one may be the return path of the message. */
  readonly returnPaths: readonly string[];
  /** The pages that the message named as its way out. */
  readonly wayOut: readonly string[];
}

/** Complaints; `not-spam` is the opposite of one. */
const COMPLAINTS: ReadonlySet<string> = new Set(['abuse', 'fraud', 'other', 'opt-out', 'opt-out-list', 'virus']);

/**
 * Reads a bounce (RFC 3464) or a complaint (RFC 5965) from a mail as it arrived.
 * @returns `null` where it is neither, such as an answer by a person or a notice of absence, or says that all went well
 */
export async function readReport(mail: Uint8Array): Promise<Report | null> {
  const email = await PostalMime.parse(mail, { forceRfc822Attachments: true });
  const part = (type: string) => email.attachments.find(({ mimeType }) => mimeType.toLowerCase() === type);
  const returned = fieldsIn(textOf(part('message/rfc822') ?? part('text/rfc822-headers'))).at(0) ?? NO_FIELDS;
  const feedback = part('message/feedback-report');
  if (feedback !== undefined) return complaintIn(fieldsIn(textOf(feedback)).at(0) ?? NO_FIELDS, email, returned);
  const status = part('message/delivery-status');
  return status === undefined ? null : bounceIn(fieldsIn(textOf(status)), email, returned);
}

function complaintIn(said: Fields, email: Email, returned: Fields): Report | null {
  const feedback = (said.get('feedback-type')?.[0] ?? '').toLowerCase();
  if (!COMPLAINTS.has(feedback)) return null;
  const recipient = said.get('original-rcpt-to')?.[0] ?? null;
  const paths = said.get('original-mail-from') ?? [];
  return { kind: 'complaint', feedback, ...originOf(email, returned, paths), recipient: recipient && bare(recipient) };
}

function bounceIn([, ...recipients]: readonly Fields[], email: Email, returned: Fields): Report | null {
  for (const fields of recipients) {
    const field = (name: string) => fields.get(name)?.[0] ?? '';
    const status = /\d\.\d{1,3}\.\d{1,3}/.exec(field('status'))?.[0] ?? '';
    const is = bounceOf({ action: field('action'), status, diagnostic: field('diagnostic-code') });
    if (is === null) continue;
    // The original one is what we wrote to; a forwarder may have written to another.
    const recipient = field('original-recipient') || field('final-recipient');
    return { kind: 'bounce', is, status, ...originOf(email, returned, []), recipient: bare(recipient) };
  }
  return null;
}

function originOf(email: Email, returned: Fields, more: readonly string[]): Omit<Origin, 'recipient'> {
  const named = ['to', 'delivered-to', 'x-original-to', 'envelope-to'];
  const own = email.headers.filter(({ key }) => named.includes(key)).map(({ value }) => value);
  const wayOut = (returned.get('list-unsubscribe') ?? []).flatMap((said) => said.match(/https?:\/\/[^\s<>]+/g) ?? []);
  return { returnPaths: [...own, ...more, ...(returned.get('return-path') ?? [])], wayOut };
}

type Fields = ReadonlyMap<string, readonly string[]>;
const NO_FIELDS: Fields = new Map();

/** Blocks of header fields with an empty line between them, by their names in small letters; folded lines are joined. */
function fieldsIn(text: string): readonly Fields[] {
  const blocks = text
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n[ \t]*\n/);
  return blocks.map((block) => {
    const fields = new Map<string, string[]>();
    for (const line of block.replace(/\n[ \t]+/g, ' ').split('\n')) {
      const [, name, value] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) continue;
      fields.set(name.toLowerCase(), [...(fields.get(name.toLowerCase()) ?? []), value.trim()]);
    }
    return fields;
  });
}

/** The address alone, of `rfc822; <ann@example.com>`; `null` where there is none. */
function bare(said: string): string | null {
  const address = said
    .replace(/^[^;]*;/, '')
    .trim()
    .replace(/^<|>$/g, '');
  return address.includes('@') ? address : null;
}

function textOf(part: Attachment | undefined): string {
  if (part === undefined) return '';
  return typeof part.content === 'string' ? part.content : new TextDecoder('utf-8').decode(part.content);
}

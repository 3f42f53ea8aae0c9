import { wordOn, type ByChannel, type Channel, type Purpose } from '../../domain/channels/channel.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import type { Actor } from '../../domain/people/audit.ts';
import type { Instant } from '../../domain/time.ts';

/** One entry of the consent ledger: who said what, when, where, in answer to which words. */
export interface ConsentRecord {
  readonly channel: Channel;
  /** Left out by versions before 0.10: marketing. */
  readonly purpose?: Purpose;
  readonly status: 'granted' | 'withdrawn';
  readonly at: Instant;
  /** Where it was said, such as `checkout`. */
  readonly source: string;
  /** The exact text that was agreed to. */
  readonly wording?: string;
  /** Left out by versions before 0.10. */
  readonly proof?: ConsentProof;
}

/** Who said it, and how that can be shown. */
export interface ConsentProof {
  /** The customer themselves, on a page of ours; or whoever told us. */
  readonly by: { readonly kind: 'customer' } | Actor;
  /** Of the wording, as whoever keeps it calls it. */
  readonly version?: string;
  /** The message whose link they came by. */
  readonly message?: string;
  /** When they asked for it, where they confirmed it later. */
  readonly requestedAt?: Instant;
  readonly ip?: string;
  readonly userAgent?: string;
  /** Where they answered a question by SMS. */
  readonly reply?: ReplyProof;
}

/** A question by SMS, and the word that agreed to it. */
export interface ReplyProof {
  /** What the SMS said. */
  readonly question: string;
  /** What the provider calls it; left out: it never said. */
  readonly sentAs?: string;
  /** In small letters without accents; it is one of the words for yes, and nothing else that they wrote. */
  readonly word: string;
  /** What the provider calls the reply. */
  readonly id: string;
}

/** An address that leads nowhere any more. */
export interface Unreachable {
  readonly address: string;
  readonly at: Instant;
  /** For people; without personal data. */
  readonly reason: string;
}

/** As versions before 0.10 wrote one. */
interface EarlierContact {
  readonly email?: string;
}

export type StoredContact = Omit<ContactRow, 'addresses'> & Partial<Pick<ContactRow, 'addresses'>> & EarlierContact;

/** The only place with personal data. */
export interface ContactRow {
  readonly _id: CustomerKey;
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly addresses: ByChannel<string>;
  /** Those that a provider has refused for good; each counts as long as the address is that one. */
  readonly unreachable?: ByChannel<Unreachable>;
  /** IANA zone. */
  readonly timezone?: string;
  /** The newest at least; older ones lie in the history of consents, and none is ever rewritten. */
  readonly consents: readonly ConsentRecord[];
  /** Changes so far; left out before the first one since this is counted. */
  readonly revision?: number;
  /** The register of messages may have to hear of it. */
  readonly forRegister?: 1;
}

/** A row as this version keeps one. */
export function contactNow({ email, ...row }: StoredContact): ContactRow {
  return { ...row, addresses: { ...(email === undefined ? {} : { email }), ...row.addresses } };
}

/**
 * When a word that is said now was said: later than whatever was said before of the same channel. Else a clock that
 * stands, or one that went ahead elsewhere, would keep a withdrawal from counting.
 */
export function saidNow(contact: Pick<ContactRow, 'consents'> | null, channel: Channel, now: Instant): Instant {
  const before = (contact?.consents ?? []).filter((word) => word.channel === channel).map(({ at }) => at + 1);
  return Math.max(now, ...before);
}

export type ConsentWord = ConsentRecord['status'] | 'none';

/** The latest word on this very purpose of a channel; of two at the same instant the withdrawal counts. */
export function consentSaid(
  contact: Pick<ContactRow, 'consents'> | null,
  channel: Channel,
  purpose: Purpose,
): ConsentWord {
  const said = (contact?.consents ?? []).filter(
    (word) => word.channel === channel && (word.purpose ?? 'marketing') === purpose,
  );
  const latest = Math.max(...said.map(({ at }) => at));
  const last = said.filter(({ at }) => at === latest);
  if (last.length === 0) return 'none';
  return last.every(({ status }) => status === 'granted') ? 'granted' : 'withdrawn';
}

/** When this very consent was last taken back, in the time of the ledger; `null`: never. */
export function withdrawnAt(
  contact: Pick<ContactRow, 'consents'> | null,
  channel: Channel,
  purpose: Purpose,
): Instant | null {
  const taken = (contact?.consents ?? []).filter(
    (word) => word.channel === channel && (word.purpose ?? 'marketing') === purpose && word.status === 'withdrawn',
  );
  return taken.length === 0 ? null : Math.max(...taken.map(({ at }) => at));
}

/** The latest word on marketing by a channel, and when it was said; `null`: nothing was. */
export function lastOnMarketing(
  contact: Pick<ContactRow, 'consents'>,
  channel: Channel,
): Pick<ConsentRecord, 'status' | 'at'> | null {
  const status = consentSaid(contact, channel, 'marketing');
  if (status === 'none') return null;
  const said = contact.consents.filter((word) => word.channel === channel && word.purpose !== 'service');
  return { status, at: Math.max(...said.map(({ at }) => at)) };
}

/** What counts for a message of this purpose: see `wordOn`. */
export function consentTo(
  contact: Pick<ContactRow, 'consents'> | null,
  channel: Channel,
  purpose: Purpose,
): ConsentWord {
  const own = consentSaid(contact, channel, purpose);
  const said = { marketing: consentSaid(contact, channel, 'marketing'), ...(own === 'none' ? {} : { [purpose]: own }) };
  return wordOn(said, purpose) ?? 'none';
}

/** Where messages of a channel go; `undefined`: nowhere, none is known or it is refused for good. */
export function addressIn(
  contact: Pick<ContactRow, 'addresses' | 'unreachable'> | null,
  channel: Channel,
): string | undefined {
  const address = contact?.addresses[channel];
  return address === contact?.unreachable?.[channel]?.address ? undefined : address;
}

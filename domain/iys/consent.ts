import type { Channel } from '../channels/channel.ts';
import { DAY, MINUTE, type Instant } from '../time.ts';
import { businessDaysAfter, UPLOAD_WITHIN } from './business-days.ts';

/** Ways to reach somebody, as the register calls those that we have. Its third one, `ARAMA`, are calls. */
export const IYS_TYPES = ['MESAJ', 'EPOSTA'] as const;
export type IysType = (typeof IYS_TYPES)[number];

/** A person, or somebody in business. */
export const RECIPIENT_TYPES = ['BIREYSEL', 'TACIR'] as const;
export type RecipientType = (typeof RECIPIENT_TYPES)[number];

/** Agreed, or refused. */
export const IYS_STATUSES = ['ONAY', 'RET'] as const;
export type IysStatus = (typeof IYS_STATUSES)[number];

/** Messages of other channels are none that the register is about. */
export const TYPE_OF: Readonly<Record<Channel, IysType | null>> = {
  email: 'EPOSTA',
  sms: 'MESAJ',
  telegram: null,
  push: null,
  mobile: null,
};
export const CHANNEL_OF: Readonly<Record<IysType, Channel>> = { EPOSTA: 'email', MESAJ: 'sms' };

/** What was said last, by whoever said it; times of the register have seconds. */
export interface IysWord {
  readonly status: IysStatus;
  readonly at: Instant;
}

/**
 * Where one consent is on its way. `asking`: the register is to be asked what it has of the recipient. `due`: to be
 * uploaded. `sent`: uploaded, and not yet answered. `settled`: the register has what it may have. `refused`: it took
 * the consent not.
 */
export const IYS_STATES = ['asking', 'due', 'sent', 'settled', 'refused'] as const;
export type IysState = (typeof IYS_STATES)[number];

/** What the register and we say of one recipient. */
export type IysConsent = IysHead & IysPlace;

interface IysHead {
  /** Of the customer, as our ledger has it. */
  readonly word: IysWord;
  /** It has to be in the register by then. */
  readonly deadline: Instant;
  /** What the register has; `null`: nothing, as far as it was asked. */
  readonly known: (IysWord & { readonly transactionId: string | null }) | null;
  /** When there is something to do again; `null`: when something is said. */
  readonly nextAt: Instant | null;
}

type IysPlace =
  | { readonly state: 'asking' | 'due' | 'settled' }
  | { readonly state: 'sent'; readonly request: { readonly id: string; readonly index: number } }
  /** The code of the register, such as `H155`. */
  | { readonly state: 'refused'; readonly reason: string };

/** What somebody agreed to is asked after again: citizens also refuse at the register itself. */
const ASKED_AGAIN = DAY;
/** The register needs some time for what it was sent. */
const ANSWERED_AFTER = MINUTE;

/** Something was said: what is to be done about it, and when. A word that is older than the one before changes nothing. */
export function afterWord(before: IysConsent | null, word: IysWord, now: Instant): IysConsent {
  const same = before !== null && before.word.status === word.status && before.word.at === word.at;
  if (before !== null && (same || word.at < before.word.at)) return before;
  const known = before?.known ?? null;
  const head = { word, known, deadline: businessDaysAfter(word.at, UPLOAD_WITHIN) };
  return known === null ? { ...head, state: 'asking', nextAt: now } : placed(head, now);
}

/** The register was asked. @param known `null`: it has nothing */
export function afterAsked({ word, deadline }: IysConsent, known: IysConsent['known'], now: Instant): IysConsent {
  return placed({ word, deadline, known }, now);
}

/** It was uploaded. */
export function afterUpload(
  { word, deadline, known }: IysConsent,
  request: { readonly id: string; readonly index: number },
  now: Instant,
): IysConsent {
  return { word, deadline, known, state: 'sent', request, nextAt: now + ANSWERED_AFTER };
}

/** What became of an upload. */
export type IysResult =
  | { readonly is: 'taken'; readonly transactionId: string }
  | { readonly is: 'refused'; readonly reason: string }
  | { readonly is: 'waiting' };

/** The register answered. */
export function afterResult(consent: IysConsent, result: IysResult, now: Instant): IysConsent {
  const { word, deadline, known } = consent;
  switch (result.is) {
    case 'waiting':
      return { ...consent, nextAt: now + ANSWERED_AFTER };
    case 'refused':
      return { word, deadline, known, state: 'refused', reason: result.reason, nextAt: null };
    case 'taken':
      return placed({ word, deadline, known: { ...word, transactionId: result.transactionId } }, now);
  }
}

/** The register's own rules: the first word is never a refusal, none is said twice, and each is later than the one before. */
function placed(head: Omit<IysHead, 'nextAt'>, now: Instant): IysConsent {
  const { word, known } = head;
  const isNews = known === null ? word.status === 'ONAY' : known.status !== word.status && word.at > known.at;
  if (isNews) return { ...head, state: 'due', nextAt: now };
  return { ...head, state: 'settled', nextAt: known?.status === 'ONAY' ? now + ASKED_AGAIN : null };
}

/** What the register knows and we do not: a later word, which our ledger has to hear. */
export function newsIn({ word, known }: Pick<IysConsent, 'word' | 'known'>): IysWord | null {
  if (known === null || known.status === word.status) return null;
  return known.at >= word.at ? { status: known.status, at: known.at } : null;
}

/** Whether the law's time has passed, and the register does not have what was said last. */
export function isOverdue({ word, known, deadline }: IysConsent, now: Instant): boolean {
  const isThere = word.status === 'ONAY' ? known?.status === 'ONAY' : known?.status !== 'ONAY';
  return now > deadline && !isThere;
}

/** Whether marketing may go out: the register has the consent. `waiting`: it may have it later. */
export function standingOf(consent: IysConsent | null): 'confirmed' | 'waiting' | 'refused' {
  if (consent?.known?.status === 'ONAY') return 'confirmed';
  if (consent === null) return 'waiting';
  return consent.state === 'refused' || consent.state === 'settled' ? 'refused' : 'waiting';
}

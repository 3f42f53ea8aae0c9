import type { MailRow } from '../../db/messaging/mailbox.ts';
import type { SmsLength } from '../../domain/channels/sms-length.ts';
import type { Language } from '../http/language.ts';
import type { Instant } from '../../domain/time.ts';

/** What the mailbox says around the messages, which stay as they were sent. Plain text: the page escapes it. */
export interface MailboxWords {
  readonly language: Language;
  readonly title: string;
  readonly heading: (workspace: string) => string;
  readonly empty: string;
  readonly older: string;
  /** Above each message: to whom, from whom, and when it was decided. */
  readonly about: (to: string, from: string, at: Instant) => string;
  readonly asText: string;
  readonly phones: Readonly<Record<NonNullable<MailRow['channel']>, string>>;
  /** The page that a push opens. */
  readonly opens: (url: string) => string;
  readonly size: (size: SmsLength) => string;
  readonly replyAs: (customer: string) => string;
  /** Words that an SMS is answered with. */
  readonly sms: string;
  readonly send: string;
  readonly taken: string;
  readonly back: string;
}

const en: MailboxWords = {
  language: 'en',
  title: 'Mailbox',
  heading: (workspace) => `Mailbox of ${workspace}`,
  empty: 'No message yet.',
  older: 'Older messages',
  about: (to, from, at) => `To ${to}, from ${from}, ${timeIn('en-GB', at)}`,
  asText: 'As text',
  phones: { sms: 'SMS', telegram: 'Telegram', push: 'Web push', mobile: 'Mobile push' },
  opens: (url) => `Opens ${url}`,
  size: ({ segments, encoding }) => `${segments} ${segments === 1 ? 'segment' : 'segments'} of ${encoding}`,
  replyAs: (customer) => `Reply as ${customer}`,
  sms: 'STOP, YES, EVET',
  send: 'Send',
  taken: 'Taken.',
  back: 'Back to the mailbox',
};

const tr: MailboxWords = {
  language: 'tr',
  title: 'Posta kutusu',
  heading: (workspace) => `Posta kutusu: ${workspace}`,
  empty: 'Henüz ileti yok.',
  older: 'Daha eski iletiler',
  about: (to, from, at) => `Alıcı: ${to}, gönderen: ${from}, ${timeIn('tr-TR', at)}`,
  asText: 'Düz metin olarak',
  phones: { sms: 'SMS', telegram: 'Telegram', push: 'Web bildirimi', mobile: 'Mobil bildirim' },
  opens: (url) => `Açtığı sayfa: ${url}`,
  size: ({ segments, encoding }) => `${segments} SMS (${encoding})`,
  replyAs: (customer) => `${customer} olarak yanıtla`,
  sms: 'DUR, EVET, STOP',
  send: 'Gönder',
  taken: 'Alındı.',
  back: 'Posta kutusuna dön',
};

export const MAILBOX_WORDS: Readonly<Record<Language, MailboxWords>> = { en, tr };

/** To the minute, in UTC: one mailbox holds messages to people of many zones. */
function timeIn(locale: string, at: Instant): string {
  return `${new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(at)} UTC`;
}

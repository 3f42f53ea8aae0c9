import type { Fact, Saying } from '../../screens/customers/telling.ts';

/** What several sentences of the timeline are made of. */
export const CHANNELS: Readonly<Record<NonNullable<NonNullable<Fact['named']>['channel']>, string>> = {
  email: 'e-posta',
  sms: 'SMS',
  telegram: 'Telegram',
  push: 'web bildirimi',
  mobile: 'mobil bildirim',
};

/** What is said of an attribute; whatever is no value of one has no words. */
export function valueText(value: unknown, { number }: Saying): string {
  if (value === null) return 'kaldırıldı';
  if (typeof value === 'boolean') return value ? 'evet' : 'hayır';
  if (typeof value === 'number') return number(value);
  return typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
}

/** Another customer; `null`: erased. */
export function whoText(other: string | null | undefined): string {
  return other ?? 'silinmiş bir müşteri';
}

const EVENTS: ReadonlyMap<string, string> = new Map([
  ['purchase', 'alışveriş'],
  ['refund', 'iade'],
  ['view', 'sayfa görüntüleme'],
  ['open', 'ileti açma'],
  ['click', 'bağlantı tıklama'],
  ['profile', 'profil'],
  ['summary', 'özet'],
  ['identify', 'özellik'],
  ['entry', 'yolculuğa davet'],
  ['webhook-reply', 'web kancası yanıtı'],
  ['points-spent', 'puan harcama'],
  ['points-returned', 'harcanan puanı geri verme'],
  ['points-adjusted', 'elle puan düzeltme'],
  ['draw-played', 'çekiliş bileti'],
  ['coupon-held', 'kupon bitişi'],
  ['referral-came', 'getirilme'],
  ['referral-brought', 'getirilen müşteri'],
]);

/** A type of events, as a word; one of the workspace's own is called as it calls it. */
export function eventWord(type: string): string {
  return EVENTS.get(type) ?? type;
}

export function capital(text: string): string {
  return `${text.charAt(0).toLocaleUpperCase('tr')}${text.slice(1)}`;
}

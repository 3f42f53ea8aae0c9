import { languageFor, type Language } from '../http/language.ts';

/** The words of the pages that messages link to; a person may come to them who never was on any other page of ours. */
export interface PreferenceWords {
  readonly language: Language;
  readonly title: string;
  /** Above the one button. */
  readonly stopHeading: (what: string) => string;
  readonly stopText: string;
  readonly stop: string;
  readonly stopped: (what: string) => string;
  readonly stoppedText: string;
  readonly choicesHeading: string;
  readonly choicesText: string;
  readonly save: string;
  readonly saved: string;
  readonly savedText: string;
  readonly back: string;
  readonly gone: string;
  readonly goneText: string;
  readonly busy: string;
  readonly busyText: string;
  readonly confirmHeading: string;
  readonly confirmText: (what: string) => string;
  readonly confirm: string;
  readonly confirmed: string;
  readonly confirmedText: (what: string) => string;
  readonly expired: string;
  readonly expiredText: string;
  /** What somebody agrees to by ticking a box: it is kept as their proof. */
  readonly choice: (what: string) => string;
  /** Such as "Offers and news by e-mail". */
  readonly topic: (purpose: string, channel: string) => string;
  readonly purposes: ReadonlyMap<string, string>;
  readonly channels: ReadonlyMap<string, string>;
}

const en: PreferenceWords = {
  language: 'en',
  title: 'Your messages',
  stopHeading: (what) => `${what}: do you want no more of it?`,
  stopText: 'One press is enough. You need not sign in, and nobody asks why.',
  stop: 'Unsubscribe',
  stopped: (what) => `${what}: you are unsubscribed.`,
  stoppedText: 'Nothing more of this is sent to you. If it was a mistake, tick it below and save.',
  choicesHeading: 'What you get',
  choicesText: 'Tick what you would like to get. What is not ticked is not sent.',
  save: 'Save my choices',
  saved: 'Your choices are saved.',
  savedText: 'They hold from the next message on.',
  back: 'Back to all choices',
  gone: 'This link leads nowhere.',
  goneText: 'Part of it may be missing. Open the message again and press the link in it.',
  busy: 'This did not work just now.',
  busyText: 'Nothing was changed. Please try again in a minute.',
  confirmHeading: 'Is this you?',
  confirmText: (what) => `Press the button, and you get: ${what}. If you did not ask for it, just close this page.`,
  confirm: 'Yes, I want this',
  confirmed: 'Thank you, it is confirmed.',
  confirmedText: (what) => `From now on you get: ${what}. Every message has a link to stop it.`,
  expired: 'This link has expired.',
  expiredText: 'Nothing is sent to you. If you still want it, ask for it again where you did.',
  choice: (what) => `Yes, I want to get: ${what}.`,
  topic: (purpose, channel) => `${purpose} by ${channel}`,
  purposes: new Map([
    ['marketing', 'Offers and news'],
    ['newsletter', 'Newsletter'],
    ['service', 'News about your orders'],
    ['transactional', 'News about your orders'],
    ['loyalty', 'Points and rewards'],
  ]),
  channels: new Map([
    ['email', 'e-mail'],
    ['sms', 'text message'],
    ['telegram', 'Telegram'],
    ['push', 'browser notification'],
    ['mobile', 'app notification'],
  ]),
};

const tr: PreferenceWords = {
  language: 'tr',
  title: 'Mesajlarınız',
  stopHeading: (what) => `${what}: artık almak istemiyor musunuz?`,
  stopText: 'Bir kez basmanız yeterli. Giriş yapmanız gerekmez, kimse nedenini sormaz.',
  stop: 'Abonelikten çık',
  stopped: (what) => `${what}: abonelikten çıktınız.`,
  stoppedText: 'Bundan size artık hiçbir şey gönderilmez. Yanlışlıkla olduysa aşağıda işaretleyip kaydedin.',
  choicesHeading: 'Neleri alıyorsunuz',
  choicesText: 'Almak istediklerinizi işaretleyin. İşaretli olmayan gönderilmez.',
  save: 'Seçimlerimi kaydet',
  saved: 'Seçimleriniz kaydedildi.',
  savedText: 'Bir sonraki mesajdan itibaren geçerlidir.',
  back: 'Bütün seçimlere dön',
  gone: 'Bu bağlantı bir yere çıkmıyor.',
  goneText: 'Bir parçası eksik olabilir. Mesajı yeniden açın ve içindeki bağlantıya basın.',
  busy: 'Şu anda olmadı.',
  busyText: 'Hiçbir şey değişmedi. Lütfen bir dakika sonra yeniden deneyin.',
  confirmHeading: 'Bu siz misiniz?',
  confirmText: (what) => `Düğmeye basarsanız şunu alırsınız: ${what}. Siz istemediyseniz bu sayfayı kapatın.`,
  confirm: 'Evet, istiyorum',
  confirmed: 'Teşekkürler, onaylandı.',
  confirmedText: (what) => `Bundan sonra şunu alırsınız: ${what}. Her mesajda durdurmak için bir bağlantı vardır.`,
  expired: 'Bu bağlantının süresi doldu.',
  expiredText: 'Size hiçbir şey gönderilmez. Hâlâ istiyorsanız istediğiniz yerde yeniden isteyin.',
  choice: (what) => `Evet, şunu almak istiyorum: ${what}.`,
  topic: (purpose, channel) => `${channel} ile ${purpose.toLowerCase()}`,
  purposes: new Map([
    ['marketing', 'Fırsatlar ve haberler'],
    ['newsletter', 'Bülten'],
    ['service', 'Siparişlerinizle ilgili haberler'],
    ['transactional', 'Siparişlerinizle ilgili haberler'],
    ['loyalty', 'Puanlar ve ödüller'],
  ]),
  channels: new Map([
    ['email', 'E-posta'],
    ['sms', 'SMS'],
    ['telegram', 'Telegram'],
    ['push', 'Tarayıcı bildirimi'],
    ['mobile', 'Uygulama bildirimi'],
  ]),
};

/** Their own language first, then that of their browser, then English. */
export function wordsFor(locale: unknown, accepted: string | undefined): PreferenceWords {
  return languageFor(typeof locale === 'string' ? locale : undefined, accepted) === 'tr' ? tr : en;
}

/** What somebody gets, in words, such as "Offers and news by e-mail". */
export function topicText(words: PreferenceWords, { channel, purpose }: { channel: string; purpose: string }): string {
  // A purpose of the workspace's own is called as it calls it.
  const plain = purpose.replaceAll('-', ' ');
  const own = plain.charAt(0).toUpperCase() + plain.slice(1);
  return words.topic(words.purposes.get(purpose) ?? own, words.channels.get(channel) ?? channel);
}

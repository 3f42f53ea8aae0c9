import type { TemplateInput } from '../templates/template.schema.ts';
import { forEverybody } from './for-everybody.ts';

/** What the default journeys of those who drift say to phones, before their mails. */
export const SHORT_MESSAGES: readonly TemplateInput[] = [
  forEverybody({
    id: 'at-risk-by-sms',
    name: 'At Risk: we have not seen you, by SMS',
    description: 'An SMS for those who used to come often and have not for a while',
    tone: 'Plain and caring, in one SMS',
    value: 'To be heard, if something went wrong',
    en: {
      title: 'We have missed you',
      body: 'We have not seen you for a while. If something of ours went wrong, answer with a line: a person reads it. If not, all is well. STOP ends these messages.',
    },
    tr: {
      title: 'Sizi özledik',
      body: 'Bir süredir görüşemedik. Bir aksilik olduysa bir satır yazın, bir insan okur. Her şey yolundaysa ne güzel. Çıkmak için RET yazın.',
    },
  }),
  forEverybody({
    id: 'hibernating-by-telegram',
    name: 'Hibernating: what has changed, by Telegram',
    description: 'A message of Telegram for those who have not been here for long',
    tone: 'Light, and never desperate',
    value: 'What is new, and what is still theirs',
    en: {
      title: 'A lot has changed',
      body: 'It has been a while, and the place looks a little different now. We added what people kept asking for, and let go of what nobody wanted.{% if points.active > 0 %} Your {{ points.active }} points are where you left them.{% endif %} Have a look if you like. /stop ends these messages.',
    },
    tr: {
      title: 'Çok şey değişti',
      body: 'Görüşmeyeli epey oldu, buralar biraz değişti. Sık sık sorulanları ekledik, kimsenin istemediklerini kaldırdık.{% if points.active > 0 %} {{ points.active }} puanınız bıraktığınız yerde duruyor.{% endif %} Dilerseniz bir göz atın. Bu iletileri /stop ile durdurabilirsiniz.',
    },
  }),
  forEverybody({
    id: 'lost-by-telegram',
    name: 'Lost: a last hello, by Telegram',
    description: 'A message of Telegram for those who have been away for a year',
    tone: 'Understanding, without any pressure',
    value: 'To be asked, and to be left in peace',
    en: {
      title: 'Shall we stay in touch?',
      body: 'You have not been here for a long time, and that is perfectly fine. If you would still like to hear from us now and then, you need not do anything. If not, /stop ends it.',
    },
    tr: {
      title: 'Haberleşmeyi sürdürelim mi?',
      body: 'Uzun zamandır görüşemedik, bunda hiçbir sorun yok. Arada bir haber almak isterseniz bir şey yapmanız gerekmez. İstemezseniz /stop yeter.',
    },
  }),
  forEverybody({
    id: 'door-open-by-telegram',
    name: 'Lost: the door stays open, by Telegram',
    description: 'The last message of Telegram to those who did not come back',
    tone: 'Warm, and final',
    value: 'An open door',
    en: {
      title: 'The door stays open',
      body: 'This is the last time we write about it: if you ever need us again, you will be as welcome as on the first day. All the best until then.',
    },
    tr: {
      title: 'Kapımız açık',
      body: 'Bu konuda son kez yazıyoruz: Bir gün bize yeniden gereksinim duyarsanız ilk günkü gibi hoş karşılanırsınız. O güne dek her şey gönlünüzce olsun.',
    },
  }),
];

import type { TemplateInput } from '../templates/template.schema.ts';
import { forEverybody } from './for-everybody.ts';

/** What the default journeys of the middle and of those who drift show between their mails. */
export const BANNERS: readonly TemplateInput[] = [
  forEverybody({
    id: 'potential-loyalist-banner',
    name: 'Potential Loyalist: where others went next',
    description: 'A banner for newcomers who have not ordered again yet',
    tone: 'Encouraging, without hurry',
    value: 'Where to look next',
    en: {
      title: 'Where others went next',
      body: 'We have gathered what people who bought the same enjoyed afterwards. Perhaps there is something for you.',
    },
    tr: {
      title: 'Başkaları sonra neye baktı?',
      body: 'Aynı ürünü alanların sonradan beğendiklerini bir araya getirdik. Belki aralarında size göre bir şey vardır.',
    },
  }),
  forEverybody({
    id: 'needs-attention-banner',
    name: 'Needs Attention: can we help?',
    description: 'A banner for those who come less often than they did',
    tone: 'Helpful and honest',
    value: 'Help, with no sale behind it',
    en: {
      title: 'Can we help you find something?',
      body: 'Tell us what you are looking for and we will point you to it, or tell you honestly that we do not have it.',
    },
    tr: {
      title: 'Aradığınızı bulmanıza yardımcı olalım mı?',
      body: 'Ne aradığınızı söyleyin, yerini gösterelim; bizde yoksa bunu da açıkça söyleriz.',
    },
  }),
  forEverybody({
    id: 'at-risk-banner',
    name: 'At Risk: good to see you again',
    description: 'A banner for those who were written to and come to have a look',
    tone: 'Warm, and never desperate',
    value: 'What has changed since they were here',
    en: {
      title: 'Good to see you again',
      body: 'We kept an eye on the things you like. Here is what has changed since your last visit.',
    },
    tr: {
      title: 'Sizi yeniden görmek güzel',
      body: 'Sevdiğiniz şeyleri gözden kaçırmadık. Son gelişinizden beri değişenler burada.',
    },
  }),
  forEverybody({
    id: 'hibernating-banner',
    name: 'Hibernating: long time no see',
    description: 'A banner for those who have not been here for long',
    tone: 'Light, and never desperate',
    value: 'What is new',
    en: {
      title: 'Long time no see',
      body: 'A few good things arrived while you were away. Come and have a look.',
    },
    tr: {
      title: 'Görüşmeyeli epey oldu',
      body: 'Siz yokken birkaç güzel şey geldi. Gelin, bir göz atın.',
    },
  }),
];

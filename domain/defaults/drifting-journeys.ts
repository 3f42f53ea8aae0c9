import type { JourneyInput } from '../journey/definition/definition.schema.ts';
import { inBoth, mail } from './mail.ts';

const needsAttentionCheckIn: JourneyInput = {
  id: 'needs-attention-check-in',
  name: 'Needs Attention: a helpful check-in',
  enter: { on: 'move', to: ['needs-attention'], again: '90d' },
  exit: [{ on: 'move', from: ['needs-attention'] }],
  goal: { on: 'event', event: 'purchase' },
  priority: 50,
  steps: [
    {
      id: 'check-in',
      type: 'send',
      channel: 'email',
      subject: inBoth({
        en: 'Is everything all right with your order?',
        tr: 'Siparişinizle ilgili her şey yolunda mı?',
      }),
      body: mail(
        [
          'It has been a little while, so we wanted to ask: did everything work out the last time?',
          'If something did not fit, broke, or is simply the wrong thing, answer this mail and we will help. If all is well, that is the best answer.',
        ],
        [
          'Son siparişinizin üzerinden biraz zaman geçti; sormak istedik: Her şey yolunda gitti mi?',
          'Uymayan, kırılan ya da yanlış gelen bir şey varsa bu iletiyi yanıtlayın, yardımcı olalım. Her şey yolundaysa bundan iyi yanıt olmaz.',
        ],
      ),
    },
    { id: 'time-to-answer', type: 'wait', until: { on: 'event', event: 'purchase' }, for: '7d' },
    {
      id: 'here-to-help',
      type: 'place',
      placement: 'banner',
      slot: 'home',
      template: 'needs-attention-banner',
      for: '14d',
    },
  ],
};

const atRiskReactivation: JourneyInput = {
  id: 'at-risk-reactivation',
  name: 'At Risk: reactivation',
  enter: { on: 'move', to: ['at-risk'], again: '60d' },
  exit: [{ on: 'move', from: ['at-risk'] }],
  goal: { on: 'event', event: 'purchase' },
  priority: 80,
  steps: [
    {
      id: 'we-miss-you',
      type: 'send',
      channels: [
        {
          channel: 'sms',
          template: 'at-risk-by-sms',
        },
        {
          channel: 'email',
          subject: inBoth({ en: 'We have missed you', tr: 'Sizi özledik' }),
          body: mail(
            [
              'You used to come by often, and we noticed that you have not been here for {{ days_since_last }} days.',
              'If we did something wrong, we would like to know. Answer this mail with a line or two: we read every one.',
              'If life simply got busy, your favourites are where you left them.',
            ],
            [
              'Sık sık uğrardınız; {{ days_since_last }} gündür görüşemediğimizi fark ettik.',
              'Bir hatamız olduysa bilmek isteriz. Bu iletiyi bir iki satırla yanıtlayın: Her birini okuyoruz.',
              'Yalnızca hayat yoğunlaştıysa, sevdikleriniz bıraktığınız yerde duruyor.',
            ],
          ),
        },
      ],
      most: 1,
    },
    { id: 'three-days', type: 'wait', until: { on: 'event', event: 'purchase' }, for: '3d' },
    {
      id: 'welcome-back',
      type: 'place',
      placement: 'banner',
      slot: 'home',
      template: 'at-risk-banner',
      for: '10d',
    },
    { id: 'seven-days', type: 'wait', until: { on: 'event', event: 'purchase' }, for: '7d' },
    {
      id: 'one-more-time',
      type: 'send',
      channel: 'email',
      subject: inBoth({ en: 'One thing before we leave you in peace', tr: 'Sizi rahat bırakmadan önce tek bir şey' }),
      body: mail(
        [
          'We wrote to you last week and do not want to be a nuisance, so this is the last mail for a while.',
          'Of everything that is new, we think one or two things would suit you. They are waiting on the front page.',
          'Thank you for the {{ orders }} {% if orders == 1 %}order{% else %}orders{% endif %} you placed with us. You are always welcome.',
        ],
        [
          'Geçen hafta yazmıştık; rahatsız etmek istemeyiz, bu yüzden bir süreliğine son iletimiz bu.',
          'Yeni gelenler arasında bir iki şeyin size uyacağını düşünüyoruz. Ana sayfada duruyorlar.',
          'Bize verdiğiniz {{ orders }} sipariş için teşekkür ederiz. Kapımız size her zaman açık.',
        ],
      ),
    },
    { id: 'done', type: 'stop', reason: 'reactivation has said all it can' },
  ],
};

const hibernatingWinBack: JourneyInput = {
  id: 'hibernating-win-back',
  name: 'Hibernating: win-back',
  enter: { on: 'move', to: ['hibernating'], again: '180d' },
  exit: [{ on: 'move', from: ['hibernating'] }],
  goal: { on: 'event', event: 'purchase' },
  priority: 60,
  steps: [
    {
      id: 'a-lot-has-changed',
      type: 'send',
      channels: [
        {
          channel: 'telegram',
          template: 'hibernating-by-telegram',
        },
        {
          channel: 'email',
          subject: inBoth({
            en: 'A lot has changed since your last visit',
            tr: 'Son gelişinizden beri çok şey değişti',
          }),
          body: mail(
            [
              'It has been {{ days_since_last }} days, and the place looks a little different now.',
              'We tidied up, added what people kept asking for, and let go of what nobody wanted. Have a look: it takes a minute.{% if points.active > 0 %} Your {{ points.active }} points are where you left them.{% endif %}',
            ],
            [
              '{{ days_since_last }} gün oldu, buralar biraz değişti.',
              'Ortalığı topladık, sık sık sorulanları ekledik, kimsenin istemediklerini kaldırdık. Bir göz atın, bir dakikanızı alır.{% if points.active > 0 %} {{ points.active }} puanınız bıraktığınız yerde duruyor.{% endif %}',
            ],
          ),
        },
      ],
      most: 1,
    },
    { id: 'two-weeks', type: 'wait', until: { on: 'event', event: 'purchase' }, for: '14d' },
    {
      id: 'what-is-new',
      type: 'place',
      placement: 'banner',
      slot: 'home',
      template: 'hibernating-banner',
      for: '30d',
    },
  ],
};

const lostWinBack: JourneyInput = {
  id: 'lost-win-back',
  name: 'Lost: a last hello',
  enter: { on: 'move', to: ['lost'], again: '365d' },
  exit: [{ on: 'move', from: ['lost'] }],
  goal: { on: 'event', event: 'purchase' },
  priority: 30,
  steps: [
    {
      id: 'last-hello',
      type: 'send',
      channels: [
        {
          channel: 'telegram',
          template: 'lost-by-telegram',
        },
        {
          channel: 'email',
          subject: inBoth({
            en: 'It has been a year. Shall we stay in touch?',
            tr: 'Bir yıl oldu. Haberleşmeyi sürdürelim mi?',
          }),
          body: mail(
            [
              'You have not been here for a long time, and that is perfectly fine. People and their needs change.',
              'If you would still like to hear from us now and then, you need not do anything. If not, the link below ends it.',
            ],
            [
              'Uzun zamandır görüşemedik, bunda hiçbir sorun yok. İnsanlar da ihtiyaçları da değişir.',
              'Arada bir haber almak isterseniz bir şey yapmanız gerekmez. İstemezseniz aşağıdaki bağlantı yeter.',
            ],
          ),
        },
      ],
      most: 1,
    },
    { id: 'a-month', type: 'wait', until: { on: 'event', event: 'purchase' }, for: '35d' },
    {
      id: 'door-is-open',
      type: 'send',
      channels: [
        {
          channel: 'telegram',
          template: 'door-open-by-telegram',
        },
        {
          channel: 'email',
          subject: inBoth({ en: 'The door stays open', tr: 'Kapımız açık' }),
          body: mail(
            [
              'This is the last time we write about it: if you ever need us again, you will be as welcome as on the first day. All the best until then.',
            ],
            [
              'Bu konuda son kez yazıyoruz: Bir gün bize yeniden gereksinim duyarsanız ilk günkü gibi hoş karşılanırsınız. O güne dek her şey gönlünüzce olsun.',
            ],
          ),
        },
      ],
      most: 1,
    },
  ],
};

/** For those who come less, or no more: a question, an open door, and then quiet. */
export const FOR_THE_DRIFTING: readonly JourneyInput[] = [
  needsAttentionCheckIn,
  atRiskReactivation,
  hibernatingWinBack,
  lostWinBack,
];

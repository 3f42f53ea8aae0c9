import type { TemplateInput } from '../templates/template.schema.ts';
import { BANNERS } from './banner-templates.ts';
import { SHORT_MESSAGES } from './message-templates.ts';
import { segmentIs } from '../templates/starters/parts.ts';

/** What the default journeys show on pages, and say to phones. Whoever reads neither language gets the first. */

const ORDERS = '{{ tier.missing }} more {% if tier.missing == 1 %}order{% else %}orders{% endif %}';

/** Champions know what they have; they are told that they are seen, and offered nothing. */
const championsThanks: TemplateInput = {
  id: 'champions-thanks',
  name: 'Champions: thank you',
  description: 'A toast for those who come most often. Nothing is sold, and there is no coupon',
  language: 'en',
  variants: [
    {
      id: 'gold',
      when: { field: 'tier', op: 'eq', value: 'gold' },
      tone: 'Exclusive: among those who know each other',
      value: 'To be known',
      texts: {
        en: {
          title: 'You made our week',
          body: 'Only few hold {{ tier.name }}, and you are one of them. Nothing to sell here: we simply know whom we owe it to. Thank you.',
        },
        tr: {
          title: 'Haftamızı güzelleştirdiniz',
          body: '{{ tier.name }} seviyesinde çok az kişi var; siz onlardan birisiniz. Satacak bir şeyimiz yok: Bunu kime borçlu olduğumuzu biliyoruz. Teşekkür ederiz.',
        },
      },
    },
    {
      id: 'everybody',
      tone: 'Exclusive and warm',
      value: 'To be known',
      texts: {
        en: {
          title: 'You made our week',
          body: 'You are among the customers we see most often. Nothing to sell here, just a heartfelt thank you.',
        },
        tr: {
          title: 'Haftamızı güzelleştirdiniz',
          body: 'En sık gördüğümüz müşterilerimiz arasındasınız. Satacak bir şeyimiz yok, yalnızca yürekten bir teşekkür.',
        },
      },
    },
  ],
};

const tierReached: TemplateInput = {
  id: 'tier-reached',
  name: 'A new tier',
  description: 'What somebody reads who has just reached a tier',
  language: 'en',
  variants: [
    {
      id: 'champions',
      when: segmentIs('champions'),
      tone: 'Exclusive: a quiet word, no fanfare',
      value: 'More for each order, without asking for one',
      texts: {
        en: {
          title: 'You are {{ tier.name }} now',
          body: 'We had been expecting it. From today on each of your orders brings more points; you need not do anything for it.',
        },
        tr: {
          title: 'Artık {{ tier.name }} seviyesindesiniz',
          body: 'Bunu bekliyorduk. Bugünden itibaren her siparişiniz daha çok puan getirir; bunun için bir şey yapmanız gerekmez.',
        },
      },
    },
    {
      id: 'everybody',
      tone: 'Encouraging: well done',
      value: 'More for each order',
      texts: {
        en: {
          title: 'Welcome to {{ tier.name }}',
          body: 'You have come this far order by order, and we are glad of each. From today on every one of them brings you more points.',
        },
        tr: {
          title: '{{ tier.name }} seviyesine hoş geldiniz',
          body: 'Buraya sipariş sipariş geldiniz; her birine sevindik. Bugünden itibaren her siparişiniz daha çok puan getirir.',
        },
      },
    },
  ],
};

/** It goes by how recently they came, and says how far the next tier is only where there is one. */
const loyalBanner: TemplateInput = {
  id: 'loyal-banner',
  name: 'Loyal: a banner that fits',
  description: 'Favourites for who was here lately, what is new for everybody else, and how far the next tier is',
  language: 'en',
  variants: [
    {
      id: 'here-lately',
      when: { field: 'score.r', op: 'gte', value: 4 },
      tone: 'Warm, as to a regular',
      value: 'Their favourites, and where they stand',
      texts: {
        en: {
          title: 'Good to see you so often',
          body: `Your favourites are one click away, with a few things beside them that go well together.{% if tier.next %} By the way: ${ORDERS} and you are {{ tier.next }}.{% endif %}`,
        },
        tr: {
          title: 'Sizi sık sık görmek ne güzel',
          body: 'Sevdikleriniz bir tık uzağınızda; yanlarına da onlarla iyi gidecek birkaç şey koyduk.{% if tier.next %} Bu arada {{ tier.missing }} sipariş sonra seviyeniz {{ tier.next }}.{% endif %}',
        },
      },
    },
    {
      id: 'everybody',
      tone: 'Warm and unhurried',
      value: 'What is new, and what they keep',
      texts: {
        en: {
          title: 'New since your last visit',
          body: 'A few things have arrived since you were here. Have a look when you find a quiet minute.{% if tier.name %} Your {{ tier.name }} is kept for you.{% endif %}',
        },
        tr: {
          title: 'Son gelişinizden beri yenilikler var',
          body: 'Siz geldiğinizden beri birkaç yenilik oldu. Sakin bir anınızda göz atın.{% if tier.name %} {{ tier.name }} seviyeniz sizi bekliyor.{% endif %}',
        },
      },
    },
  ],
};

const firstSteps: TemplateInput = {
  id: 'first-steps',
  name: 'First steps: how far you are',
  description: 'After each order that counts for the quest of newcomers, and when it is done: on the page, and by push',
  language: 'en',
  variants: [
    {
      id: 'done',
      when: { field: 'quest.first-steps', op: 'eq', value: 'completed' },
      tone: 'Encouraging: glad with them',
      value: 'What they have earned',
      texts: {
        en: {
          title: 'You have settled in',
          body: 'The badge is yours, and the points are in your account already. Good to have you here.',
        },
        tr: {
          title: 'Artık bizdensiniz',
          body: 'Rozet sizin, puanlar da hesabınızda. İyi ki buradasınız.',
        },
      },
    },
    {
      id: 'everybody',
      tone: 'Encouraging, without hurry',
      value: 'To see how far they are',
      texts: {
        en: {
          title: 'That is {{ quest.done }} of {{ quest.target }}',
          body: 'A good start. The next one brings 100 points and a badge, whenever you need something. There is no hurry.',
        },
        tr: {
          title: '{{ quest.target }} adımdan {{ quest.done }} tamam',
          body: 'Güzel bir başlangıç. Sonraki sipariş 100 puan ve bir rozet getirir; ne zaman gerekirse. Acelesi yok.',
        },
      },
    },
  ],
};

/** What a new workspace starts with; the steps of its journeys name them. */
export const DEFAULT_TEMPLATES: readonly TemplateInput[] = [
  championsThanks,
  tierReached,
  loyalBanner,
  firstSteps,
  ...BANNERS,
  ...SHORT_MESSAGES,
];

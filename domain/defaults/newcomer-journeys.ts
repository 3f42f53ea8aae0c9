import { FIRST_STEPS } from './programme.ts';
import { inBoth, mail } from './mail.ts';
import type { JourneyInput } from '../journey/definition/definition.schema.ts';

const potentialLoyalistOnboarding: JourneyInput = {
  id: 'potential-loyalist-onboarding',
  name: 'Potential Loyalist: getting to know us',
  enter: {
    on: 'move',
    to: ['potential-loyalist'],
    when: { field: 'totals.orders', op: 'lte', value: 2 },
    again: '180d',
  },
  exit: [{ on: 'move', from: ['potential-loyalist'] }],
  goal: { on: 'event', event: 'purchase' },
  priority: 60,
  steps: [
    { id: 'let-it-arrive', type: 'wait', for: '2d' },
    { id: 'first-steps', type: 'quest', quest: FIRST_STEPS },
    {
      id: 'welcome',
      type: 'send',
      channel: 'email',
      subject: inBoth({
        en: '{% if previous_segment %}Lovely to have you back{% else %}Welcome, and thank you{% endif %}',
        tr: '{% if previous_segment %}Yeniden hoş geldiniz{% else %}Hoş geldiniz, teşekkür ederiz{% endif %}',
      }),
      body: mail(
        [
          '{% if previous_segment %}It is good to see you again, and thank you for your order.{% else %}Thank you for your order. We are glad you found us.{% endif %}',
          'If anything is not as you hoped, just answer this mail: a person reads it, and we will put it right.{% if quest.id == "first-steps" %}</p>\n<p>Those who stay tell us that it takes a few orders to know what suits them. So two more of them, whenever you need something, bring you 100 points and a badge. There is no hurry.{% endif %}',
        ],
        [
          '{% if previous_segment %}Sizi yeniden görmek güzel; siparişiniz için teşekkür ederiz.{% else %}Siparişiniz için teşekkür ederiz. Bizi bulmanıza sevindik.{% endif %}',
          'Umduğunuz gibi olmayan bir şey varsa bu iletiyi yanıtlamanız yeter: Bir insan okur, düzeltiriz.{% if quest.id == "first-steps" %}</p>\n<p>Kalanlar, kendilerine neyin uyduğunu birkaç siparişte öğrendiklerini söylüyor. Bu yüzden ne zaman gerekirse vereceğiniz iki sipariş size 100 puan ve bir rozet getirir. Acelesi yok.{% endif %}',
        ],
      ),
    },
    { id: 'time-to-settle', type: 'wait', until: { on: 'event', event: 'purchase' }, for: '10d' },
    {
      id: 'where-to-look',
      type: 'place',
      placement: 'banner',
      slot: 'home',
      template: 'potential-loyalist-banner',
      for: '14d',
    },
    { id: 'second-order', type: 'wait', until: { on: 'event', event: 'purchase' }, for: '18d' },
  ],
};

/** One word after each order that counts, and one when it is done: on the page, and to those who asked for it by push. */
const firstStepsProgress: JourneyInput = {
  id: 'first-steps-progress',
  name: 'First steps: how far you are',
  enter: { on: 'quest', quest: FIRST_STEPS, is: 'progressed' },
  priority: 55,
  steps: [
    { id: 'on-the-page', type: 'place', placement: 'toast', slot: 'corner', template: 'first-steps', for: '14d' },
    {
      id: 'has-push',
      type: 'branch',
      paths: [{ when: { field: 'reachable.push', op: 'eq', value: true }, next: 'by-push' }],
      next: 'told',
    },
    {
      id: 'by-push',
      type: 'send',
      channel: 'push',
      template: 'first-steps',
    },
    { id: 'told', type: 'stop', reason: 'progress was told' },
  ],
};

/** For those who begin: a quest to settle in by, and a word at each step of it. */
export const FOR_NEWCOMERS: readonly JourneyInput[] = [potentialLoyalistOnboarding, firstStepsProgress];

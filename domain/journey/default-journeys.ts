import type { JourneyInput } from './definition/definition.schema.ts';

/** A mail of plain paragraphs; every one of them ends with the way out. */
function mail(...paragraphs: readonly string[]): string {
  const text = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
  return `${text}\n<p><small><a href="{{ unsubscribe_url }}">Unsubscribe</a> whenever you like.</small></p>`;
}

/** The best customers are thanked where they are anyway: no mail, no coupon. */
const championsThanks: JourneyInput = {
  id: 'champions-thanks',
  name: 'Champions: thank you',
  enter: { on: 'move', to: ['champions'], again: '60d' },
  exit: [{ on: 'move', from: ['champions'] }],
  priority: 40,
  steps: [
    {
      id: 'thank-you',
      type: 'place',
      placement: 'toast',
      slot: 'corner',
      title: 'You made our week',
      body: 'You are among the customers we see most often. Nothing to sell here, just a heartfelt thank you.',
      for: '14d',
    },
  ],
};

const loyalBanner: JourneyInput = {
  id: 'loyal-banner',
  name: 'Loyal: a banner that fits',
  enter: { on: 'move', to: ['loyal'], again: '30d' },
  exit: [{ on: 'move', from: ['loyal'] }],
  priority: 40,
  steps: [
    {
      id: 'how-recent',
      type: 'branch',
      paths: [{ when: { field: 'score.r', op: 'gte', value: 4 }, next: 'favourites' }],
      next: 'what-is-new',
    },
    {
      id: 'favourites',
      type: 'place',
      placement: 'banner',
      slot: 'home',
      title: 'Good to see you so often',
      body: 'Your favourites are one click away, and we have put a few things beside them that go well together.',
      for: '14d',
      next: 'shown',
    },
    {
      id: 'what-is-new',
      type: 'place',
      placement: 'banner',
      slot: 'home',
      title: 'New since your last visit',
      body: 'A few things have arrived since you were here. Have a look when you find a quiet minute.',
      for: '21d',
    },
    { id: 'shown', type: 'stop', reason: 'banner shown' },
  ],
};

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
    {
      id: 'welcome',
      type: 'send',
      channel: 'email',
      subject: '{% if previous_segment %}Lovely to have you back{% else %}Welcome, and thank you{% endif %}',
      body: mail(
        '{% if previous_segment %}It is good to see you again, and thank you for your order.{% else %}Thank you for your order. We are glad you found us.{% endif %}',
        'If anything is not as you hoped, just answer this mail: a person reads it, and we will put it right.',
      ),
    },
    { id: 'time-to-settle', type: 'wait', until: { on: 'event', event: 'purchase' }, for: '10d' },
    {
      id: 'where-to-look',
      type: 'place',
      placement: 'banner',
      slot: 'home',
      title: 'Where others went next',
      body: 'We have gathered what people who bought the same enjoyed afterwards. Perhaps there is something for you.',
      for: '14d',
    },
    { id: 'second-order', type: 'wait', until: { on: 'event', event: 'purchase' }, for: '18d' },
  ],
};

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
      subject: 'Is everything all right with your order?',
      body: mail(
        'It has been a little while, so we wanted to ask: did everything work out the last time?',
        'If something did not fit, broke, or is simply the wrong thing, answer this mail and we will help. If all is well, that is the best answer.',
      ),
    },
    { id: 'time-to-answer', type: 'wait', until: { on: 'event', event: 'purchase' }, for: '7d' },
    {
      id: 'here-to-help',
      type: 'place',
      placement: 'banner',
      slot: 'home',
      title: 'Can we help you find something?',
      body: 'Tell us what you are looking for and we will point you to it, or tell you honestly that we do not have it.',
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
      channel: 'email',
      subject: 'We have missed you',
      body: mail(
        'You used to come by often, and we noticed that you have not been here for {{ days_since_last }} days.',
        'If we did something wrong, we would like to know. Answer this mail with a line or two: we read every one.',
        'If life simply got busy, your favourites are where you left them.',
      ),
    },
    { id: 'three-days', type: 'wait', until: { on: 'event', event: 'purchase' }, for: '3d' },
    {
      id: 'welcome-back',
      type: 'place',
      placement: 'banner',
      slot: 'home',
      title: 'Good to see you again',
      body: 'We kept an eye on the things you like. Here is what has changed since your last visit.',
      for: '10d',
    },
    { id: 'seven-days', type: 'wait', until: { on: 'event', event: 'purchase' }, for: '7d' },
    {
      id: 'one-more-time',
      type: 'send',
      channel: 'email',
      subject: 'One thing before we leave you in peace',
      body: mail(
        'We wrote to you last week and do not want to be a nuisance, so this is the last mail for a while.',
        'Of everything that is new, we think one or two things would suit you. They are waiting on the front page.',
        'Thank you for the {{ orders }} {% if orders == 1 %}order{% else %}orders{% endif %} you placed with us. You are always welcome.',
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
      channel: 'email',
      subject: 'A lot has changed since your last visit',
      body: mail(
        'It has been {{ days_since_last }} days, and the place looks a little different now.',
        'We tidied up, added what people kept asking for, and let go of what nobody wanted. Have a look: it takes a minute.',
      ),
    },
    { id: 'two-weeks', type: 'wait', until: { on: 'event', event: 'purchase' }, for: '14d' },
    {
      id: 'what-is-new',
      type: 'place',
      placement: 'banner',
      slot: 'home',
      title: 'Long time no see',
      body: 'A few good things arrived while you were away. Come and have a look.',
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
      channel: 'email',
      subject: 'It has been a year. Shall we stay in touch?',
      body: mail(
        'You have not been here for a long time, and that is perfectly fine. People and their needs change.',
        'If you would still like to hear from us now and then, you need not do anything. If not, the link below ends it.',
      ),
    },
    { id: 'a-month', type: 'wait', until: { on: 'event', event: 'purchase' }, for: '35d' },
    {
      id: 'door-is-open',
      type: 'send',
      channel: 'email',
      subject: 'The door stays open',
      body: mail(
        'This is the last time we write about it: if you ever need us again, you will be as welcome as on the first day. All the best until then.',
      ),
    },
  ],
};

/** What a new workspace starts with: it acts from the first event. Templates see no name and no address. */
export const DEFAULT_JOURNEYS: readonly JourneyInput[] = [
  championsThanks,
  loyalBanner,
  potentialLoyalistOnboarding,
  needsAttentionCheckIn,
  atRiskReactivation,
  hibernatingWinBack,
  lostWinBack,
];

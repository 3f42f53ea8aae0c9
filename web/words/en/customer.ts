import { speaking } from '../speaking.ts';

const { count, number } = speaking('en');
const days = (value: number) => count(value, { one: 'day', other: 'days' });

/** Why a score is what it is; the sentence is that of the API, in English. */
export interface ScoreReason {
  readonly of: 'recency' | 'frequency' | 'money';
  readonly score: number | null;
  readonly value: number;
  readonly cut: number | null;
  readonly text: string;
  readonly money: (minor: number) => string;
}

export const customer = {
  since: (segment: string, date: string) => `${segment} since ${date}`,
  nowhere: 'No segment yet: nothing was bought',
  before: (segment: string) => `before that ${segment}`,
  temporal: 'Open in Temporal',
  privacy: {
    export: 'Export',
    erase: 'Erase',
    surely: (id: string) => `Erase ${id} for good?`,
    what: 'Their workflow and its history, contact, events, messages, points and coupons are deleted. Counts of the past stay, and say nothing of them. From now on nothing is taken under this id. It cannot be undone.',
  },
  unknown: 'Nobody is known by this id',
  unknownHelp: 'Check the id, capitals and all. A customer is known from their first event on.',
  toList: 'Search all customers',
  asOf: {
    title: 'As of',
    slider: 'As of which day',
    day: 'Day',
    now: 'Now',
    past: (time: string) => `This is the past: what was known at the end of ${time}, by the rules in force then.`,
    back: 'Back to now',
    unknown: 'Nothing was known of this customer then. They may have come later by an import; what they did is below.',
  },
  why: {
    title: 'Why',
    scores: { recency: 'Recency', frequency: 'Frequency', money: 'Money' },
    none: 'There is no score while nothing is bought.',
    rules: (scoring: number, silence: number) => `scoring model ${number(scoring)}, silence ${number(silence)}`,
    reason: ({ text }: ScoreReason): string => text,
    trend: 'Trend',
    trends: { growing: 'growing', steady: 'steady', declining: 'declining', new: 'new' },
  },
  when: {
    title: 'When',
    about: 'if nobody buys',
    move: (segment: string) => `Becomes ${segment}`,
    score: (score: string) => `Score becomes ${score}`,
    overdue: 'Overdue',
    lapsed: 'Lapsed',
    isOverdue: 'Overdue since',
    isLapsed: 'Lapsed since',
    stake: (amount: string) => `${amount} at stake in the 90 days from then on`,
    nothing: 'Time alone changes nothing for them.',
  },
  inside: {
    title: 'Inside',
    none: 'Inside no journey.',
    at: (step: string) => `at ${step}`,
    waits: (what: string) => `waits for ${what}`,
    awaits: {
      paused: 'the journey to go on: it is paused',
      'quiet-hours': 'the end of quiet hours',
      effect: 'the answer to a webhook',
      reaction: 'a reaction to a message, or its next channel',
      priority: 'the message of another journey, which goes first',
      turn: 'its turn',
      step: 'time to pass',
    },
    bound: (segments: string) => `a move out of ${segments}`,
    until: (time: string) => `until ${time} at the latest`,
    open: 'until that happens',
    entered: (time: string) => `entered ${time}`,
    times: (value: number) => `${number(value)}. time`,
    leaves: 'Leaves at once on',
    audiences: 'In these audiences',
    sinceDate: (date: string) => `since ${date}`,
  },
  totals: {
    title: 'What they bought',
    window: (value: number | null) => (value === null ? 'whole life' : `last ${days(value)}`),
    ever: 'ever',
    orders: 'Orders',
    revenue: 'Revenue',
    first: 'First order',
    last: 'Last order',
    never: 'none yet',
    life: 'Last sign of life',
  },
  outlook: {
    title: 'Next 90 days',
    revenue: 'Revenue expected',
    purchases: 'Days with an order expected',
    alive: 'Chance that they are still a customer',
    by: { model: 'by the fitted rhythm', pace: 'at their pace so far' },
  },
  known: {
    title: 'What is known',
    none: 'No attributes.',
    stated: (date: string) => `stated ${date}`,
    consent: 'E-mail',
    consents: { granted: 'consent granted', withdrawn: 'consent withdrawn', none: 'not asked for consent' },
    zone: 'Time zone',
    ofWorkspace: 'that of the workspace',
    yes: 'yes',
    no: 'no',
  },
  trouble: {
    refunds: 'Refunds that wait for their order',
    refund: (amount: string, order: string) => `${amount} for order ${order}`,
    aside: 'Set aside',
    dropped: 'dropped',
  },
  path: {
    title: 'Path',
    strip: 'The path as a picture: what happened, now, and what comes by time alone',
    filter: 'What is shown',
    filters: { all: 'Everything', orders: 'Orders', moves: 'Moves', messages: 'Messages', journeys: 'Journeys' },
    now: 'Now',
    asOf: 'As of',
    ahead: 'to come by time alone',
    kinds: {
      order: 'Order',
      refund: 'Refund',
      event: 'Event',
      move: 'Move',
      silence: 'Silence',
      message: 'Message',
      journey: 'Journey',
      note: 'Decision',
    },
    wait: (journey: string, step: string) => `${journey}: waits at ${step} end`,
    none: 'Nothing of this kind among what is loaded.',
    nothing: 'Nothing has happened yet.',
    skipped: 'skipped',
    partial: 'Shows what was loaded so far; load more to reach back further.',
  },
};

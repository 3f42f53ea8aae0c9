import type { NextKind } from '../../../domain/decision/next-kinds.ts';
import { speaking } from '../speaking.ts';

const { count, number } = speaking('en');
const people = (value: number) => count(value, { one: 'customer', other: 'customers' });

/** What time alone changes next; why, as the API says it in English. */
export interface NextChange {
  readonly what: NextKind;
  /** By its name. */
  readonly to: string;
  readonly because: string;
}

export const customers = {
  title: 'Customers',
  search: 'How the id begins',
  searchHint: 'Press / to search',
  shown: (value: number, more: boolean) => (more ? `${people(value)} shown, and there are more` : people(value)),
  launch: 'Launch for these',
  shownOnly: 'Only those shown here: load more for all of them, or filter by one thing.',
  filters: 'Filters',
  filtersOn: (value: number) => `Filters (${number(value)})`,
  clear: 'Clear all',
  remove: (what: string) => `Remove the filter ${what}`,
  any: 'any',
  from: 'from',
  to: 'to',
  range: (what: string, from: string, to: string) =>
    `${what}: ${from === '' ? '' : `from ${from}`}${from !== '' && to !== '' ? ' ' : ''}${to === '' ? '' : `to ${to}`}`,
  names: {
    search: 'Id begins',
    segment: 'Segment',
    audience: 'Audience',
    tier: 'Tier',
    silence: 'Silence',
    inside: 'Inside',
    r: 'Recency score',
    f: 'Frequency score',
    m: 'Money score',
    minOrders: 'Orders from',
    maxOrders: 'Orders to',
    minRevenue: 'Revenue from',
    maxRevenue: 'Revenue to',
    boughtSince: 'Last order since',
    boughtUntil: 'Last order until',
    changesUntil: 'Changes until',
    day: 'Fall silent on',
    silentUntil: 'Fall silent until',
    hasEmail: 'E-mail address',
    consent: 'Consent to e-mail',
  },
  orders: 'Orders',
  revenue: 'Revenue',
  known: { true: 'known', false: 'not known' },
  consents: { granted: 'granted', withdrawn: 'withdrawn', none: 'not asked' },
  stages: { none: 'no order yet', active: 'active', overdue: 'overdue', lapsed: 'lapsed' },
  columns: {
    id: 'Customer',
    segment: 'Segment',
    since: 'Since',
    silence: 'Silence',
    orders: 'Orders',
    revenue: 'Revenue',
    lastPurchase: 'Last order',
    nextChange: 'Next change',
    inside: 'Inside',
  },
  noSegment: 'no segment',
  nothingDue: 'none by time alone',
  due: ({ because }: NextChange): string => because,
  never: 'none yet',
  reachable: 'may get e-mail',
  who: {
    everybody: 'everybody',
    shown: (value: number) => `${people(value)} shown`,
    cell: (scores: string) => `scores ${scores}`,
  },
  moves: {
    title: (from: string, to: string) => `Moved: ${from} → ${to}`,
    anywhere: 'anywhere',
    within: (days: number) => `within ${count(days, { one: 'day', other: 'days' })}`,
    since: (time: string) => `since ${time}`,
    on: (day: string) => `on ${day}`,
    note: 'Who moved twice is listed twice.',
    none: 'Nobody made this move in this time. Choose a longer time, or another move on the first page.',
    customer: 'Customer',
    at: 'When',
    move: 'Move',
    score: 'Score after it',
    why: 'Why',
    back: 'Back to the segments',
    days: 'Within',
    dayCount: (days: number) => count(days, { one: 'day', other: 'days' }),
  },
};

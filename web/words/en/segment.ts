import { speaking } from '../speaking.ts';

const { count, number } = speaking('en');
const people = (value: number) => count(value, { one: 'customer', other: 'customers' });

export const segment = {
  unknown: 'There is no such segment',
  unknownHelp: (all: string) => `The scoring model in force has these: ${all}.`,
  rule: {
    title: (model: number) => `Rule, scoring model ${number(model)}`,
    or: 'or',
    and: ', ',
    first: 'unless an earlier rule of the list holds',
    otherwise: 'everybody for whom no rule of the list holds',
    cells: (cells: number, of: number) => `${number(cells)} of ${number(of)} combinations of scores`,
    gone: 'the model in force does not have it; who is still in it moves at their next decision',
    everybody: 'everybody who has bought',
    recency: (from: string | null, to: string | null) =>
      from === null
        ? `last order ${to} ago`
        : to === null
          ? `last order ${from} ago`
          : `last order ${from} and ${to} ago`,
    days: {
      most: (value: number, included: boolean) =>
        `${included ? 'at most' : 'less than'} ${count(value, { one: 'day', other: 'days' })}`,
      least: (value: number, included: boolean) =>
        `${included ? 'at least' : 'more than'} ${count(value, { one: 'day', other: 'days' })}`,
    },
    orders: (least: number | null, most: number | null) => {
      if (least === null) return `at most ${count(most ?? 0, { one: 'order', other: 'orders' })}`;
      if (most === null) return `${number(least)} or more orders`;
      return least === most
        ? count(least, { one: 'order', other: 'orders' })
        : `${number(least)} to ${number(most)} orders`;
    },
    money: (least: string | null, most: string | null) =>
      least === null ? `spent up to ${most}` : most === null ? `spent ${least} or more` : `spent ${least} to ${most}`,
  },
  figures: {
    customers: 'Customers',
    ofAll: (share: string) => `${share} of all`,
    revenue: 'Revenue',
    silent: 'Fall silent in 7 d',
    stake: 'Value at stake',
    stay: 'Typical stay',
    stayDays: (days: number) => count(Math.round(days), { one: 'day', other: 'days' }),
    stayUnknown: 'too few have left to tell',
    stayHelp: (left: number, days: number) =>
      `The days that all of them spent here, for each one of the ${number(left)} who left within ${number(days)} days`,
    ofSegment: (share: string) => `${share} of it`,
  },
  flows: {
    title: 'In and out',
    days: 'Within',
    dayCount: (days: number) => count(days, { one: 'day', other: 'days' }),
    in: (value: number) => `In: ${number(value)}`,
    out: (value: number) => `Out: ${number(value)}`,
    from: 'in from',
    to: 'out to',
    newcomers: 'nowhere: their first order',
    bar: (day: string, came: number, left: number) => `${day}: ${number(came)} came, ${number(left)} left`,
    none: 'Nobody.',
    bars: 'Who came and who left, by day',
  },
  journeys: {
    title: 'Journeys that newcomers enter',
    none: 'No journey begins with a move into this segment.',
    make: 'Make one',
    inside: (value: number) => `${people(value)} inside`,
    statuses: { live: 'live', paused: 'paused', archived: 'archived', draft: 'draft' },
  },
  members: { title: 'Customers', all: 'Search and filter them', empty: 'Nobody is in it now.' },
};

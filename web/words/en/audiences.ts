import { speaking } from '../speaking.ts';

const { count, number } = speaking('en');
const people = (value: number) => count(value, { one: 'customer', other: 'customers' });

export const audiences = {
  title: 'Audiences',
  about: 'Segments of your own: a condition that is kept current to the very instant.',
  make: 'New audience',
  back: 'All audiences',
  columns: { name: 'Audience', status: 'State', customers: 'Customers', revenue: 'Revenue', who: 'Whom it is for' },
  empty:
    'There is no audience yet. One is a condition, such as who has ordered twice within 90 days; whoever fits is in it.',
  statuses: {
    draft: 'draft',
    live: (version: number) => `live, v${number(version)}`,
    archived: 'archived',
    changed: 'changed since',
  },
  unknown: 'There is no such audience',
  form: {
    titleNew: 'New audience',
    title: 'Condition',
    name: 'Name',
    id: 'Id',
    idHint: 'Small letters, digits and hyphens; journeys name it so. It stays as it is.',
    description: 'Whom it is for',
    condition: 'Who is in it',
    save: 'Save draft',
    publish: 'Publish',
    saved: (time: string) => `Draft saved ${time}`,
    unsaved: 'not saved yet',
    same: 'Nothing differs from what is live.',
    fine: 'It can be published.',
    problems: (value: number) => count(value, { one: 'problem', other: 'problems' }),
    elsewhere: 'Problems',
    published: (version: number) => `Version ${number(version)} is live.`,
    rollout: 'Whoever comes in or goes out is being woken.',
    exactly: (some: string, all: string) => `It holds for ${some} of ${all} customers now.`,
    about: (some: string, all: string, by: { from: string; to: string; looked: string }) =>
      `It holds for about ${some} of ${all} customers now: between ${by.from} and ${by.to}, by ${by.looked} drawn at random.`,
    noCount: 'Who is in it is known exactly as soon as it is published: then everybody is placed anew.',
    taken: 'An audience with this id exists already; open it, or choose another id.',
  },
  archive: {
    button: 'Archive',
    title: (name: string) => `Archive ${name}?`,
    text: (value: number) =>
      `${people(value)} leave it at once. Its versions stay, and publishing it again brings it back.`,
  },
  figures: { customers: 'In it now', revenue: 'Revenue', version: 'Version' },
  uncounted: (value: number) => `${people(value)} still being counted`,
  days: {
    title: 'Entered and left',
    bars: 'Who entered and who left, by day',
    entered: (value: number) => `Entered: ${number(value)}`,
    left: (value: number) => `Left: ${number(value)}`,
    bar: (day: string, entered: number, left: number) => `${day}: ${number(entered)} entered, ${number(left)} left`,
    dayCount: (days: number) => count(days, { one: 'day', other: 'days' }),
    within: 'Within',
    note: 'Whom an import brought in is in it, and has not entered.',
  },
  members: { title: 'Customers', all: 'Search and filter them', empty: 'Nobody is in it now.' },
  launch: 'Launch',
  inWords: 'In words',
};

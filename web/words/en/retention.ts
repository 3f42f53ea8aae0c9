import { speaking } from '../speaking.ts';

const { count, number } = speaking('en');

/** What is counted stops there. */
const MOST = 100_000;

export const retention = {
  title: 'Retention',
  about: 'For how long what is kept, and what is taken away after that.',
  forGood:
    'Everything is kept for good. Say below for how many days each kind is kept, where the law or your own rules want less.',
  others:
    'Consents with their proof, coupons, prizes, referrals, suppressions and receipts of erasures are kept as long as the customer, or the workspace.',
  classes: {
    events: {
      name: 'Events',
      covers:
        'What customers did, with all that came with it. What it has come to stays: scores, points, revenue and counts do not change.',
      lost: 'The page of a customer shows no older events. Journeys and audiences that ask about details of them for the first time find nothing. Events that happened before that time are refused, also once they are kept longer again.',
    },
    journal: {
      name: 'Journal',
      covers: 'The timeline of customers and the history of their points. Where they stand stays.',
      lost: 'Why somebody moved, came into a journey or got points before that time cannot be looked up any more.',
    },
    effects: {
      name: 'What became of messages',
      covers: 'Whether messages, placements and webhooks went out and arrived. The sums of deliverability stay.',
      lost: 'Of an older message nobody can tell any more whether it reached its customer. Older placements that nobody has told of go too.',
    },
    messages: {
      name: 'Mailbox',
      covers: 'Texts in the mailbox of the stand-ins, which nobody but you reads.',
      lost: 'Older texts cannot be read any more.',
    },
    refused: {
      name: 'Refused rows',
      covers: 'Rows of files that were refused, and events that were set aside and dropped.',
      lost: 'They can be neither downloaded nor mended any more.',
    },
    jobs: {
      name: 'Ended jobs',
      covers:
        'Imports, launches, rebuilds and other jobs that have ended, with the rows they refused and the differences they found. Receipts of erasures stay, and the fit that silences go by.',
      lost: 'What became of an older job, such as how many an import took or a launch asked, cannot be looked up any more. What it has done stays.',
    },
    baskets: {
      name: 'Baskets',
      covers: 'Which articles were bought together, of which recommendations are learnt. Orders and revenue stay.',
      lost: 'Recommendations are learnt from younger orders alone, so somebody may be shown what they bought long ago.',
    },
    audit: {
      name: 'Audit log',
      covers: 'Who changed what. Whoever runs the installation may keep it for less (AUDIT_KEPT_DAYS).',
      lost: 'Who changed what before that time cannot be told any more.',
    },
  },
  feed: {
    name: 'Feed of changes',
    covers:
      'Lines of the feed, which warehouses and webhooks read from. They repeat what lies elsewhere, and go by themselves.',
    none: 'There is no feed: it begins with the first subscription, or by the API.',
    hint: (shortest: number, longest: number) =>
      `${shortest} to ${longest}. Whoever reads less often than that loads everything anew.`,
    save: 'Keep the feed so long',
  },
  days: 'Kept for days',
  daysHint: (shortest: number) =>
    `At least ${count(shortest, { one: 'day', other: 'days' })}, so that nothing breaks that looks back. Empty: for good.`,
  goneTo: (time: string) => `What happened up to ${time} is gone.`,
  rows: (name: string, rows: string) => `${name} ${rows}`,
  would: (rows: number | null, before: string) => {
    if (rows === 0) return `nothing is older than ${before}.`;
    if (rows === null) return `more rows from before ${before} than can be counted at once.`;
    return rows >= MOST
      ? `${number(rows)} rows or more from before ${before}.`
      : `up to ${count(rows, { one: 'row', other: 'rows' })} from before ${before}.`;
  },
  nothingEnds: 'Nothing: everything is kept for good.',
  next: 'The next purge takes',
  last: {
    title: 'The last purge',
    never:
      'Nothing was purged yet. A purge begins within a quarter of an hour after something is kept for a time only, and then once a day.',
    states: {
      queued: (time: string) => `It was asked for at ${time} and begins in a moment.`,
      running: (time: string) => `It has been running since ${time}. So far it took:`,
      done: (time: string) => `It ended at ${time}. It took:`,
      failed: (time: string) => `The one that began at ${time} failed, and is begun again. It took:`,
      cancelled: (time: string) => `The one that began at ${time} was called off. It took:`,
    },
    nothing: 'nothing.',
    toJobs: 'See the jobs',
    unlike: (customers: number) =>
      `Events of ${count(customers, { one: 'customer', other: 'customers' })} stay, because what is known of them would not follow without.`,
  },
  look: 'See what that takes away',
  notSaved: 'Not saved yet. Nothing is taken away before you have seen it.',
  surely: {
    title: 'This is taken away, and nothing brings it back:',
    forGood: 'Everything is kept for good from now on. What is gone stays gone.',
    text: 'It begins within a quarter of an hour and goes on once a day, with whatever has become that old.',
    deed: 'Keep it so from now on',
    back: 'Change it again',
  },
};

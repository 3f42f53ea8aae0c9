import { JOURNEY, TEMPLATE } from './screens.ts';

/** A screen of the gallery. */
export interface Shown {
  /** Of its pictures; it changes as little as the screen does. */
  readonly name: string;
  readonly title: string;
  readonly path: string;
  /** What it answers, in a sentence. */
  readonly says: string;
  /** Opens the first of a list. */
  readonly opensFirst?: true;
  /** What has come once all is there, where nothing says that it loads. */
  readonly awaits?: string;
}

export interface Chapter {
  readonly title: string;
  readonly screens: readonly Shown[];
}

/** Every main screen, as `docs/screens.md` shows them. */
export const GALLERY: readonly Chapter[] = [
  {
    title: 'Segments',
    screens: [
      {
        name: 'segments',
        title: 'Home',
        path: '/',
        says: 'Who there is, who falls silent next, who moved and why, and what is at stake.',
      },
      {
        name: 'segment',
        title: 'One segment',
        path: '/segments/loyal',
        says: 'Its rule in words, who comes and goes, and how long they stay.',
      },
      { name: 'audiences', title: 'Audiences', path: '/audiences', says: 'Groups by conditions, beside segments.' },
      {
        name: 'audience-new',
        title: 'A new audience',
        path: '/audiences/new',
        says: 'Conditions put together, with the count of who fits.',
      },
    ],
  },
  {
    title: 'Journeys',
    screens: [
      {
        name: 'journeys',
        title: 'Journeys',
        path: '/journeys',
        says: 'All of them: what lets people in, what they send, and who is inside.',
      },
      {
        name: 'journey-build',
        title: 'Build',
        path: `/journeys/${JOURNEY}`,
        says: 'The journey as a tree, edited by mouse or by keyboard.',
      },
      {
        name: 'journey-try',
        title: 'Try',
        path: `/journeys/${JOURNEY}/try`,
        says: 'One customer walked through the draft in virtual time.',
      },
      {
        name: 'journey-results',
        title: 'Results',
        path: `/journeys/${JOURNEY}/results`,
        says: 'What came of it, and what the journey changed of it.',
      },
      {
        name: 'journey-inside',
        title: 'Inside',
        path: `/journeys/${JOURNEY}/inside`,
        says: 'Who stands where, and until when.',
      },
      {
        name: 'journey-versions',
        title: 'Versions',
        path: `/journeys/${JOURNEY}/versions`,
        says: 'What was published when, and what it changed.',
      },
      {
        name: 'templates',
        title: 'Templates',
        path: '/templates',
        says: 'What is said to whom, written once for all journeys.',
      },
      {
        name: 'template',
        title: 'One template',
        path: `/templates/${TEMPLATE}`,
        says: 'Its variants and languages, beside the mail that somebody gets.',
      },
    ],
  },
  {
    title: 'Customers',
    screens: [
      {
        name: 'customers',
        title: 'Customers',
        path: '/customers',
        says: 'Search, filters, and what comes next of each.',
      },
      {
        name: 'customer',
        title: 'One customer',
        path: '/customers',
        says: 'Why, when, what they are inside of, and the path behind and ahead.',
        opensFirst: true,
      },
      {
        name: 'moves',
        title: 'Moves',
        path: '/customers/moves?days=30',
        says: 'Who moved from which segment into which, and why.',
      },
    ],
  },
  {
    title: 'Rewards',
    screens: [
      {
        name: 'rewards',
        title: 'Overview',
        path: '/rewards',
        says: 'What is owed in points, who is in which tier, and the quests in force.',
      },
      {
        name: 'rewards-figures',
        title: 'Cost and return',
        path: '/rewards/figures',
        says: 'What rewards cost by month, and what came back.',
      },
      {
        name: 'programme',
        title: 'Programme',
        path: '/rewards/programme',
        says: 'Points, tiers, quests and badges as a draft, tried on a customer.',
      },
      {
        name: 'pools',
        title: 'Coupons',
        path: '/rewards/pools',
        says: 'Where coupons come from, and how many are left.',
      },
      {
        name: 'placements',
        title: 'Placements',
        path: '/rewards/placements',
        says: 'Who may see banners, and what came of them.',
      },
    ],
  },
  {
    title: 'Data',
    screens: [
      {
        name: 'imports',
        title: 'Import',
        path: '/data',
        says: 'A file dropped here becomes history, and sends nothing.',
      },
      {
        name: 'events',
        title: 'Events',
        path: '/data/events',
        says: 'What arrived, how late, and what was set aside.',
      },
      {
        name: 'sources',
        title: 'Sources',
        path: '/data/sources',
        says: 'Shops and clients that send events, with what to paste where.',
      },
      {
        name: 'channels',
        title: 'Channels',
        path: '/data/channels',
        says: 'E-mail, SMS, Telegram and push: set up, tested, paused.',
      },
      { name: 'subscriptions', title: 'Subscriptions', path: '/data/subscriptions', says: 'Who is told of changes.' },
      { name: 'keys', title: 'Keys', path: '/data/keys', says: 'What programs may call.' },
      {
        name: 'scoring',
        title: 'Scoring',
        path: '/data/scoring',
        says: 'The rules of scores and segments, with who would move.',
      },
      {
        name: 'silence',
        title: 'Rhythm',
        path: '/data/silence',
        says: 'When silence means something, and whether it was right.',
      },
      {
        name: 'policies',
        title: 'Policies',
        path: '/data/policies',
        says: 'Caps, quiet hours, priority, and who is held out of everything.',
      },
      {
        name: 'deliverability',
        title: 'Deliverability',
        path: '/data/deliverability',
        says: 'Whether messages arrive.',
      },
      { name: 'retention', title: 'Retention', path: '/data/retention', says: 'How long what is kept.' },
      { name: 'jobs', title: 'Jobs', path: '/data/jobs', says: 'What runs in the background, and how far it is.' },
      { name: 'people', title: 'Team', path: '/data/people', says: 'Who may do what.' },
      { name: 'audit', title: 'Audit', path: '/data/audit', says: 'Who changed what.' },
    ],
  },
  {
    title: 'Beside the pages',
    screens: [
      { name: 'mailbox', title: 'Mailbox', path: '/mailbox', says: 'What a sandbox would have sent.' },
      {
        name: 'shop',
        title: 'Demo shop',
        path: '/shop',
        says: 'What a customer sees: banners, points, quests and coupons, of a made-up newcomer.',
      },
      { name: 'reference', title: 'API', path: '/docs', says: 'Every call, which can be tried.', awaits: '.opblock' },
    ],
  },
];

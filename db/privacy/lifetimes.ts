import type { Retained } from '../../domain/privacy/retention.ts';
import type { PartName } from '../workspaces/workspace-data.ts';

/** What keeps the rows of a collection from piling up for ever, or why nothing has to. */
type Lifetime =
  /** An admin may say for how many days. `but`: what stays, and why. */
  | { readonly by: 'retention'; readonly what: Retained; readonly but?: string }
  /** The store or the engine takes them away by itself. */
  | { readonly by: 'itself'; readonly when: string }
  /** They go with their customer, of whom there are at most so many. */
  | { readonly by: 'customer'; readonly most: string }
  /** There are only so many. */
  | { readonly by: 'number'; readonly most: string }
  /** They are kept as long as the workspace, on purpose. */
  | { readonly by: 'nothing'; readonly why: string };

const aged = (what: Retained): Lifetime => ({ by: 'retention', what });
const itself = (when: string): Lifetime => ({ by: 'itself', when });
const theirs = (most: string): Lifetime => ({ by: 'customer', most });
const few = (most: string): Lifetime => ({ by: 'number', most });
const kept = (why: string): Lifetime => ({ by: 'nothing', why });

const ONE = few('one for each workspace');
const ONE_EACH = theirs('one for each customer');

/** How long the rows of each collection live: the compiler asks whoever adds one. What is kept for good is said in `docs/privacy.md`. */
export const LIFETIMES: Readonly<Record<PartName, Lifetime>> = {
  events: aged('events'),
  marks: aged('events'),
  journal: aged('journal'),
  effects: { by: 'retention', what: 'effects', but: 'placements that pages told of stay for results' },
  effectAttempts: aged('effects'),
  mailbox: aged('messages'),
  quarantine: { by: 'retention', what: 'refused', but: 'what waits for somebody to decide stays' },
  rejectedRows: aged('refused'),
  audit: aged('audit'),
  sessions: itself('when they end'),
  signInLinks: itself('when they end'),
  telegramLinks: itself('when they end'),
  sourceWaiting: itself('when nobody has said in time whose they are'),
  confirmations: itself('30 days after they expired'),
  feedLines: itself('after the days for which the feed is kept'),
  uploads: itself('when their job ends'),
  uploadParts: itself('when their job ends'),
  customers: ONE_EACH,
  counted: ONE_EACH,
  contacts: ONE_EACH,
  feedCustomers: ONE_EACH,
  payloadKeys: ONE_EACH,
  journalBases: ONE_EACH,
  referralCodes: ONE_EACH,
  referralRoots: ONE_EACH,
  referrals: theirs('one for each customer who was brought'),
  boardMembers: theirs('one for each board and customer'),
  iysConsents: theirs('one for each channel of a customer'),
  sourceIdentities: theirs('one for each name that a source has for a customer'),
  condensedEvents: theirs('one row for 10,000 orders and signs of life that are not kept any more'),
  workspaces: ONE,
  pseudonymKeys: ONE,
  popularItems: ONE,
  recounts: ONE,
  iysSettings: ONE,
  mailSettings: ONE,
  placementSettings: ONE,
  fitSchedules: ONE,
  feeds: ONE,
  webhookSecrets: ONE,
  keys: few('one for each key that somebody made'),
  users: few('one for each member of the team'),
  channelSettings: few('one for each channel'),
  sources: few('50'),
  sourceTallies: few('one for each source: counts, the last 50 refusals and the last 100 requests'),
  subscriptions: few('one for each subscriber, with its last attempts'),
  webhookAddresses: few('one for each address of a step that answered that it is gone'),
  launchSchedules: few('one for each journey that is launched by a schedule'),
  drafts: few('one for each part that somebody works on'),
  couponPools: few('one for each pool'),
  couponCounts: few('one for each pool'),
  drawStock: few('one for each prize'),
  catalogue: few('one for each item'),
  itemNeighbours: few('one for each item'),
  counters: kept('sums by day, of nobody: reports look back'),
  purgedSums: kept('sums by day, of nobody: what is left of messages that are purged'),
  playbooks: kept('one for each publication: customers live by it, and the past is read by it'),
  parts: kept('one for each publication of a part'),
  consents: kept('the proof that somebody consented'),
  suppressions: kept('keyed hashes of addresses: whoever wanted no more mail gets none'),
  erasures: kept('keyed hashes: whoever is erased stays so'),
  couponCodes: kept('a code is never given twice'),
  couponUses: kept('what an order was paid with'),
  couponGrants: kept('what was promised to a customer'),
  drawClaims: kept('what a customer has won'),
  baskets: aged('baskets'),
  jobs: {
    by: 'retention',
    what: 'jobs',
    but: 'receipts of erasures and deletions stay, and the fit by which silences are scheduled',
  },
  differences: aged('jobs'),
};

import { REFUNDED_COUPONS } from '../coupons/refunds.ts';
import { MESSAGE_SIGN_EVENTS } from '../policy/message-signs.ts';
import { ITEM_EVENTS } from '../recommend/item-news.ts';
import { UTC } from '../time-zone.ts';
import type { Instant } from '../time.ts';
import type { SegmentTable } from './segment.ts';
import { SEVEN_SEGMENTS } from './presets/seven-segments.ts';
import { DEFAULT_TRAJECTORY, type TrajectoryRules } from './trajectory.ts';

/** Ascending. `at-most`: a cut is met by that many days or fewer; `below`: only by fewer. Each one met adds a point. */
export interface RecencyCuts {
  readonly cuts: readonly number[];
  readonly edge: 'at-most' | 'below';
}

/** Ascending. `reached`: the cut itself adds its point; `above`: only more than it does. */
export interface RisingCuts {
  readonly cuts: readonly number[];
  readonly edge: 'reached' | 'above';
}

/** What counts, and on which day. Changing it makes each customer's history be read again. */
export interface Counts {
  /** Event types that are actions: always `purchase`, and perhaps the caller's own, which count with no amount. */
  readonly actions: readonly string[];
  /** Event types that are signs of life; `any`: every other type but signs of leaving. */
  readonly engagement: readonly string[] | 'any';
  /** IANA zone whose calendar days are counted: the workspace's. Left out: UTC, as in models of version 0.2.0. */
  readonly zone?: string;
}

/** How the cut-offs came about. */
export type ModelOrigin =
  | { readonly by: 'fixed' }
  | { readonly by: 'quantiles'; readonly asOf: Instant; readonly customers: number };

/** How customers are scored and placed: one immutable, numbered version. */
export interface ScoringModel {
  /** Grows with each published change of scoring; customers record which one they have adopted. */
  readonly version: number;
  readonly name: string;
  /** An action of calendar day D counts up to the end of day D + windowDays; `null`: for the whole life. At most 730. */
  readonly windowDays: number | null;
  readonly counts: Counts;
  /** Elapsed 24-hour days since the last action, or calendar days between. */
  readonly days: 'elapsed' | 'calendar';
  /** What recency counts from: the last action, or a later sign of life. */
  readonly recencyOf: 'actions' | 'engagement';
  /** Every order counts, or every calendar day with an order. */
  readonly frequencyOf: 'orders' | 'days';
  readonly recency: RecencyCuts;
  readonly frequency: RisingCuts;
  /** Minor units; `null`: money has no score yet. */
  readonly monetary: RisingCuts | null;
  readonly segments: SegmentTable;
  readonly trajectory: TrajectoryRules;
  readonly origin: ModelOrigin;
}

/** Signs of leaving are no signs of life. */
const SIGNS_OF_LEAVING = ['unsubscribe', 'complaint', 'bounce', 'app.uninstall'];
/** Nor is what an item did, or became of a coupon with a refunded order, or a program that fetches pictures: it says nothing of whoever hears of it. */
const NO_SIGNS: readonly string[] = [
  ...SIGNS_OF_LEAVING,
  ...Object.values(ITEM_EVENTS),
  ...Object.values(REFUNDED_COUPONS),
  MESSAGE_SIGN_EVENTS.prefetch,
];

/** Day steps: Omnisend 40/90/180, Klaviyo 180/365. Order steps are starting values. */
export const DEFAULT_SCORING: ScoringModel = {
  version: 1,
  name: 'Seven segments',
  windowDays: 365,
  counts: { actions: ['purchase'], engagement: 'any' },
  days: 'elapsed',
  recencyOf: 'actions',
  frequencyOf: 'orders',
  recency: { cuts: [40, 90, 180, 365], edge: 'at-most' },
  frequency: { cuts: [2, 3, 4, 6], edge: 'reached' },
  monetary: null,
  segments: SEVEN_SEGMENTS,
  trajectory: DEFAULT_TRAJECTORY,
  origin: { by: 'fixed' },
};

/** How many scores each measure of a model has; `m` is `null` where money has none. */
export function binsIn({ recency, frequency, monetary }: ScoringModel) {
  return {
    r: recency.cuts.length + 1,
    f: frequency.cuts.length + 1,
    m: monetary && monetary.cuts.length + 1,
  };
}

/** Names what counts, so that a change of it shows. */
export function basisOf({ actions, engagement, zone = UTC }: Counts): string {
  const signs = engagement === 'any' ? 'any' : engagement.toSorted().join(',');
  const days = zone === UTC ? '' : `;${zone}`;
  return `${actions.toSorted().join(',')};${signs}${days}`;
}

/** The same, counted on the calendar days of a zone. */
export function countedIn({ actions, engagement }: Counts, zone: string): Counts {
  return zone === UTC ? { actions, engagement } : { actions, engagement, zone };
}

/** Whose calendar days are counted. */
export function zoneOf({ zone = UTC }: Pick<Counts, 'zone'>): string {
  return zone;
}

export function isAction(type: string, { actions }: Counts): boolean {
  return actions.includes(type);
}

export function isSignOfLife(type: string, { engagement }: Counts): boolean {
  return engagement === 'any' ? !NO_SIGNS.includes(type) : engagement.includes(type);
}

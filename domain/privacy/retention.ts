import { DAY, type Instant } from '../time.ts';

/** What may be kept for a time only; everything else lives as long as its customer, or its workspace. */
export const RETAINED = ['events', 'journal', 'effects', 'messages', 'refused', 'jobs', 'baskets', 'audit'] as const;
export type Retained = (typeof RETAINED)[number];

/**
 * The shortest time in days for which each may be kept, so that nothing breaks that looks back: refunds look for their
 * order, and are told from repeats, in events; moves and results are counted from 400 days of the journal, and refunds take
 * back what an order earned there; reports of mail find their message among effects; somebody has to see what became of a job,
 * and what is popular is counted from 90 days of baskets.
 */
export const SHORTEST: Readonly<Record<Retained, number>> = {
  events: 400,
  journal: 430,
  effects: 180,
  messages: 1,
  refused: 7,
  jobs: 30,
  baskets: 180,
  audit: 365,
};

/** Ten years. */
export const LONGEST = 3_650;

/** Days for which each is kept; what is left out is kept for good. */
export type Retention = Readonly<Partial<Record<Retained, number>>>;

/** How far each has been purged, so that nothing old comes back when somebody keeps it longer again. */
export type PurgedTo = Readonly<Partial<Record<Retained, Instant>>>;

/** What a workspace keeps, and for how long. */
export interface Kept {
  readonly days: Retention;
  /** A purge up to here has begun. */
  readonly to?: PurgedTo;
  /** A purge up to here has ended. */
  readonly done?: PurgedTo;
}

/** Whoever sends an event at the last moment must not meet a purge that takes it for an older one. */
const MARGIN = DAY;

/**
 * Up to which instant a purge takes things; `null`: they are kept for good.
 * @param now in the time that their own times are in
 */
export function purgeTo(kept: Kept | undefined, what: Retained, now: Instant): Instant | null {
  const days = kept?.days[what];
  return days === undefined ? null : now - days * DAY - MARGIN;
}

/** Events that happened before this are refused: a repeat of one that is purged could not be told from a new one. */
export function eventsKeptFrom(kept: Kept | undefined, now: Instant): Instant {
  const days = kept?.days.events;
  return Math.max(days === undefined ? -Infinity : now - days * DAY, (kept?.to?.events ?? -Infinity) + 1);
}

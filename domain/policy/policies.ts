import type { Channel } from '../channels/channel.ts';
import type { Country } from '../channels/country.ts';
import type { CategoryId, SegmentId } from '../ids.schema.ts';
import {
  AT_RISK,
  ATTENTION,
  CHAMPIONS,
  HIBERNATING,
  LOST,
  LOYAL,
  POTENTIAL,
} from '../scoring/presets/seven-segments.ts';

/** At most `messages` within any rolling `days`. */
export interface Cap {
  readonly messages: number;
  readonly days: number;
}

/** Local wall-clock times `HH:MM` in the customer's time zone; the span may pass midnight. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/**
 * What holds in one country: by channel, else `all`, else what holds everywhere. `null`: no quiet hours, where something
 * holds elsewhere.
 */
export type CountryQuietHours = Readonly<Partial<Record<Channel | 'all', QuietHours | null | undefined>>>;

/** A share of all customers who get no messages, so that what messages do can be told from what happens anyway. */
export interface Holdout {
  /** More than 0, up to 50. */
  readonly percent: number;
  /** Who is held out follows from it and from the customer's id. The same salt holds out the same customers. */
  readonly salt: string;
}

/** What holds for the messages of one category: a cap of their own, or none of the caps and no quiet hours at all. */
export type CategoryRule = { readonly cap: Cap } | { readonly exempt: true };

/** Which of several journeys that want to send at the same time goes first: the one with the higher priority. */
export interface PriorityRule {
  /** So long after a message of one journey, those of other journeys give way, minutes. */
  readonly minutes: number;
  /** What becomes of those: they wait until that time is over, or are not sent. */
  readonly others: 'hold' | 'skip';
}

export interface Policies {
  /** Grows with each published change. */
  readonly version: number;
  /** By segment. */
  readonly caps: Readonly<Record<SegmentId, Cap>>;
  /** For whoever is in no segment, or in one that has no cap of its own. */
  readonly otherwise: Cap;
  /** By channel, beside the cap of the segment: it counts messages of that channel. Left out: none. */
  readonly channels?: { readonly [C in Channel]?: Cap | undefined } | undefined;
  /** By category, beside the cap of the segment. Left out: no category has rules of its own. */
  readonly categories?: Readonly<Record<CategoryId, CategoryRule>> | undefined;
  /** Left out or `null`: several may send at the same time, and priority only settles who comes first under a cap. */
  readonly priority?: PriorityRule | null | undefined;
  readonly quietHours: QuietHours | null;
  /** By country, over `quietHours`. Left out: they hold everywhere. */
  readonly quietHoursIn?: Readonly<Record<Country, CountryQuietHours>> | undefined;
  /** A message held back longer than this by quiet hours or by priority is skipped, hours. */
  readonly holdAtMostHours: number;
  /** `null`: nobody is held out. */
  readonly holdout: Holdout | null;
}

/** Softer for the best and for the lost; two to three a week between them (rates that long holdouts support). */
export const DEFAULT_POLICIES: Policies = {
  version: 1,
  caps: {
    [CHAMPIONS.id]: { messages: 2, days: 7 },
    [LOYAL.id]: { messages: 2, days: 7 },
    [POTENTIAL.id]: { messages: 3, days: 7 },
    [ATTENTION.id]: { messages: 3, days: 7 },
    [AT_RISK.id]: { messages: 3, days: 7 },
    [HIBERNATING.id]: { messages: 1, days: 14 },
    [LOST.id]: { messages: 1, days: 30 },
  },
  otherwise: { messages: 3, days: 7 },
  quietHours: { from: '21:00', to: '09:00' },
  holdAtMostHours: 24,
  holdout: null,
};

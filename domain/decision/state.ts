import type { Attributes } from '../attributes/attributes.ts';
import type { Memberships } from '../audience/memberships.ts';
import type { Behaviour } from '../behaviour/behaviour.ts';
import type { ByChannel, ByPurpose, Channel } from '../channels/channel.ts';
import type { CategoryId, JourneyId } from '../ids.schema.ts';
import type { LoyaltyState } from '../loyalty/state.ts';
import type { JourneyStandings } from '../journey/standing.ts';
import type { EventKey } from '../keys.ts';
import { EMPTY_LEDGER, type Ledger } from '../ledger/ledger.ts';
import type { SilenceLimits } from '../silence/silence-limits.ts';
import type { Hours } from '../ledger/hours.ts';
import { NO_SIGNALS, type Signals } from '../ledger/signals.ts';
import type { SegmentId } from '../scoring/segment.ts';
import type { SilenceStage } from '../silence/silence.ts';
import type { Scores } from '../scoring/scores.ts';
import { NOTHING_SEEN, type Seen } from './recent-keys.ts';
import type { Instant } from '../time.ts';

/** Where a customer stands: their scores and segment, and since when. */
export interface Standing {
  readonly scores: Scores;
  readonly segment: SegmentId;
  readonly since: Instant;
  readonly previous: SegmentId | null;
}

/** When a part of a profile last changed, and at which revision of the contact, where that is known. */
export interface ChangedAt {
  readonly at: Instant;
  readonly revision?: number;
}

/** What was said last of one purpose on one channel. */
export interface Consent extends ChangedAt {
  readonly granted: boolean;
}

/** Whether an address is known, and messages still reach it. */
export interface Reachable extends ChangedAt {
  readonly known: boolean;
}

export interface Profile {
  /** `null`: it was taken back, and the workspace's own counts. */
  readonly timezone?: ChangedAt & { readonly name: string | null };
  /** Where their telephone number is from; `null`: that is not known any more. */
  readonly country?: ChangedAt & { readonly code: string | null };
  /** Of each channel, what was said of each purpose. */
  readonly consents?: ByChannel<ByPurpose<Consent>>;
  /** Addresses themselves are kept apart, and never show here. */
  readonly addresses?: ByChannel<Reachable>;
}

/** A message that was decided; of one that a version before 0.6.0 decided, only when, and it was an e-mail of `marketing`. */
export type SentMessage = Instant | readonly [at: Instant, journey: JourneyId, channel: Channel, category: CategoryId];

/** Messages decided lately, oldest first: what frequency caps count. */
export type SentLately = readonly SentMessage[];

/** A stage of silence that began, until the customer buys again. */
export interface Fired {
  readonly stage: Extract<SilenceStage, 'overdue' | 'lapsed'>;
  readonly at: Instant;
}

/** By which rules a customer lives. */
export interface AdoptedRules {
  readonly scoring: number;
  readonly silence: number;
  readonly wakes: number;
}

/** A customer's whole state: plain JSON, no personal data, a few kilobytes. */
export interface CustomerState extends Attributes {
  readonly schema: 2;
  /** Completed calls of `decide`; an applied mark counts only if its turn is lower than the turn being decided. */
  readonly turn: number;
  /** Journal entries written. */
  readonly seq: number;
  /** The instant up to which everything has been taken. */
  readonly asOf: Instant;
  /** The playbook version last adopted. */
  readonly playbook: number;
  /** The versions of the rules last adopted, 0 before any; `wakes`: see `Rules.wakes`. */
  readonly rules: AdoptedRules;
  /** What counted when the ledger was read; another model may make the history be read again. */
  readonly basis: string;
  readonly seen: Seen;
  /**
   * Events that the last call was told of and did not come to: they are not applied, whatever their marks say. A lost
   * attempt at that call, which had heard of fewer, may have come to them.
   */
  readonly rest?: readonly EventKey[];
  /** The import this state was folded from, if any: its rows count as applied. */
  readonly base?: string;
  readonly ledger: Ledger;
  /** `null` until there is a purchase that is not refunded. */
  readonly standing: Standing | null;
  readonly silence: SilenceStage;
  /** When silence means something, for the last purchase; `null` while none counts. */
  readonly limits: SilenceLimits | null;
  /** The return that is still awaited after silence, newest stage last. */
  readonly fired: readonly Fired[];
  /** Last sign of life that is not a purchase. */
  readonly engagedAt: Instant | null;
  readonly signals: Signals;
  /** In which hours their signs of life came; left out where some came before they were counted, or none did. */
  readonly hours?: Hours;
  /** What the playbook asks of what they did; left out where it asks nothing. */
  readonly did?: Behaviour;
  /** The audiences they are in, and since when; left out where they are in none. */
  readonly audiences?: Memberships;
  /** Until then no membership changes by time alone; left out where none ever does. */
  readonly audiencesUntil?: Instant;
  readonly profile: Profile;
  readonly journeys: JourneyStandings;
  /** When a condition that a step waits for may come to hold although nothing happens; left out: never. */
  readonly conditionsAt?: Instant;
  /** When a date of theirs comes next for which a journey lets them in; left out: never. */
  readonly datesAt?: Instant;
  readonly sent: SentLately;
  /** Their points and tier; left out where they have neither. */
  readonly loyalty?: LoyaltyState;
}

/** A customer of whom nothing is known yet. */
export const NEW_CUSTOMER: CustomerState = {
  schema: 2,
  turn: 0,
  seq: 0,
  asOf: 0,
  playbook: 0,
  rules: { scoring: 0, silence: 0, wakes: 0 },
  basis: '',
  seen: NOTHING_SEEN,
  ledger: EMPTY_LEDGER,
  standing: null,
  silence: 'none',
  limits: null,
  fired: [],
  engagedAt: null,
  signals: NO_SIGNALS,
  profile: {},
  journeys: {},
  sent: [],
};

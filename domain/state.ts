import type { CustomerEvent, ProfileChanged } from './event.ts';
import type { JourneyId, StepId } from './ids.schema.ts';
import type { OrderKey } from './keys.ts';
import { addPurchase, addRefund, EMPTY_LEDGER, UNKNOWN_ORDER, type Ledger, type OrderFacts } from './rfm/ledger.ts';
import type { SegmentId } from './rfm/segment.ts';
import type { SilenceStage } from './rfm/silence.ts';
import type { Scores } from './rfm/score.ts';
import { needsLookUp, NOTHING_SEEN, type Seen } from './seen.ts';
import type { Instant } from './time.ts';

/** Where a customer stands: their scores and segment, and since when. */
export interface Standing {
  readonly scores: Scores;
  readonly segment: SegmentId;
  readonly since: Instant;
  readonly previous: SegmentId | null;
}

/** Why an enrolment is not moving right now. */
export type Waiting =
  /** a `wait` step: until the deadline, or until what the step names happens */
  | { readonly for: 'step'; readonly until: Instant | null }
  /** a `send` step held back by quiet hours; it is tried again at `until` */
  | { readonly for: 'quiet-hours'; readonly until: Instant };

/** One customer's walk through one version of a journey. */
export interface Enrolment {
  readonly version: number;
  /** 1 for the first time this customer is inside this journey. */
  readonly enrolment: number;
  readonly enteredAt: Instant;
  readonly step: StepId;
  readonly since: Instant;
  readonly waiting: Waiting;
  /** How often each step of a loop was reached; other steps are reached once at most. */
  readonly visits: Readonly<Record<StepId, number>>;
}

export interface JourneyStanding {
  /** How many times this customer has entered. */
  readonly entered: number;
  readonly leftAt?: Instant;
  readonly inside?: Enrolment;
}

export type Channel = 'email';

export interface Consent {
  readonly granted: boolean;
  readonly at: Instant;
}

export interface Profile {
  readonly timezone?: { readonly name: string; readonly at: Instant };
  readonly email?: Consent;
}

/** Instants of messages decided lately, oldest first: what frequency caps count. */
export type SentLately = readonly Instant[];

/** What a banner or toast says: plain text, never HTML. */
export interface PlacementContent {
  readonly title: string;
  readonly body: string;
  readonly url?: string;
}

/** A customer's whole state: plain JSON, no personal data, a few kilobytes. */
export interface CustomerState {
  readonly schema: 1;
  /** Completed calls of `decide`; an applied mark counts only if its turn is lower than the turn being decided. */
  readonly turn: number;
  /** Journal entries written. */
  readonly seq: number;
  /** The instant up to which everything has been taken. */
  readonly asOf: Instant;
  /** The playbook version last adopted. */
  readonly playbook: number;
  readonly seen: Seen;
  /** The import this state was folded from, if any: its rows count as applied. */
  readonly base?: string;
  readonly ledger: Ledger;
  /** `null` until there is a purchase that is not refunded. */
  readonly standing: Standing | null;
  readonly silence: SilenceStage;
  /** Last sign of life that is not a purchase. */
  readonly engagedAt: Instant | null;
  readonly profile: Profile;
  readonly journeys: Readonly<Record<JourneyId, JourneyStanding>>;
  readonly sent: SentLately;
}

/** A customer of whom nothing is known yet. */
export const NEW_CUSTOMER: CustomerState = {
  schema: 1,
  turn: 0,
  seq: 0,
  asOf: 0,
  playbook: 0,
  seen: NOTHING_SEEN,
  ledger: EMPTY_LEDGER,
  standing: null,
  silence: 'none',
  engagedAt: null,
  profile: {},
  journeys: {},
  sent: [],
};

/**
 * Takes one event into the ledger, the engagement recency or the profile. Commutative.
 * `orders` is the caller's own working copy and learns what the event says of its order.
 */
export function applyEvent(
  state: CustomerState,
  orders: Map<OrderKey, OrderFacts>,
  event: CustomerEvent,
): CustomerState {
  switch (event.kind) {
    case 'purchase': {
      const [ledger, facts] = addPurchase(state.ledger, event, orders.get(event.key) ?? UNKNOWN_ORDER);
      orders.set(event.key, facts);
      return { ...state, ledger };
    }
    case 'refund': {
      const [ledger, facts] = addRefund(state.ledger, event.amount, orders.get(event.order) ?? UNKNOWN_ORDER);
      orders.set(event.order, facts);
      return { ...state, ledger };
    }
    case 'activity':
      return { ...state, engagedAt: Math.max(state.engagedAt ?? event.at, event.at) };
    case 'profile':
      return { ...state, profile: changeProfile(state.profile, event) };
  }
}

/** Orders of which the batch alone does not say enough: refunds, and purchases that a refund may have preceded. */
export function ordersToLookUp(state: CustomerState, events: readonly CustomerEvent[]): readonly OrderKey[] {
  const keys = events.flatMap((event) => {
    if (event.kind === 'refund') return [event.order];
    return event.kind === 'purchase' && state.ledger.early > 0 ? [event.key] : [];
  });
  return [...new Set(keys)];
}

/** Events of which only the applied marks can tell whether they were taken before. */
export function eventsToLookUp(state: CustomerState, events: readonly CustomerEvent[]): readonly CustomerEvent[] {
  return events.filter((event) => needsLookUp(state.seen, event));
}

function changeProfile(profile: Profile, event: ProfileChanged): Profile {
  const { at } = event;
  const { timezone, consent } = event;
  return {
    ...profile,
    ...(timezone !== undefined && at >= (profile.timezone?.at ?? at) ? { timezone: { name: timezone, at } } : {}),
    ...(consent && at >= (profile.email?.at ?? at) ? { email: { granted: consent.email, at } } : {}),
  };
}

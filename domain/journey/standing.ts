import type { EventFacts } from '../events/event.ts';
import type { JourneyId, StepId } from '../ids.schema.ts';
import type { EffectKey, OrderKey } from '../keys.ts';
import { namesOf, own } from '../own.ts';
import type { Instant } from '../time.ts';
import type { SaidText } from '../templates/template.ts';
import type { Channel } from '../channels/channel.ts';
import type { SkipReason, StepPlace } from './facts.ts';
import type { Payload } from './payload.ts';

/** Why an enrolment is not moving right now. */
export type Waiting =
  /** a `wait` step: until the deadline, or until what the step names happens */
  | { readonly for: 'step'; readonly until: Instant | null }
  /** a step waits for what becomes of its effect */
  | { readonly for: 'effect'; readonly until: Instant; readonly effect: EffectKey }
  /** a `send` step with several channels: for a reaction to its message, or until the next channel is tried */
  | { readonly for: 'reaction'; readonly until: Instant }
  /** a `send` step held back by quiet hours; it is tried again at `until` */
  | { readonly for: 'quiet-hours'; readonly until: Instant }
  /** a `send` step that lets the message of another journey go first; it is tried again at `until` */
  | { readonly for: 'priority'; readonly until: Instant }
  /** a step that was reached and has not been taken yet: for which one instant had no room left */
  | { readonly for: 'turn'; readonly until: Instant };

/**
 * Wait steps, when what they wait for happened before they were reached, and the step it leads to, where there are several
 * ways; the oldest first.
 */
export type Heard = readonly (readonly [step: StepId, at: Instant, way?: StepId])[];

/** A customer inside one version of a journey. */
export interface Inside {
  readonly is: 'inside';
  readonly version: number;
  /** 1 for the first time this customer is inside this journey. */
  readonly enrolment: number;
  readonly enteredAt: Instant;
  /** When that happened by which they entered; left out: at `enteredAt`. Waits look at what happened since. */
  readonly from?: Instant;
  readonly step: StepId;
  readonly since: Instant;
  readonly waiting: Waiting;
  /** The journey is paused: nothing goes on, whatever time it is. */
  readonly held?: true;
  /** Whoever is still inside then leaves: the next version waits for them. */
  readonly leaveBy?: Instant;
  readonly heard?: Heard;
  /** What the chain of the step where they stand has come to, in this order; left out: nothing yet. */
  readonly tried?: readonly Tried[];
  /** How often each step of a loop was reached; other steps are reached once at most. */
  readonly visits: Readonly<Record<StepId, number>>;
  /** Which one of those that may be inside at once; left out where there is never more than one. */
  readonly key?: string;
  readonly entry?: Payload;
  /** The purchase by which they entered, where the journey gives coupons or tickets. */
  readonly order?: OrderKey;
  /** What a webhook said while they were held, until they have gone on from the step behind it. */
  readonly reply?: EventFacts;
}

/** One channel of a chain: that a message was decided, and until when reactions to it are awaited, or why there was none. */
export type Tried = TriedMessage | { readonly channel: Channel; readonly because: SkipReason };

export interface TriedMessage {
  readonly channel: Channel;
  /** The version that decided it, which is part of what it is called. */
  readonly version: number;
  readonly at: Instant;
  readonly until: Instant;
}

/**
 * Since when what happens counts for those inside: when that happened by which they entered.
 * @param at the instant of asking, for whoever enters at it
 */
export function enteredSince({ from, enteredAt }: Walker, at: Instant): Instant {
  return from ?? enteredAt ?? at;
}

/** What triggers and conditions may look at of an enrolment. */
export type Walker = Pick<Inside, 'key' | 'entry' | 'from' | 'reply'> & Partial<Pick<Inside, 'enteredAt'>>;

/** A customer who was inside. */
export interface Left {
  readonly is: 'left';
  readonly enrolment: number;
  readonly at: Instant;
  readonly key?: string;
}

/** One customer's walk through one version of a journey. */
export type Enrolment = Inside | Left;

/** Where a customer stands in one journey. */
export interface JourneyStanding {
  /** How many times this customer has entered. */
  readonly entered: number;
  /** Those that still matter, in the order of entering: who is inside, and of each key the newest that has left. */
  readonly enrolments: readonly Enrolment[];
  /** What they are watched for, and what they were: nobody is assigned twice in one version. */
  readonly watched?: readonly Watch[];
  /** The newest messages that were decided, of which it can be told that they were opened or clicked. */
  readonly mailed?: readonly Mailed[];
}

/** A message that was decided at a step, and what has been told of it. */
export interface Mailed extends Pick<Inside, 'version' | 'enrolment' | 'step'> {
  readonly visit: number;
  /** Left out where the step itself says what it sends. */
  readonly text?: SaidText;
  readonly opened?: true;
  readonly clicked?: true;
  /** Of one that a chain decided: the customer did something that counts as a reaction. */
  readonly reacted?: true;
  /** Left out, as `at` is, of one that a version before 0.11 decided. */
  readonly channel?: Channel;
  readonly at?: Instant;
  /** Of one that a chain decided: until then reactions are awaited. */
  readonly until?: Instant;
}

/** What assigns customers to arms: entering, or a step that compares its ways. */
export type AssignedBy = 'entering' | 'step';

/** A customer who has come into an arm, and is watched for a fixed time whether or not they are inside. */
export interface Watch {
  readonly by: AssignedBy;
  readonly version: number;
  /** The step that assigned; of entering, the first one. */
  readonly step: StepId;
  /** The one that they had, or would have had. */
  readonly enrolment: number;
  readonly arm: string;
  readonly key?: string;
  readonly entry?: Payload;
  /** What happened after `at` and before `until` counts. */
  readonly at: Instant;
  readonly until: Instant;
  readonly converted?: true;
  /** Minor units, of orders within that time; left out: nothing. */
  readonly revenue?: number;
  /** The same, with each order up to the declared cap; left out: nothing, or there is no cap. */
  readonly capped?: number;
  /** The time is over, and nothing changes any more. */
  readonly matured?: true;
}

export type JourneyStandings = Readonly<Record<JourneyId, JourneyStanding>>;

const NEVER_ENTERED: JourneyStanding = { entered: 0, enrolments: [] };

export function standingIn(journeys: JourneyStandings, journey: JourneyId): JourneyStanding {
  return own(journeys, journey) ?? NEVER_ENTERED;
}

/** One enrolment that is under way; `undefined` where it is over. */
export function insideAs(standing: JourneyStanding, enrolment: number): Inside | undefined {
  const found = standing.enrolments.find((one) => one.enrolment === enrolment);
  return found?.is === 'inside' ? found : undefined;
}

/** Every enrolment that is under way, in no order. */
export function allInside(journeys: JourneyStandings): readonly (readonly [journey: JourneyId, inside: Inside])[] {
  const found: (readonly [journey: JourneyId, inside: Inside])[] = [];
  for (const journey of namesOf(journeys)) {
    for (const one of standingIn(journeys, journey).enrolments) if (one.is === 'inside') found.push([journey, one]);
  }
  return found;
}

/** Everything that a customer is watched for, in no order. */
export function openWatches(journeys: JourneyStandings): readonly (readonly [journey: JourneyId, watch: Watch])[] {
  const found: (readonly [journey: JourneyId, watch: Watch])[] = [];
  for (const journey of namesOf(journeys)) {
    for (const watch of standingIn(journeys, journey).watched ?? []) if (!watch.matured) found.push([journey, watch]);
  }
  return found;
}

/** The step that an enrolment stands at. */
export function placeOf(journey: JourneyId, { version, enrolment, step, visits }: Inside): StepPlace {
  return { journey, version, enrolment, step, visit: own(visits, step) ?? 1 };
}

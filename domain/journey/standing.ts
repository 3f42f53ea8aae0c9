import type { JourneyId, StepId } from '../ids.schema.ts';
import type { EffectKey } from '../keys.ts';
import { entriesOf, own } from '../own.ts';
import type { Instant } from '../time.ts';
import type { StepPlace } from './facts.ts';

/** Why an enrolment is not moving right now. */
export type Waiting =
  /** a `wait` step: until the deadline, or until what the step names happens */
  | { readonly for: 'step'; readonly until: Instant | null }
  /** a step waits for what becomes of its effect */
  | { readonly for: 'effect'; readonly until: Instant; readonly effect: EffectKey }
  /** a `send` step held back by quiet hours; it is tried again at `until` */
  | { readonly for: 'quiet-hours'; readonly until: Instant }
  /** a `send` step that lets the message of another journey go first; it is tried again at `until` */
  | { readonly for: 'priority'; readonly until: Instant }
  /** a step that was reached and has not been taken yet: for which one instant had no room left */
  | { readonly for: 'turn'; readonly until: Instant };

/** Wait steps, and when what they wait for happened before they were reached; the oldest first. */
export type Heard = readonly (readonly [step: StepId, at: Instant])[];

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
  readonly heard?: Heard;
  /** How often each step of a loop was reached; other steps are reached once at most. */
  readonly visits: Readonly<Record<StepId, number>>;
}

/** A customer who was inside. */
export interface Left {
  readonly is: 'left';
  readonly enrolment: number;
  readonly at: Instant;
}

/** One customer's walk through one version of a journey. */
export type Enrolment = Inside | Left;

/** Where a customer stands in one journey. */
export interface JourneyStanding {
  /** How many times this customer has entered. */
  readonly entered: number;
  /** Those that still matter: the newest one. */
  readonly enrolments: readonly Enrolment[];
}

export type JourneyStandings = Readonly<Record<JourneyId, JourneyStanding>>;

const NEVER_ENTERED: JourneyStanding = { entered: 0, enrolments: [] };

export function standingIn(journeys: JourneyStandings, journey: JourneyId): JourneyStanding {
  return own(journeys, journey) ?? NEVER_ENTERED;
}

/** The newest enrolment; `undefined` where the customer never entered. */
export function newestOf({ enrolments }: JourneyStanding): Enrolment | undefined {
  return enrolments.at(-1);
}

/** The enrolment that is under way in one journey. */
export function insideOf(standing: JourneyStanding): Inside | undefined {
  return standing.enrolments.find((enrolment) => enrolment.is === 'inside');
}

/** Every enrolment that is under way, in no order. */
export function allInside(journeys: JourneyStandings): readonly (readonly [journey: JourneyId, inside: Inside])[] {
  return entriesOf(journeys).flatMap(([journey, { enrolments }]) =>
    enrolments.flatMap((enrolment) => (enrolment.is === 'inside' ? [[journey, enrolment] as const] : [])),
  );
}

/** The step that an enrolment stands at. */
export function placeOf(journey: JourneyId, { version, enrolment, step, visits }: Inside): StepPlace {
  return { journey, version, enrolment, step, visit: own(visits, step) ?? 1 };
}

import type { EventFacts } from '../events/event.ts';
import type { Channel } from '../channels/channel.ts';
import type { OrderKey } from '../keys.ts';
import type { AttributeValue } from '../attributes/attributes.ts';
import type { JourneyId, StepId } from '../ids.schema.ts';
import type { CapReached } from '../policy/caps.ts';
import type { SaidText } from '../templates/template.ts';
import type { SegmentId } from '../scoring/segment.ts';
import type { Instant } from '../time.ts';
import type { ChainFact } from './chain-facts.ts';
import type { Payload } from './payload.ts';
import type { AssignedBy, Waiting } from './standing.ts';

/** One enrolment of one customer. */
export interface EnrolmentPlace {
  readonly journey: JourneyId;
  /** 0 in facts of version 0.3.0 that did not say it. */
  readonly version: number;
  /** 1 for the first time this customer is inside this journey; 0 in facts of version 0.3.0 that did not say it. */
  readonly enrolment: number;
}

/** One step of one enrolment, and for the how manieth time it was reached: 1 for the first. */
export interface StepPlace extends EnrolmentPlace {
  readonly step: StepId;
  readonly visit: number;
}

/** What happened to one enrolment at one instant. `evolve` makes the standing of them. */
export type JourneyFact =
  /** The customer came in, to the first step. */
  | {
      readonly what: 'entered';
      readonly place: StepPlace;
      /** When that happened by which they came in; left out: at the instant itself. */
      readonly from?: Instant;
      /** The walk can come back to the step, so its visits are counted. */
      readonly loops?: true;
      /** Which one of those that may be inside at once; left out where there is never more than one. */
      readonly key?: string;
      /** What came with somebody who was asked in by name. */
      readonly entry?: Payload;
      /** The purchase by which they entered, where the journey gives coupons or tickets: these go back with it. */
      readonly order?: OrderKey;
      /** Who asked them in; left out where something happened that lets in. */
      readonly asked?: Asked;
    }
  /** They might have come in, and did not. */
  | {
      readonly what: 'refused';
      readonly place: Pick<EnrolmentPlace, 'journey' | 'version'>;
      readonly because: RefuseReason;
      readonly key?: string;
      readonly asked?: Asked;
    }
  | { readonly what: 'reached'; readonly place: StepPlace; readonly loops?: true }
  /** What the step `wait` waits for happened at `happenedAt`, before it was reached. */
  | {
      readonly what: 'heard';
      readonly place: StepPlace;
      readonly wait: StepId;
      readonly happenedAt: Instant;
      readonly way?: StepId;
    }
  | { readonly what: 'waiting'; readonly place: StepPlace; readonly waiting: Waiting }
  /** `took`: the name of the way, where the step has several. */
  /** `said`: of an attribute of the customer. `sends`: a message was decided. `text`: what it or a placement says, of a template. */
  | (Stay & {
      readonly what: 'passed';
      readonly place: StepPlace;
      readonly took?: string;
      readonly said?: SaidByStep;
      readonly sends?: true;
      /** The channel of that message; left out by versions before 0.11. */
      readonly channel?: Channel;
      readonly text?: SaidText;
      /** What a webhook said to somebody who was held: they see it when they go on. */
      readonly reply?: EventFacts;
    })
  /** The message that was decided at this place was opened, or something in it was clicked, for the first time. */
  | {
      readonly what: 'opened' | 'clicked';
      readonly place: StepPlace;
      readonly channel?: Channel;
      readonly text?: SaidText;
    }
  | ChainFact
  | (Stay & { readonly what: 'skipped'; readonly place: StepPlace; readonly because: SkipReason })
  /** The journey was paused. */
  | { readonly what: 'paused'; readonly place: StepPlace }
  /** It goes on; `waiting`: what the customer waits for from here on. */
  | { readonly what: 'resumed'; readonly place: StepPlace; readonly waiting: Waiting }
  /** The next version waits for them to leave, at the latest at `until`; `null`: they have as long as they need. */
  | { readonly what: 'draining'; readonly place: StepPlace; readonly until: Instant | null }
  /** They passed to another version, whose step is taken anew. `place`: in the newer version. */
  | {
      readonly what: 'relocated';
      readonly place: StepPlace;
      readonly from: Pick<StepPlace, 'version' | 'step' | 'visit'>;
      readonly loops?: true;
      /** They wait for what becomes of the step's effect, and go on doing so: it is not taken anew. */
      readonly waits?: true;
      /** Waits that listen for something else now: what they have heard says nothing any more. */
      readonly forgets?: readonly StepId[];
    }
  | (Stay & { readonly what: 'left'; readonly place: StepPlace; readonly because: LeaveReason })
  | MeasuringFact;

/** How long somebody stood at the step that they go on from. */
interface Stay {
  /** Milliseconds since they had reached it; left out where they did not wait. */
  readonly after?: number;
}

/** Which assignment a fact is about; its place is where the customer was assigned. */
interface Assignment {
  readonly place: StepPlace;
  readonly by: AssignedBy;
  readonly arm: string;
}

/** What is measured of one customer. */
export type MeasuringFact =
  /** They came into an arm, and are watched until then. Who is held out does not come in. */
  | (Assignment & {
      readonly what: 'assigned';
      readonly until: Instant;
      readonly key?: string;
      readonly entry?: Payload;
    })
  /** They reached the goal within the time; told once. `texts`: what the steps of this enrolment had sent them by then, of each step the last. */
  | (Assignment & { readonly what: 'converted'; readonly texts?: readonly StepText[] })
  /** They spent so much more within the time, or so much was taken back; minor units. */
  | (Assignment & Capped & { readonly what: 'earned'; readonly amount: number })
  /** The time is over: what it came to. */
  | (Assignment & Capped & { readonly what: 'matured'; readonly converted: boolean; readonly revenue: number });

/** What a step sent. */
export interface StepText extends SaidText {
  readonly step: StepId;
}

/** What is compared, where each order counts up to a declared cap; left out where there is none. */
interface Capped {
  readonly capped?: number;
}

/** What a step says of an attribute, at the instant at which it is passed. */
export interface SaidByStep {
  readonly name: string;
  /** `null`: it is removed. */
  readonly value: AttributeValue | null;
  /** Later than whatever brought the customer to the step. */
  readonly received: Instant;
}

export type SkipReason =
  /** The message names a coupon, and the enrolment has none. */
  | 'no-coupon'
  | CapReached
  | 'quiet-hours'
  | 'no-consent'
  | 'not-reachable'
  | 'holdout'
  /** The template that its step names says nothing to them, or is not there. */
  | 'no-template'
  /** A message of another journey went first. */
  | 'priority';

/** By whom somebody is asked in by name. */
export interface Asked {
  readonly by: 'api' | 'launch' | 'schedule' | 'step';
  /** Of the request or the launch; of a step, the journey and the step. */
  readonly ref: string;
}

/** Why somebody did not come in, although what lets in had happened. */
export type RefuseReason =
  /** The journey is paused or archived, or its newest version waits for those inside of earlier ones. */
  | 'paused'
  | 'archived'
  | 'draining'
  /** The journey holds out some of those who would enter, so that what it does can be measured. */
  | 'held-out'
  /** They are inside already, under the same key where there are keys. */
  | 'inside'
  /** They have been inside, and may not come again, or not yet. */
  | 'again'
  /** As many as may be are inside at once. */
  | 'too-many'
  /** What lets in does not say which key it is about. */
  | 'no-key'
  /** The journey lets in only whom its condition holds of. */
  | 'condition'
  /** The journey takes nobody. */
  | 'not-live'
  /** The journey is bound to segments, and they are in none of these. */
  | 'segment'
  /** A step has asked them in before at this very instant. */
  | 'loop';

export type LeaveReason =
  | { readonly by: 'end' }
  | { readonly by: 'stop'; readonly reason: string }
  | { readonly by: 'exit' }
  | { readonly by: 'goal' }
  /** The journey is bound to segments, and they left these. */
  | { readonly by: 'segment'; readonly to: SegmentId | null }
  | { readonly by: 'step-gone' }
  /** The journey was archived, and those inside were to leave. */
  | { readonly by: 'archived' }
  /** The next version had waited for as long as its publisher wanted. */
  | { readonly by: 'drained' }
  /** The step is not in the newer version, and its publisher said that whoever stands there leaves. */
  | { readonly by: 'relocated' }
  /** More steps at one instant than a walk may take: a bound of ours, which no valid journey reaches. */
  | { readonly by: 'limit' };

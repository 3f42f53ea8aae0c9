import type { z } from 'zod';
import type { Channel } from '../../channels/channel.ts';
import type { JourneyEffect } from '../../effect.ts';
import type { CustomerEvent, EventFacts } from '../../events/event.ts';
import type { StepId } from '../../ids.schema.ts';
import { effectKey } from '../../keys.ts';
import type { Quest } from '../../loyalty/quests/quest.schema.ts';
import type { Beginning } from '../../loyalty/quests/start.ts';
import type { Reward } from '../../loyalty/rewards/index.ts';
import type { PublishedJourney } from '../../playbook.ts';
import type { Bins } from '../../scoring/coverage.ts';
import type { SentLately } from '../../decision/state.ts';
import type { Instant } from '../../time.ts';
import type { JourneyContext } from '../walk/context.ts';
import type { TryFact } from '../chain-facts.ts';
import type { LeaveReason, SaidByStep, SkipReason, StepPlace } from '../facts.ts';
import type { Problem } from '../../problem.ts';
import type { Inside, Waiting } from '../standing.ts';
import { oneLine } from '../../words/one-line.ts';
import type { Hearing } from './waits/any-of.ts';
import type { EntryOccurrence } from '../triggers/by-name.ts';

/** One kind of step. One module each; `index.ts` names them all. */
export interface StepKind<Step> {
  readonly schema: z.ZodType<Step>;
  /** Fields besides `next` that name another step, such as `paths[].next`. */
  readonly names: readonly string[];
  /** Nobody goes on from here, to the step after it or any other. */
  readonly ends?: true;
  /** The least time that passes here, milliseconds; infinite where only something that happens lets one go on. */
  readonly lasts?: (step: Step) => number;
  /**
   * For a step at which time may pass: the types of the events that conditions behind a way may look at; `undefined`:
   * behind `next`. Left out, or `null`: no time passes, and they see what they saw before.
   */
  readonly brings?: (step: Step, way: StepId | undefined) => readonly string[] | null;
  /** What is wrong with it, besides its shape and its ways. */
  readonly faults: (step: Step, asked: StepAsked) => readonly Problem[];
  /** What it wants when the customer comes to it, or when a hold is over. */
  readonly take: (step: Step, run: StepRun) => StepOutcome;
  /** For a step at which customers wait: how it listens, worked out once for each step of a version; `null`: nobody waits at this one. */
  readonly listen?: (step: Step) => Listener | null;
  /** For a step whose ways may be compared: what it compares; `null` where this one compares nothing. */
  readonly compares?: (step: Step) => StepCompared | null;
}

/** What a step compares: arms that customers come into by chance, of which one is the control. */
export interface StepCompared {
  readonly control: string;
  /** By arm, how many of all weights together go into it. */
  readonly weights: ReadonlyMap<string, number>;
  /** As a definition writes it; left out: as long as the goal of the journey. */
  readonly within?: string | undefined;
  readonly ends?: string | undefined;
  /** Whether newcomers take the better way once it is known. */
  readonly picks: boolean;
}

/** What is known where a definition is checked. */
export interface StepAsked {
  /** Where the step stands in the definition, such as `steps[2]`. */
  readonly path: string;
  /** The types of the events that may be known there; `null` where nobody can come. */
  readonly events: readonly string[] | null;
  readonly bins: Bins;
}

/** A step at which customers wait for something to happen, or for time to pass. */
export interface Listener {
  /** How the customer goes on who waits for this; `null`: it is nothing that is waited for. */
  readonly hears: (hearing: Hearing) => Onward | null;
  /** Whether what is heard before the customer comes to the step is kept for it. */
  readonly keeps: boolean;
  /** How the customer goes on whose time is over; `null`: the step is taken again. */
  readonly timedOut: Onward | null;
  /** What the state alone says to somebody who waits: asked at every instant; `null` where it never says anything. */
  readonly notices: ((inside: Inside, context: JourneyContext) => Noticed | null) | null;
  /** When time alone may end the wait, besides its own end; `null` where it cannot. */
  readonly foresees: ((inside: Inside, context: JourneyContext) => Instant) | null;
}

/** A wait that is over by what holds now (`null`: the step is taken again), or one that ends at another time than before. */
export type Noticed = { readonly onward: Onward | null } | { readonly until: Instant };

/** What a step knows when it is taken. */
export interface StepRun {
  readonly context: JourneyContext;
  readonly journey: PublishedJourney;
  /** The enrolment, which stands at the step. */
  readonly inside: Inside;
  readonly place: StepPlace;
  /** What the step waits for happened before it was reached; `way`: the step that leads to, where there are several. */
  readonly heard: { readonly way: StepId | undefined } | undefined;
  /** The event that brought the customer here at this very instant. */
  readonly event: CustomerEvent | undefined;
  /** What a webhook said while the customer was held, who goes on just now. */
  readonly reply: EventFacts | undefined;
  readonly sent: SentLately;
}

/** What a step wants: data only, the walk carries it out. */
export type StepOutcome = Onward | Held | { readonly go: 'leave'; readonly because: LeaveReason };

/** The step is not over; the effect, if there is one, is what it waits for. */
interface Held {
  readonly go: 'wait';
  readonly waiting: Waiting;
  readonly effect?: JourneyEffect;
  /** What a chain has come to by now. */
  readonly tries?: readonly Try[];
  /** The new list, where a message was decided. */
  readonly sent?: SentLately;
}

/** What comes of one channel of a chain; the walk tells it with its place. */
export type Try = WithoutPlace<TryFact>;
type WithoutPlace<Fact> = Fact extends unknown ? Omit<Fact, 'place'> : never;

export interface Onward {
  readonly go: 'on';
  /** Where to; left out: to the step's `next`, or the one after it. */
  readonly next?: StepId;
  /** The name of the way that was taken, where there are several. */
  readonly took?: string;
  readonly skipped?: SkipReason;
  /** The journey that the customer is asked into, and what comes with them. */
  readonly enters?: Pick<EntryOccurrence, 'journey' | 'entry'>;
  /** The arm that the customer has come into, and until when they are watched. */
  readonly assigned?: { readonly arm: string; readonly until: Instant };
  readonly effect?: JourneyEffect;
  /** What is said of one of the customer's attributes. */
  readonly said?: SaidByStep;
  /** What the customer gets. */
  readonly gives?: Reward;
  /** The quest that begins for the customer, and how. */
  readonly begins?: { readonly quest: Quest; readonly as: Beginning };
  /** What a chain has come to, which ends here. */
  readonly tries?: readonly Try[];
  /** The new list, where a message was decided. */
  readonly sent?: SentLately;
}

/**
 * What every effect of a step carries. `what` begins the summary, such as `email`.
 * @param channel of a message of a chain, of which one step decides several
 */
export function effectHead(
  what: string,
  { context, journey, place }: StepRun,
  channel?: Channel,
): Pick<JourneyEffect, 'key' | 'origin' | 'at' | 'summary'> {
  return {
    key: effectKey(context.customer, place, channel),
    origin: { by: 'journey', place, ...(channel === undefined ? {} : { channel }) },
    at: context.at,
    summary: oneLine(`${what} step ${place.step} of "${journey.definition.name}"`),
  };
}

import type { LeaveReason, SkipReason } from '../../decision.ts';
import type { Effect } from '../../effect.ts';
import type { CustomerEvent } from '../../event.ts';
import type { StepId } from '../../ids.schema.ts';
import { effectKey } from '../../keys.ts';
import type { PublishedJourney } from '../../playbook.ts';
import type { SentLately, Waiting } from '../../state.ts';
import type { Instant } from '../../time.ts';
import type { JourneyContext } from '../context.ts';
import type { StepKind, StepOf } from '../definition.schema.ts';
import { summaryLine } from '../summary.ts';

/** What a step knows when it is taken. */
export interface StepRun {
  readonly context: JourneyContext;
  readonly journey: PublishedJourney;
  readonly enrolment: number;
  readonly enteredAt: Instant;
  /** When that happened by which they entered. */
  readonly from: Instant;
  /** When the step was reached: earlier than now where it was held back. */
  readonly since: Instant;
  /** When the step's `until` last happened before it was reached, if it did. */
  readonly heardAt: Instant | undefined;
  /** 1 for the first time this enrolment reaches the step. */
  readonly visit: number;
  /** The event that brought the customer here at this very instant. */
  readonly event: CustomerEvent | undefined;
  readonly sent: SentLately;
}

/** What a step wants: data only, the walk carries it out. */
export type StepOutcome =
  | {
      readonly go: 'on';
      /** Where to; left out: to the step's `next`, or the one after it. */
      readonly next?: StepId;
      /** Which of several ways was taken. */
      readonly took?: string;
      readonly skipped?: SkipReason;
      readonly effect?: Effect;
      /** The new list, where a message was decided. */
      readonly sent?: SentLately;
    }
  | { readonly go: 'wait'; readonly waiting: Waiting }
  | { readonly go: 'leave'; readonly because: LeaveReason };

export type StepHandler<Kind extends StepKind> = (step: StepOf<Kind>, run: StepRun) => StepOutcome;

/** What every effect of a step carries. `what` begins the summary, such as `email`. */
export function effectHead(
  what: string,
  step: { readonly id: StepId },
  run: StepRun,
): Pick<Effect, 'key' | 'origin' | 'at' | 'summary'> {
  const { definition, version } = run.journey;
  const place = { journey: definition.id, version, enrolment: run.enrolment, step: step.id, visit: run.visit };
  return {
    key: effectKey(run.context.customer, place),
    origin: { by: 'journey', place },
    at: run.context.at,
    summary: summaryLine(`${what} step ${step.id} of "${definition.name}"`),
  };
}

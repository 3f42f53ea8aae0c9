import { z } from 'zod';
import { stepId } from '../../ids.schema.ts';
import { spanOf, type Instant } from '../../time.ts';
import type { JourneyContext } from '../walk/context.ts';
import { duration } from '../definition/duration.schema.ts';
import type { Problem } from '../../problem.ts';
import type { Inside } from '../standing.ts';
import { eventsOf, happenedAt, matches, triggerFaults, until, type Occurrence } from '../triggers/index.ts';
import { common } from './options.ts';
import type { Onward, StepAsked, StepKind, StepOutcome, StepRun } from './step.ts';

/** For a time, or until something happens: then `next`, or `onTimeout` when it did not happen in time. */
const schema = z
  .strictObject({
    ...common,
    type: z
      .literal('wait')
      .describe('Waits for a time (for), until something happens (until), or for whichever comes first'),
    for: duration
      .optional()
      .describe('How long at most, such as 30m, 12h, 3d, 2w, or ISO 8601: P3D, PT2H; at most 3,660 days'),
    until: until
      .optional()
      .describe(
        'What ends the wait early: a move or an event. An event that arrives late, or by import, ends it too, whatever its age',
      ),
    onTimeout: stepId
      .optional()
      .describe('With both for and until: the step to take where it did not happen in time; left out, next'),
  })
  .meta({ id: 'WaitStep' });

type WaitStep = z.infer<typeof schema>;

const HAPPENED: Onward = { go: 'on', took: 'happened' };

/** What was heard of before the step was reached ends the wait at once; else it waits for what happens later. */
function take(step: WaitStep, { context, heardAt, inside }: StepRun): StepOutcome {
  if (heardAt !== undefined && isWithin(step, heardAt, inside)) return HAPPENED;
  const end = step.for === undefined ? null : context.at + spanOf(step.for);
  return { go: 'wait', waiting: { for: 'step', until: end } };
}

function hears(step: WaitStep, inside: Inside, occurrence: Occurrence, context: JourneyContext): boolean {
  if (step.until === undefined || !isWithin(step, happenedAt(occurrence, context), inside)) return false;
  return matches(step.until, occurrence, context, inside);
}

/** Whether something of that time lies in the span that the step looks at, whenever it was learned of. */
function isWithin({ until: wanted }: WaitStep, at: Instant, { from, enteredAt, since }: Inside): boolean {
  return at >= (wanted?.since === 'step' ? since : (from ?? enteredAt));
}

function timedOut({ until: wanted, onTimeout }: WaitStep): Onward {
  if (wanted === undefined) return { go: 'on' };
  return { go: 'on', took: 'timeout', ...(onTimeout === undefined ? {} : { next: onTimeout }) };
}

function faults(step: WaitStep, { path, bins }: StepAsked): readonly Problem[] {
  const problems: Problem[] = [];
  if (step.for === undefined && step.until === undefined) {
    const message = `step "${step.id}" waits for nothing; say how long with "for", what for with "until", or both`;
    problems.push({ code: 'wait-for-nothing', path, message });
  }
  if (step.onTimeout !== undefined && (step.for === undefined || step.until === undefined)) {
    const message = 'onTimeout needs both "until" (what to wait for) and "for" (how long); else use "next"';
    problems.push({ code: 'timeout-never', path: `${path}.onTimeout`, message });
  }
  return step.until ? [...problems, ...triggerFaults(step.until, `${path}.until`, bins)] : problems;
}

export const wait = {
  schema,
  names: ['onTimeout'],
  lasts: (step: WaitStep) => (step.for === undefined ? Infinity : spanOf(step.for)),
  brings: (step: WaitStep) => (step.until ? eventsOf(step.until) : []),
  faults,
  take,
  listen: { hears, keeps: (step: WaitStep) => step.until?.since === 'entering', heard: () => HAPPENED, timedOut },
} satisfies StepKind<WaitStep>;

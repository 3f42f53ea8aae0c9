import type { Enrolment } from '../../state.ts';
import type { JourneyContext, Occurrence } from '../context.ts';
import type { JourneyStep, StepOf } from '../definition.schema.ts';
import { spanOf } from '../span.ts';
import { firstMatch } from '../trigger.ts';
import type { StepHandler, StepOutcome } from './step.ts';

/** What ended a wait: an occurrence, by its place among this instant's, or time alone. */
export interface WaitEnded {
  readonly by: number | 'time';
  /** How the walk goes on; left out: the step is tried again. */
  readonly outcome?: Extract<StepOutcome, { go: 'on' }>;
}

/** Waits for what happens later: what happened at the instant of reaching the step does not end it. */
export const wait: StepHandler<'wait'> = (step, run) => ({
  go: 'wait',
  waiting: { for: 'step', until: step.for === undefined ? null : run.context.at + spanOf(step.for) },
});

/** Whether the enrolment may go on: an occurrence that comes together with the end of the time goes first. */
export function endOfWait(
  step: JourneyStep,
  enrolment: Enrolment,
  occurrences: readonly Occurrence[],
  context: JourneyContext,
): WaitEnded | null {
  const { waiting } = enrolment;
  if (step.type === 'wait' && step.until !== undefined) {
    const by = firstMatch([step.until], occurrences, context);
    if (by >= 0) return { by, outcome: { go: 'on', took: 'happened' } };
  }
  if (waiting.until === null || waiting.until > context.at) return null;
  return step.type === 'wait' ? { by: 'time', outcome: timeOut(step) } : { by: 'time' };
}

function timeOut(step: StepOf<'wait'>): Extract<StepOutcome, { go: 'on' }> {
  if (step.until === undefined) return { go: 'on' };
  return { go: 'on', took: 'timeout', ...(step.onTimeout === undefined ? {} : { next: step.onTimeout }) };
}

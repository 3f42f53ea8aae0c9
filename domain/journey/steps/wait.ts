import type { Enrolment, Heard } from '../../state.ts';
import type { Instant } from '../../time.ts';
import type { JourneyContext, Occurrence } from '../context.ts';
import type { JourneyDefinition, JourneyStep, StepOf } from '../definition.schema.ts';
import { spanOf } from '../span.ts';
import { matches } from '../trigger.ts';
import type { StepHandler, StepOutcome } from './step.ts';

/** What ended a wait: an occurrence, by its place among this instant's, or time alone. */
export interface WaitEnded {
  readonly by: number | 'time';
  /** How the walk goes on; left out: the step is tried again. */
  readonly outcome?: Extract<StepOutcome, { go: 'on' }>;
}

/** What was heard of before the step was reached ends the wait at once; else it waits for what happens later. */
export const wait: StepHandler<'wait'> = (step, run) =>
  run.heardAt !== undefined && isWithin(step, run.heardAt, run)
    ? { go: 'on', took: 'happened' }
    : {
        go: 'wait',
        waiting: { for: 'step', until: step.for === undefined ? null : run.context.at + spanOf(step.for) },
      };

/** Whether the enrolment may go on: an occurrence that comes together with the end of the time goes first. */
export function endOfWait(
  step: JourneyStep,
  enrolment: Enrolment,
  occurrences: readonly Occurrence[],
  context: JourneyContext,
): WaitEnded | null {
  const { waiting } = enrolment;
  if (step.type === 'wait' && waiting.for === 'step') {
    const by = occurrences.findIndex((occurrence) => endsWait(step, enrolment, occurrence, context));
    if (by >= 0) return { by, outcome: { go: 'on', took: 'happened' } };
  }
  if (waiting.until === null || waiting.until > context.at) return null;
  return step.type === 'wait' && waiting.for === 'step' ? { by: 'time', outcome: timeOut(step) } : { by: 'time' };
}

/** What a wait remembers at most of what happened before it was reached: the newest. */
const MOST_HEARD = 4;

/** What the steps of a journey that wait have heard of so far, with these occurrences: of each step, the oldest first. */
export function hearing(
  journey: JourneyDefinition,
  enrolment: Enrolment,
  occurrences: readonly Occurrence[],
  context: JourneyContext,
): Heard {
  return journey.steps.flatMap((step) => {
    if (step.type !== 'wait' || step.until === undefined || step.until.since === 'step') return [];
    const before = (enrolment.heard ?? []).flatMap(([id, at]) => (id === step.id ? [at] : []));
    const now = occurrences.filter((occurrence) => endsWait(step, enrolment, occurrence, context));
    const times = new Set([...before, ...now.map((occurrence) => happenedAt(occurrence, context))]);
    const kept = [...times].toSorted((a, b) => a - b).slice(-MOST_HEARD);
    return kept.map((at) => [step.id, at] as const);
  });
}

function endsWait(
  step: StepOf<'wait'>,
  enrolment: Enrolment,
  occurrence: Occurrence,
  context: JourneyContext,
): boolean {
  if (step.until === undefined || !isWithin(step, happenedAt(occurrence, context), enrolment)) return false;
  return matches(step.until, occurrence, context);
}

/** Whether something of that time lies in the span that the step looks at, whenever it was learned of. */
function isWithin(
  { until }: StepOf<'wait'>,
  at: Instant,
  { from, enteredAt, since }: Pick<Enrolment, 'from' | 'enteredAt' | 'since'>,
): boolean {
  return at >= (until?.since === 'step' ? since : (from ?? enteredAt));
}

/** An event has its own time; a move happens when it is decided. */
function happenedAt(occurrence: Occurrence, { at }: JourneyContext): Instant {
  return occurrence.kind === 'event' ? occurrence.event.at : at;
}

function timeOut(step: StepOf<'wait'>): Extract<StepOutcome, { go: 'on' }> {
  if (step.until === undefined) return { go: 'on' };
  return { go: 'on', took: 'timeout', ...(step.onTimeout === undefined ? {} : { next: step.onTimeout }) };
}

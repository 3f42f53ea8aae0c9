import { z } from 'zod';
import { stepId, type StepId } from '../../ids.schema.ts';
import type { Instant } from '../../time.ts';
import type { JourneyContext } from '../walk/context.ts';
import type { Problem } from '../../problem.ts';
import type { Inside } from '../standing.ts';
import { until } from '../triggers/index.ts';
import { common } from './options.ts';
import type { Listener, Noticed, Onward, StepAsked, StepKind, StepOutcome, StepRun } from './step.ts';
import {
  anyOf,
  awaitedBy,
  awaitedFaults,
  eventsBehind,
  foreseenIn,
  hasConditions,
  heardIn,
  holdingIn,
  type Awaited,
} from './waits/any-of.ts';
import { endFields, endsOf, type NamedEnd } from './waits/index.ts';
import type { End } from './waits/end.ts';

/** Until its time is over, or until something happens or holds: then `next`, or a way of its own. */
const schema = z
  .strictObject({
    ...common,
    type: z
      .literal('wait')
      .describe(
        'Waits for a time (for), until a time of the day (at), a date (date) or the hour in which the customer acts (bestHour), until something happens (until, or several: anyOf), or for ' +
          'whichever comes first',
      ),
    ...endFields,
    until: until
      .optional()
      .describe(
        'What ends the wait early: a move or an event. An event that arrives late, or by import, ends it too, whatever its age',
      ),
    anyOf: anyOf.optional(),
    onTimeout: stepId
      .optional()
      .describe(
        'With both a time (for, at, date, bestHour) and until or anyOf: the step to take where it did not happen in time; left out, next',
      ),
    ifMissing: stepId
      .optional()
      .describe('With date: the step to take at once where the customer has no such date; left out, next'),
  })
  .meta({ id: 'WaitStep' });

type WaitStep = z.infer<typeof schema>;

/** What was heard of before the step was reached ends the wait at once; else it waits for what happens later. */
function take(step: WaitStep, run: StepRun): StepOutcome {
  const { context, heard, inside } = run;
  const awaited = awaitedBy(step);
  const before = heard && awaited.find(({ onward }) => onward.next === heard.way)?.onward;
  const over = before ?? holdingIn(awaited, inside, context);
  if (over) return over;
  const [end] = endsOf(step);
  return end ? ending(step, end.end(run), context) : { go: 'wait', waiting: { for: 'step', until: null } };
}

function listen(step: WaitStep): Listener {
  const awaited = awaitedBy(step);
  const awaitsConditions = hasConditions(awaited);
  const still = endsOf(step)[0]?.still ?? null;
  return {
    hears: (hearing) => heardIn(awaited, hearing),
    keeps: awaited.some(({ wanted }) => 'on' in wanted && wanted.since === 'entering'),
    timedOut: timedOut(step),
    notices: still || awaitsConditions ? (inside, context) => noticed(step, { awaited, still }, inside, context) : null,
    // The conditions of a wait may come to hold by time alone.
    foresees: awaitsConditions ? (inside, context) => foreseenIn(awaited, inside, context) : null,
  };
}

/** What of a wait depends on the state: its conditions, and an end that moves. */
interface Watching {
  readonly awaited: readonly Awaited[];
  readonly still: NamedEnd['still'];
}

function noticed(
  step: WaitStep,
  { awaited, still }: Watching,
  inside: Inside,
  context: JourneyContext,
): Noticed | null {
  const onward = holdingIn(awaited, inside, context);
  if (onward) return { onward };
  const before = inside.waiting.until;
  if (still === null || before === null || before <= context.at) return null;
  const now = still(before, context);
  if (now === before) return null;
  const outcome = ending(step, now, context);
  return outcome.go === 'on' ? { onward: outcome } : { until: outcome.waiting.until };
}

interface Ending {
  readonly go: 'wait';
  readonly waiting: { readonly for: 'step'; readonly until: Instant };
}

/** Whoever's time is over, or cannot be told, goes on. */
function ending(step: WaitStep, end: End, { at }: JourneyContext): Onward | Ending {
  if (end === 'missing') return { go: 'on', took: 'missing', ...(step.ifMissing ? { next: step.ifMissing } : {}) };
  return end > at ? { go: 'wait', waiting: { for: 'step', until: end } } : timedOut(step);
}

function timedOut(step: WaitStep): Onward {
  if (!isAwaiting(step)) return { go: 'on' };
  return { go: 'on', took: 'timeout', ...(step.onTimeout === undefined ? {} : { next: step.onTimeout }) };
}

function isAwaiting(step: WaitStep): boolean {
  return step.until !== undefined || step.anyOf !== undefined;
}

function lasts(step: WaitStep): number {
  if (hasConditions(awaitedBy(step))) return 0;
  return endsOf(step)[0]?.lasts ?? Infinity;
}

function faults(step: WaitStep, asked: StepAsked): readonly Problem[] {
  return [...wholeFaults(step, asked.path), ...wayFaults(step, asked.path), ...awaitedFaults(step, asked)];
}

function wholeFaults(step: WaitStep, path: string): readonly Problem[] {
  const ends = endsOf(step).map(({ kind }) => `"${kind}"`);
  if (ends.length > 1) {
    const message = `step "${step.id}" ends at several times; leave one of ${ends.join(' and ')}, or put a wait for each in a row`;
    return [{ code: 'wait-twice', path, message }];
  }
  if (step.until !== undefined && step.anyOf !== undefined) {
    const message = `step "${step.id}" has both "until" and "anyOf"; move what "until" says into "anyOf"`;
    return [{ code: 'wait-twice', path, message }];
  }
  if (ends.length === 1 || isAwaiting(step)) return [];
  const message = `step "${step.id}" waits for nothing; say how long with "for", "at", "date" or "bestHour", what for with "until" or "anyOf", or both`;
  return [{ code: 'wait-for-nothing', path, message }];
}

function wayFaults(step: WaitStep, path: string): readonly Problem[] {
  const problems: Problem[] = [];
  if (step.onTimeout !== undefined && (endsOf(step).length === 0 || !isAwaiting(step))) {
    const message =
      'onTimeout needs both what to wait for ("until" or "anyOf") and how long ("for", "at", "date" or "bestHour"); else use "next"';
    problems.push({ code: 'timeout-never', path: `${path}.onTimeout`, message });
  }
  if (step.ifMissing !== undefined && step.date === undefined) {
    const message = 'ifMissing is for somebody without the date of "date"; say which date to wait for, or remove it';
    problems.push({ code: 'timeout-never', path: `${path}.ifMissing`, message });
  }
  return problems;
}

export const wait = {
  schema,
  names: ['onTimeout', 'ifMissing', 'anyOf[].next'],
  lasts,
  brings: (step: WaitStep, way: StepId | undefined) => eventsBehind(awaitedBy(step), way),
  faults,
  take,
  listen,
} satisfies StepKind<WaitStep>;

import { z } from 'zod';
import { stepId, type JourneyId, type StepId } from '../../../ids.schema.ts';
import type { Instant } from '../../../time.ts';
import type { Problem } from '../../../problem.ts';
import { conditionFaults } from '../../conditions/condition-faults.ts';
import { condition, type Condition } from '../../conditions/condition.schema.ts';
import { CustomerFacts, holds } from '../../conditions/condition.ts';
import { foreseen } from '../../conditions/foreseen.ts';
import { enteredSince, type Inside } from '../../standing.ts';
import { eventsOf, happenedAt, matches, triggerFaults, until, type Occurrence } from '../../triggers/index.ts';
import type { JourneyContext } from '../../walk/context.ts';
import type { Onward, StepAsked } from '../step.ts';

const next = stepId.describe('The step it leads to');

const byCondition = z
  .strictObject({
    when: condition.describe('Ends the wait where it holds, also once time alone makes it hold'),
    next,
  })
  .meta({ id: 'AwaitedCondition', description: 'A condition that is waited for' });

const [byFirst, ...byOthers] = until.options;
const byOccurrence = z.discriminatedUnion('on', [
  byFirst.extend({ next }),
  ...byOthers.map((option) => option.extend({ next })),
]);

export const anyOf = z
  .array(z.union([byOccurrence, byCondition]))
  .min(1)
  .max(10)
  .describe(
    'What ends the wait early, each with a step of its own; 1 to 10. Of several at one instant what happened goes first, then the ' +
      'first in this list. What holds already, or has happened, ends the wait at once',
  );

/** What may end a wait before its time is over, and how the customer goes on then. */
export interface Awaited {
  readonly wanted: z.infer<typeof until> | { readonly when: Condition };
  readonly onward: Onward;
}

interface Awaiting {
  readonly until?: z.infer<typeof until> | undefined;
  readonly anyOf?: z.infer<typeof anyOf> | undefined;
}

const HAPPENED: Onward = { go: 'on', took: 'happened' };

/** A way of several is named by the step it leads to. */
export function awaitedBy({ until: wanted, anyOf: options = [] }: Awaiting): readonly Awaited[] {
  const several = options.map((option): Awaited => {
    return { wanted: option, onward: { go: 'on', next: option.next, took: option.next } };
  });
  return wanted === undefined ? several : [{ wanted, onward: HAPPENED }, ...several];
}

/** What somebody waiting, or who will wait, hears. */
export interface Hearing {
  readonly journey: JourneyId;
  readonly inside: Inside;
  readonly occurrence: Occurrence;
  readonly context: JourneyContext;
  /** The customer stands at the step; else only what counts since they entered is heard. */
  readonly isHere: boolean;
}

/** The first that the occurrence is what is waited for. */
export function heardIn(awaited: readonly Awaited[], { inside, occurrence, context, isHere }: Hearing): Onward | null {
  const at = happenedAt(occurrence, context);
  const entered = enteredSince(inside, context.at);
  const found = awaited.find(({ wanted }) => {
    if (!('on' in wanted)) return false;
    const counts = wanted.since === 'step' ? isHere && at >= inside.since : at >= entered;
    return counts && matches(wanted, occurrence, context, inside);
  });
  return found?.onward ?? null;
}

/** The first whose condition holds now. */
export function holdingIn(awaited: readonly Awaited[], inside: Inside, context: JourneyContext): Onward | null {
  const facts = new CustomerFacts(context, undefined, inside);
  return awaited.find(({ wanted }) => !('on' in wanted) && holds(wanted.when, facts))?.onward ?? null;
}

/** When time alone may make one of the conditions hold, at the earliest; infinite where none. */
export function foreseenIn(awaited: readonly Awaited[], inside: Inside, context: JourneyContext): Instant {
  const facts = new CustomerFacts(context, undefined, inside);
  const ahead = awaited.map(({ wanted }) => ('on' in wanted ? Infinity : foreseen(wanted.when, context, facts).until));
  return Math.min(Infinity, ...ahead);
}

/** Whether a condition is among them. */
export function hasConditions(awaited: readonly Awaited[]): boolean {
  return awaited.some(({ wanted }) => !('on' in wanted));
}

/** The types of the events that may have ended the wait of somebody who goes this way. */
export function eventsBehind(awaited: readonly Awaited[], way: StepId | undefined): readonly string[] {
  return awaited.flatMap(({ wanted, onward }) => (onward.next === way && 'on' in wanted ? eventsOf(wanted) : []));
}

export function awaitedFaults({ until: wanted, anyOf: options = [] }: Awaiting, asked: StepAsked): readonly Problem[] {
  const { path, bins } = asked;
  return [
    ...(wanted ? triggerFaults(wanted, `${path}.until`, bins) : []),
    ...options.flatMap((option, place) => {
      const at = `${path}.anyOf[${place}]`;
      if ('on' in option) return triggerFaults(option, at, bins);
      return conditionFaults(option.when, `${at}.when`, { events: [], entering: true, bins });
    }),
  ];
}

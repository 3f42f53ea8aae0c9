import { z } from 'zod';
import { stepId } from '../../ids.schema.ts';
import { customerIdOf } from '../../keys.ts';
import { own } from '../../own.ts';
import { bucketOf } from '../../sha256.ts';
import { spanOf } from '../../time.ts';
import { ends } from '../definition/holdout.schema.ts';
import { goalWindow, hasEnded } from '../definition/window.ts';
import type { Problem } from '../../problem.ts';
import { within } from '../triggers/options.ts';
import { ofKind } from '../../input/shape-sentences.ts';
import { id, line } from './options.ts';
import type { StepAsked, StepCompared, StepKind, StepOutcome, StepRun } from './step.ts';

const PROPORTION = 'only the proportion of weights counts, so 1 and 1 are halves, and they need not add up to 100';

const way = z
  .strictObject({
    name: line(60).describe('For people and results, such as short-subject'),
    weight: z
      .int(ofKind(`a whole number; ${PROPORTION}`))
      .min(1, 'at least 1; leave the arm out where nobody is to go that way')
      .max(1_000, `at most 1,000; ${PROPORTION}`)
      .describe('How many of all weights together go this way; 1 to 1,000'),
    next: stepId.describe('The step it leads to'),
    control: z
      .literal(true)
      .optional()
      .describe(
        'Every other arm is compared with this one, by the goal of the journey; at most one arm is the control',
      ),
  })
  .meta({ id: 'Arm', description: 'One way on from a split' });

const schema = z
  .strictObject({
    id,
    type: z.literal('split').describe('Sends each customer one of several ways, by chance and always the same one'),
    salt: line(100)
      .optional()
      .describe(
        'Steps with the same salt and the same arms send a customer the same way. Left out: the journey and the step, so ' +
          'that each split shuffles customers anew, and all versions of the journey agree',
      ),
    arms: z
      .array(way)
      .min(2)
      .max(10)
      .refine((arms) => new Set(arms.map(({ name }) => name)).size === arms.length, 'give every arm a name of its own')
      .refine((arms) => arms.filter(({ control }) => control).length <= 1, 'at most one arm is the control')
      .describe(
        'The ways, 2 to 10. A customer is put between 0 and 1 by the first 32 bits of SHA-256 of "salt:customer", and the arms ' +
          'share this span by their weights, in this order. So a changed weight moves only those at the borders',
      ),
    within: within
      .optional()
      .describe('With a control: how long customers are watched from the split on; left out, as long as for the goal'),
    ends: ends.optional(),
    winner: z
      .literal('auto')
      .optional()
      .describe(
        'With a control: once an interval that may be looked at any time excludes that there is no difference, a version is ' +
          'published in which newcomers take the better way. Publishing the journey again begins anew',
      ),
  })
  .meta({ id: 'SplitStep' });

type SplitStep = z.infer<typeof schema>;

/** Who is led by a winner is not compared. */
function take(step: SplitStep, { context, journey, place }: StepRun): StepOutcome {
  const winner = journey.winners && own(journey.winners, step.id);
  const won = step.arms.find(({ name }) => name === winner?.arm);
  if (won) return { go: 'on', next: won.next, took: won.name };
  const { id: stepName, salt, arms } = step;
  const arm = armAt(arms, bucketOf(salt ?? `${place.journey}.${stepName}`, customerIdOf(context.customer)));
  const compared = compares(step);
  const onward = { go: 'on', next: arm.next, took: arm.name } as const;
  if (compared === null || hasEnded(step.ends, context.at)) return onward;
  const window = step.within === undefined ? goalWindow(journey.definition) : spanOf(step.within);
  return { ...onward, assigned: { arm: arm.name, until: context.at + window } };
}

/** @param u from 0 to 1, without 1 */
function armAt(arms: SplitStep['arms'], u: number): SplitStep['arms'][number] {
  let left = u * arms.reduce((sum, { weight }) => sum + weight, 0);
  const found = arms.find(({ weight }) => (left -= weight) < 0);
  if (found === undefined) throw new RangeError('the arms of a split share all of the span from 0 to 1');
  return found;
}

function compares({ arms, within: window, ends: end, winner }: SplitStep): StepCompared | null {
  const control = arms.find((arm) => arm.control === true);
  if (control === undefined) return null;
  const weights = new Map(arms.map(({ name, weight }) => [name, weight]));
  return { control: control.name, weights, within: window, ends: end, picks: winner === 'auto' };
}

function faults(step: SplitStep, { path }: StepAsked): readonly Problem[] {
  if (compares(step) !== null) return [];
  return (['within', 'ends', 'winner'] as const).flatMap((field) => {
    if (step[field] === undefined) return [];
    const message = `step "${step.id}" compares nothing; say "control": true on the arm that the others are compared with`;
    return [{ code: 'compares-nothing' as const, path: `${path}.${field}`, message }];
  });
}

export const split = {
  schema,
  names: ['arms[].next'],
  ends: true,
  faults,
  take,
  compares,
} satisfies StepKind<SplitStep>;

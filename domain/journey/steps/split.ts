import { z } from 'zod';
import { stepId } from '../../ids.schema.ts';
import { customerIdOf } from '../../keys.ts';
import { bucketOf } from '../../sha256.ts';
import { id, line } from './options.ts';
import type { StepKind, StepOutcome, StepRun } from './step.ts';

const way = z
  .strictObject({
    name: line(60).describe('For people and results, such as short-subject'),
    weight: z.int().min(1).max(1_000).describe('How many of all weights together go this way; 1 to 1,000'),
    next: stepId.describe('The step it leads to'),
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
      .describe(
        'The ways, 2 to 10. A customer is put between 0 and 1 by the first 32 bits of SHA-256 of "salt:customer", and the arms ' +
          'share this span by their weights, in this order. So a changed weight moves only those at the borders',
      ),
  })
  .meta({ id: 'SplitStep' });

type SplitStep = z.infer<typeof schema>;

function take({ id: step, salt, arms }: SplitStep, { context, place }: StepRun): StepOutcome {
  const u = bucketOf(salt ?? `${place.journey}.${step}`, customerIdOf(context.customer));
  const arm = armAt(arms, u);
  return { go: 'on', next: arm.next, took: arm.name };
}

/** @param u from 0 to 1, without 1 */
function armAt(arms: SplitStep['arms'], u: number): SplitStep['arms'][number] {
  let left = u * arms.reduce((sum, { weight }) => sum + weight, 0);
  const found = arms.find(({ weight }) => (left -= weight) < 0);
  if (found === undefined) throw new RangeError('the arms of a split share all of the span from 0 to 1');
  return found;
}

export const split = {
  schema,
  names: ['arms[].next'],
  ends: true,
  faults: () => [],
  take,
} satisfies StepKind<SplitStep>;

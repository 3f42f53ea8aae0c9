import { z } from 'zod';
import { stepId } from '../../ids.schema.ts';
import { conditionFaults } from '../conditions/condition-faults.ts';
import { condition } from '../conditions/condition.schema.ts';
import { CustomerFacts, holds } from '../conditions/condition.ts';
import type { Problem } from '../../problem.ts';
import { common } from './options.ts';
import type { StepAsked, StepKind, StepOutcome, StepRun } from './step.ts';

/** The first path whose condition holds; else `next`. */
const schema = z
  .strictObject({
    ...common,
    type: z.literal('branch').describe('Takes the first path whose condition holds; where none holds, next'),
    paths: z
      .array(
        z
          .strictObject({
            when: condition.describe('Whether to take this path'),
            next: stepId.describe('The step it leads to'),
          })
          .meta({ id: 'Path', description: 'One way on from a branch' }),
      )
      .min(1)
      .max(20)
      .describe('Asked in this order; 1 to 20'),
  })
  .meta({ id: 'BranchStep' });

type BranchStep = z.infer<typeof schema>;

/** Of a step that nobody reaches, its being out of reach is all there is to say. */
function faults({ paths }: BranchStep, { path, events, bins }: StepAsked): readonly Problem[] {
  if (events === null) return [];
  const asked = { events, bins, entering: true };
  return paths.flatMap(({ when }, place) => conditionFaults(when, `${path}.paths[${place}].when`, asked));
}

/** A way is named by the step it leads to, or `otherwise`. */
function take({ paths }: BranchStep, { context, event, inside, reply }: StepRun): StepOutcome {
  const facts = new CustomerFacts(context, event, reply ? { ...inside, reply } : inside);
  const path = paths.find(({ when }) => holds(when, facts));
  return path ? { go: 'on', next: path.next, took: path.next } : { go: 'on', took: 'otherwise' };
}

export const branch = { schema, names: ['paths[].next'], faults, take } satisfies StepKind<BranchStep>;

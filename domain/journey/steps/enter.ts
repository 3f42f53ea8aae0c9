import { z } from 'zod';
import { journeyId } from '../../ids.schema.ts';
import { payload } from '../payload.schema.ts';
import { common } from './options.ts';
import type { StepKind, StepOutcome, StepRun } from './step.ts';

const schema = z
  .strictObject({
    ...common,
    type: z.literal('enter').describe('Asks the customer into another journey, and goes on at once'),
    journey: journeyId.describe('A journey that is live, whatever its enter says; who may not come in is told why'),
    entry: payload
      .optional()
      .describe('What comes with them; left out, what came with this enrolment, if anything did'),
  })
  .meta({ id: 'EnterStep' });

type EnterStep = z.infer<typeof schema>;

function take({ journey, entry }: EnterStep, { inside }: StepRun): StepOutcome {
  const given = entry ?? inside.entry;
  return { go: 'on', enters: { journey, ...(given === undefined ? {} : { entry: given }) } };
}

export const enter = { schema, names: [], faults: () => [], take } satisfies StepKind<EnterStep>;

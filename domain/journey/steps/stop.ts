import { z } from 'zod';
import { id, line } from './options.ts';
import type { StepKind, StepOutcome } from './step.ts';

const schema = z
  .strictObject({
    id,
    type: z.literal('stop').describe('Ends the journey here'),
    reason: line(120).describe('Why, for the timeline'),
  })
  .meta({ id: 'StopStep' });

type StopStep = z.infer<typeof schema>;

function take({ reason }: StopStep): StepOutcome {
  return { go: 'leave', because: { by: 'stop', reason } };
}

export const stop = { schema, names: [], ends: true, faults: () => [], take } satisfies StepKind<StopStep>;

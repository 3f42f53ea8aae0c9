import { z } from 'zod';
import { reward } from '../../loyalty/rewards/index.ts';
import { common } from './options.ts';
import type { StepKind, StepOutcome, StepRun } from './step.ts';

const schema = z
  .strictObject({
    ...common,
    type: z
      .literal('grant')
      .describe('Gives a reward of the loyalty programme, once for each visit, and goes on at once'),
    reward: reward.describe('What the customer gets; whatever follows in the journey sees it'),
  })
  .meta({ id: 'GrantStep' });

type GrantStep = z.infer<typeof schema>;

/** Where there is no programme, nobody has points or badges. */
function take({ reward: given }: GrantStep, { context: { playbook } }: StepRun): StepOutcome {
  return playbook.loyalty === undefined ? { go: 'on', took: 'no-programme' } : { go: 'on', gives: given };
}

export const grant = { schema, names: [], faults: () => [], take } satisfies StepKind<GrantStep>;

import { z } from 'zod';
import type { SilenceStage } from '../../silence/silence.ts';
import { again, when, measured } from './options.ts';
import type { TriggerKind } from './trigger.ts';

/** A stage of silence began. */
export interface SilenceOccurrence {
  readonly kind: 'silence';
  readonly stage: Extract<SilenceStage, 'overdue' | 'lapsed'>;
}

const schema = z
  .strictObject({
    on: z.literal('silence').describe('The customer falls silent'),
    stage: z.enum(['overdue', 'lapsed']).describe('Which stage of silence begins: overdue, or later lapsed'),
  })
  .meta({ id: 'SilenceTrigger', description: 'A stage of silence that begins' });

type SilenceTrigger = z.infer<typeof schema>;

function names({ stage }: SilenceTrigger, occurrence: SilenceOccurrence): boolean {
  return stage === occurrence.stage;
}

export const silence = {
  schema,
  enter: schema.extend({ when, again }),
  goal: schema.extend(measured),
  names,
  events: () => [],
  faults: () => [],
} satisfies TriggerKind<SilenceTrigger, SilenceOccurrence> & Record<'enter' | 'goal', z.ZodType>;

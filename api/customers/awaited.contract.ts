import { z } from 'zod';
import { journeyStep } from '../../domain/journey/steps/index.ts';

/** What somebody inside of a journey waits for, beside the words for it. */
export const awaited = {
  is: z
    .enum(['paused', 'quiet-hours', 'effect', 'reaction', 'priority', 'turn', 'step'])
    .describe(
      'What it is. effect: the reply to a webhook. priority: the message of another journey goes first. step: see step',
    ),
  step: journeyStep
    .optional()
    .describe('The step that says what is waited for; left out where it is not known any more'),
} as const;

import { z } from 'zod';

/** Predictions held against what happened. */
export const drift = z
  .strictObject({
    judged: z.int().describe('Stages of silence with a prediction that have had their 90 days, of the last 180'),
    predicted: z.number().describe('Mean predicted chance of a purchase'),
    actual: z.number().describe('Share that ended by one'),
    alert: z.boolean().describe('Off by more than 5 points and by more than chance explains'),
    because: z.string().describe('What the figures say'),
  })
  .meta({ id: 'SilenceDrift', description: 'Whether the predictions of the model in force are still right' });

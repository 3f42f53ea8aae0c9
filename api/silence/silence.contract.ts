import { z } from 'zod';
import { silenceRule } from './back-test.contract.ts';
import { rhythm } from './fit.contract.ts';

/** The rules of silence, as published. */
export const silenceModel = z
  .strictObject({
    version: z.int().describe('1 for the first'),
    limitsOf: z
      .int()
      .nullable()
      .describe('The version whose limits it has, where only chances were measured anew; null: its own'),
    overdueDays: z.int().describe('Fixed days, for whoever has no rhythm of their own'),
    lapsedDays: z.int().describe('More than overdueDays'),
    rule: silenceRule
      .nullable()
      .describe('For whoever has bought on several days; null: fixed days, or the rhythm of a fit of 0.4.0 or earlier'),
    rhythm: rhythm.nullable().describe('The fitted rhythm of this base; null: fixed days for everybody'),
  })
  .meta({ id: 'SilenceModel', description: 'When a customer counts as overdue, and as lapsed' });

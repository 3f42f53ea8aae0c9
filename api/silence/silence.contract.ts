import { z } from 'zod';
import { rhythm } from './fit.contract.ts';

/** The rules of silence, as published. */
export const silenceModel = z
  .strictObject({
    version: z.int().describe('1 for the first'),
    overdueDays: z.int().describe('Fixed days, for whoever has no rhythm of their own'),
    lapsedDays: z.int().describe('More than overdueDays'),
    rhythm: rhythm.nullable().describe('The fitted rhythm of this base; null: fixed days for everybody'),
  })
  .meta({ id: 'SilenceModel', description: 'When a customer counts as overdue, and as lapsed' });

import { z } from 'zod';
import { NEXT_KINDS } from '../../domain/decision/next-kinds.ts';
import { time } from '../http/fields.ts';

export const nextWhat = z
  .enum(NEXT_KINDS)
  .describe(
    'The same by name. segment, overdue, lapsed; score: within their segment; wait, closes, goal: a wait, a version or the time to ' +
      'reach the goal of a journey ends; condition: one may hold that a step waits for; date: one of theirs, on which a journey lets in; ' +
      'loyalty: points, a tier or a quest; audience',
  );

/** What comes next of a customer, in a sentence and by name. */
export const nextChange = z
  .strictObject({
    at: time,
    because: z.string().describe('Why, in a sentence'),
    what: nextWhat,
    journey: z.string().optional().describe('The journey that it happens in, by its id'),
    step: z.string().optional().describe('The step of that journey'),
  })
  .meta({ id: 'NextChange', description: 'What changes next by time alone, and why' });

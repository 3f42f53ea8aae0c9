import { z } from 'zod';
import { boardId, questId } from '../../ids.schema.ts';

/** As the programme declares it. */
export const board = z
  .strictObject({
    id: boardId.describe('Calls name it so'),
    name: z.string().min(1).max(60, 'at most 60 characters').describe('As customers read it'),
    metric: z
      .discriminatedUnion('by', [
        z.strictObject({ by: z.literal('points').describe('Points that rules gave, less what refunds took') }),
        z.strictObject({ by: z.literal('purchases').describe('Orders that count') }),
        z.strictObject({
          by: z.literal('quest').describe('Progress in a quest, in percent: 100 for each time it was completed'),
          quest: questId.describe('One that the programme declares'),
        }),
      ])
      .meta({ id: 'BoardMetric', description: 'What is compared' }),
    window: z
      .enum(['week', 'month', 'all'])
      .describe(
        'Of this week (from Monday) or this month, by the days of the workspace, or of all time; progress in a quest is of all time',
      ),
  })
  .meta({ id: 'Board', description: 'Customers who opted in, by what they have come to' });

export type Board = z.infer<typeof board>;

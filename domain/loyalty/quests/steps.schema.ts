import { z } from 'zod';
import { LONGEST_FACT_NAME } from '../../events/event-facts.ts';
import { eventTypeName } from '../../events/event-type.schema.ts';
import { questPartId } from '../../ids.schema.ts';
import { ofKind } from '../../input/shape-sentences.ts';
import { condition } from '../../journey/conditions/condition.schema.ts';
import { MOST_POINTS } from '../points.schema.ts';

/** What is counted of a step is kept with the customer: every value, and every day or week. */
const MOST_VALUES = 50;
const MOST_PERIODS = 100;
const MOST_FREEZES = 20;
const MOST_TIMES = 10_000;

const target = (most: number) =>
  z.int(ofKind('a whole number')).min(1, 'at least 1: less is done before it begins').max(most, `at most ${most}`);

const common = {
  id: questPartId.describe('Its name in milestones and in progress'),
  name: z.string().max(60, 'at most 60 characters').default('').describe('As customers read it'),
  on: eventTypeName.describe('The type of the event that counts, such as purchase'),
  when: condition.optional().describe('Only where this holds, of the event and of the customer after it'),
};
const fact = z.string().min(1).max(LONGEST_FACT_NAME);

export const questStep = z
  .discriminatedUnion('by', [
    z.strictObject({
      ...common,
      by: z.literal('count').describe('How often it happens'),
      target: target(MOST_TIMES).describe('So often'),
    }),
    z.strictObject({
      ...common,
      by: z.literal('sum').describe('What it comes to'),
      of: fact
        .optional()
        .describe('A number in the data of the event, without its fraction; left out, the amount of a purchase'),
      target: target(MOST_POINTS).describe('So much; of amounts, minor units'),
    }),
    z.strictObject({
      ...common,
      by: z.literal('distinct').describe('With how many different values it happens'),
      of: fact.describe('Where the data of the event says the value, such as category'),
      target: target(MOST_VALUES).describe('So many different ones'),
    }),
    z.strictObject({
      ...common,
      by: z.literal('streak').describe('In how many periods in a row it happens'),
      period: z
        .enum(['day', 'week'])
        .describe('By the clock of the customer as the quest began; weeks begin on Monday'),
      times: target(MOST_PERIODS).default(1).describe('So often in a period, for the period to count'),
      freezes: z
        .int(ofKind('a whole number'))
        .min(0, 'at least 0')
        .max(MOST_FREEZES, `at most ${MOST_FREEZES}`)
        .default(0)
        .describe('So many missed periods do not break a streak; they do not count for it either'),
      target: target(MOST_PERIODS).describe('So many periods'),
    }),
  ])
  .meta({ id: 'QuestStep', description: 'One thing to do in a quest' });

export type QuestStep = z.infer<typeof questStep>;

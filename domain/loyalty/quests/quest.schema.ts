import { z } from 'zod';
import { eventTypeName } from '../../events/event-type.schema.ts';
import { questId, questPartId } from '../../ids.schema.ts';
import { ofKind } from '../../input/shape-sentences.ts';
import { condition } from '../../journey/conditions/condition.schema.ts';
import { PERIODS } from '../calendar.ts';
import { reward } from '../rewards/index.ts';
import { questStep } from './steps.schema.ts';

const MOST_STEPS = 10;
const MOST_REWARDS = 5;

const time = z.iso.datetime({ offset: true, error: 'a time is ISO 8601 with a zone, such as 2026-12-01T00:00:00Z' });
const rewards = z.array(reward).max(MOST_REWARDS, `at most ${MOST_REWARDS} rewards`);

const start = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('entry').describe('By what the customer does'),
      on: eventTypeName
        .optional()
        .describe('With the first event of this type; left out, with the first that counts for the quest'),
      when: condition
        .optional()
        .describe('Only where this holds, of the event and of the customer after it: a segment, an audience, a tier …'),
    }),
    z.strictObject({ by: z.literal('step').describe('Only by a step quest of a journey') }),
  ])
  .meta({ id: 'QuestStart', description: 'How somebody comes into a quest' });

const deadline = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('days').describe('So many days after it began'),
      days: z
        .int(ofKind('a whole number of days'))
        .min(1, 'at least 1 day')
        .max(730, 'at most 730 days')
        .describe('It ends when the day is over on which so many days have passed, by the clock of the customer'),
    }),
    z.strictObject({
      by: z.literal('calendar').describe('At the end of a period of the calendar'),
      period: z.enum(['week', ...PERIODS]).describe('The one that it began in; weeks begin on Monday'),
    }),
    z.strictObject({
      by: z.literal('window').describe('The same time for everybody; nobody begins outside of it'),
      from: time.describe('The first instant'),
      until: time.describe('The first instant after it'),
    }),
  ])
  .meta({ id: 'QuestDeadline', description: 'Until when a quest has to be done' });

const milestone = z
  .strictObject({
    id: questPartId.describe('Its name in triggers and in the history'),
    name: z.string().max(60, 'at most 60 characters').default('').describe('As customers read it'),
    after: z
      .union([
        z.strictObject({
          steps: z.int(ofKind('a whole number')).min(1, 'at least 1').describe('So many steps are done'),
        }),
        z.strictObject({
          step: questPartId.describe('Of this step'),
          done: z.int(ofKind('a whole number')).min(1, 'at least 1').describe('so much is done'),
        }),
      ])
      .describe('What reaches it'),
    rewards: rewards.default([]).describe('What it gives'),
  })
  .meta({ id: 'QuestMilestone', description: 'A part of the way through a quest' });

const repeat = z
  .strictObject({
    on: z
      .enum(['completion', 'expiration'])
      .describe('completion: once it is done. expiration: once its time is over, done or not'),
    most: z
      .int(ofKind('a whole number'))
      .min(2, 'at least 2: without a repeat it comes once anyway')
      .max(1_000, 'at most 1000')
      .describe('How often at most, the first time included'),
  })
  .meta({ id: 'QuestRepeat', description: 'When a quest may begin again; how it begins stays the same' });

export const quest = z
  .strictObject({
    id: questId.describe('Its name in journeys, conditions and the history'),
    name: z.string().min(1).max(60, 'at most 60 characters').describe('As customers read it'),
    text: z.string().max(300, 'at most 300 characters').default('').describe('What it is about, as customers read it'),
    start: start.default({ by: 'entry' }),
    steps: z
      .array(questStep)
      .min(1, 'at least one step')
      .max(MOST_STEPS, `at most ${MOST_STEPS} steps`)
      .describe('What there is to do'),
    order: z
      .enum(['any', 'fixed'])
      .default('any')
      .describe('fixed: only the first step that is not done counts; any: all of them do'),
    milestones: z
      .array(milestone)
      .max(MOST_STEPS, `at most ${MOST_STEPS} milestones`)
      .default([])
      .describe('Parts of the way that are told, and may give something'),
    rewards: rewards.default([]).describe('What completing it gives, once for each time'),
    deadline: deadline.nullable().default(null).describe('Null: there is no hurry'),
    remindDays: z
      .int(ofKind('a whole number of days'))
      .min(1, 'at least 1 day')
      .max(90, 'at most 90 days')
      .optional()
      .describe('So many days before its time is over, that is told; see triggers'),
    repeat: repeat.nullable().default(null).describe('Null: it comes once'),
    rollback: z
      .boolean()
      .default(true)
      .describe('Whether a refund takes back what its order brought, as long as the quest is not completed'),
  })
  .meta({ id: 'Quest', description: 'Things to do, in time, for rewards' });

export type Quest = z.infer<typeof quest>;
export type QuestMilestone = Quest['milestones'][number];

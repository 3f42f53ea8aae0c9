import { z } from 'zod';
import { badgeId, questId, questPartId } from '../../domain/ids.schema.ts';
import { time } from '../http/fields.ts';
import { day } from './points.contract.ts';

/** What the calls about the quests and badges of one customer share. */

const name = z.string().describe('As customers read it');
const rewards = z.array(z.string().describe('Such as 100 points')).describe('What it gives, in words');

export const questStanding = z
  .strictObject({
    id: questId.describe('Of the quest'),
    name,
    text: z.string().describe('What it is about'),
    is: z
      .enum(['not-started', 'running', 'completed', 'expired'])
      .describe('Of the newest time: expired is one that was not completed in time'),
    cycle: z.int().describe('Which time it is; 0 before the first'),
    completed: z.int().describe('How often it was completed'),
    mayBegin: z.boolean().describe('Whether it would begin, or begin again, by what the customer does now'),
    steps: z
      .array(
        z.strictObject({
          id: questPartId.describe('Of the step'),
          name,
          done: z.int().describe('What has come of it so far'),
          target: z.int().describe('What it wants'),
        }),
      )
      .describe('In their order'),
    milestones: z
      .array(
        z.strictObject({
          id: questPartId.describe('Of the milestone'),
          name,
          reached: z.boolean().describe('Whether it is behind the customer'),
          rewards,
        }),
      )
      .describe('In their order'),
    deadline: time
      .nullable()
      .describe(
        'The first instant after its time; of one that has not begun, if it began now. Null: there is no hurry',
      ),
    startedAt: time.nullable().describe('Null: it has not begun'),
    endedAt: time.nullable().describe('When it was completed, or its time was over; null: neither'),
    rewards,
  })
  .meta({ id: 'QuestStanding', description: 'Where a customer stands in a quest' });

export const badgeStanding = z
  .strictObject({
    id: badgeId.describe('Of the badge'),
    name,
    text: z.string().describe('What it is for'),
    earned: day.nullable().describe('The day on which it was earned; null: it was not'),
  })
  .meta({ id: 'BadgeStanding', description: 'A badge of the programme, and whether a customer has it' });

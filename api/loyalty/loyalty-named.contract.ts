import { z } from 'zod';
import { time } from '../http/fields.ts';

const other = z.string().nullable().describe('The other customer; null: somebody who was erased');

const cause = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('step').describe('A step of a journey'),
      journey: z.string().describe('Its id'),
      step: z.string().describe('Its name in that journey'),
    }),
    z.strictObject({
      by: z.literal('quest').describe('A quest that was completed, or a milestone of it that was reached'),
      quest: z.string().describe('Its id'),
      milestone: z.string().optional().describe('Its name in that quest'),
    }),
    z.strictObject({
      by: z.literal('draw').describe('A ticket of a draw'),
      draw: z.string().describe('Its id'),
      ticket: z.int().describe('Its number'),
    }),
    z.strictObject({
      by: z.literal('referral').describe('A customer who was brought by another one'),
      as: z.enum(['referrer', 'referred']).describe('Which of the two this one is'),
      other,
    }),
  ])
  .describe('What it was given for');

const paid = z.int().optional().describe('How many of the points paid what was owed; left out: none');
const until = z
  .string()
  .optional()
  .describe('The type of the event that makes the points active before their day; left out: none does');

/** What a sentence about points, rewards, quests and referrals says, in parts. */
export const loyaltyNamed = z
  .discriminatedUnion('of', [
    z.strictObject({
      of: z.literal('points').describe('Points that came, came back, or were taken back'),
      multiplied: z
        .strictObject({
          tier: z.number().optional().describe('So many times, for the tier'),
          segment: z.number().optional().describe('So many times, for the segment'),
          campaigns: z.array(z.string()).optional().describe('The campaigns that multiplied them, by their ids'),
        })
        .optional()
        .describe('Why they are more or fewer than the rule says'),
      until,
      key: z.string().optional().describe('The key under which those that came back had been spent'),
      paid,
      owed: z.int().optional().describe('How many that were taken back are owed: there were not so many'),
    }),
    z.strictObject({ of: z.literal('reward').describe('Something that was given'), cause, until, paid }),
    z.strictObject({
      of: z.literal('spending').describe('Points that were asked for'),
      had: z.int().describe('How many there were, which was not enough'),
    }),
    z.strictObject({
      of: z.literal('ticket').describe('A ticket that was played'),
      ticket: z.int().describe('Its number'),
    }),
    z.strictObject({ of: z.literal('end').describe('It became known when something ends'), at: time }),
    z.strictObject({
      of: z.literal('ending').describe('Something will end soon'),
      days: z.int().describe('In how many days'),
      last: z.string().optional().describe('The last day on which points can be spent'),
    }),
    z.strictObject({
      of: z.literal('quest').describe('What happened in a quest'),
      is: z
        .enum(['started', 'progressed', 'rolled-back', 'milestone', 'ending', 'completed', 'expired', 'withdrawn'])
        .describe(
          'rolled-back: by a refund. expired: not completed in time. withdrawn: the programme has it no longer',
        ),
      cycle: z.int().describe('Which time it is, from 1'),
      ends: time.nullable().optional().describe('Until when there is time, of one that began; null: without an end'),
      milestone: z.string().optional().describe('The one that was reached'),
      steps: z
        .array(
          z.strictObject({
            step: z.string().describe('Its name in the quest'),
            done: z.number().describe('What it has come to'),
            target: z.number().describe('Of how much'),
          }),
        )
        .optional()
        .describe('The steps that went on or back'),
    }),
    z.strictObject({
      of: z.literal('referral').describe('What happened of bringing somebody'),
      is: z
        .enum(['came', 'bought', 'lost', 'rewarded', 'brought'])
        .describe(
          'Whether somebody brought them, their order counts, counts no more, or was rewarded; or they brought',
        ),
      other: other.optional(),
      order: z.string().optional().describe('The id of the order that counts, or counts no more'),
      until: time.optional().describe('Until when an order counts, or may be refunded'),
      beyond: z.literal(true).optional().describe('Beyond what is rewarded within a year'),
    }),
  ])
  .meta({ id: 'LoyaltyNamed', description: 'What the sentence says besides, in parts; of says which there are' });

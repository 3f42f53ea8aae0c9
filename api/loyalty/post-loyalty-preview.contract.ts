import { z } from 'zod';
import { tierId } from '../../domain/ids.schema.ts';
import { loyaltyDraft } from '../../domain/loyalty/draft.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam, time } from '../http/fields.ts';
import { points } from './points.contract.ts';
import { badgeStanding, questStanding } from './quests.contract.ts';
import { loyaltyFact } from './loyalty-fact.contract.ts';
import { loyaltyExample, warnings } from './loyalty.contract.ts';

export const postLoyaltyPreviewContract = {
  method: 'post',
  path: '/v1/loyalty/preview',
  summary: 'What a loyalty programme would have made of some customers',
  description:
    'Takes what these customers did lately through the draft in the body, or without one through the saved draft, by the code that keeps points in real ' +
    'time, as if it had been published then. Spending and adjustments of that time are not repeated where nobody had points. Saves nothing.',
  scope: 'marketer',
  role: 'any',
  audit: 'unwritten',
  input: {
    body: z.strictObject({
      customers: z.array(customerParam).min(1).max(20, 'at most 20 customers').describe('Whom to look at; 1 to 20'),
      days: z.int().min(1).max(400, 'at most 400 days').default(90).describe('How far back, 1 to 400'),
      definition: loyaltyDraft.optional().describe('The draft; left out, the saved one'),
    }),
  },
  output: {
    200: json(
      'What would have become of them.',
      z.strictObject({
        asOf: time,
        since: time,
        customers: z
          .array(
            z.strictObject({
              customer: z.string().describe('As your events name them'),
              complete: z.boolean().describe('False where so much happened that it was cut short'),
              earned: points.describe('In that time'),
              active: points.describe('What could be spent now'),
              pending: points.describe('What could not be spent yet'),
              tier: tierId.nullable().describe('The tier that would be held now; null: none'),
              quests: z.array(questStanding).describe('Where they would stand in each quest'),
              badges: z.array(badgeStanding).describe('Which badges they would have'),
              facts: z.array(loyaltyFact).describe('What would have happened, the newest 100, newest first'),
            }),
          )
          .describe('One for each that was asked for'),
        warnings,
      }),
    ),
  },
  problems: ['not-found', 'not-publishable'],
  example: { customers: ['c-0003'], days: 90, definition: loyaltyExample },
} as const satisfies Contract;

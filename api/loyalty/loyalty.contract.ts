import { z } from 'zod';
import { loyaltyDraft } from '../../domain/loyalty/draft.schema.ts';
import { fieldProblem, playbookVersion, time } from '../http/fields.ts';

/** What the calls about the loyalty programme share. */

/** The handler reads it itself, to name everything that is wrong at once. */
export const loyaltyBody = z.unknown();
export const loyaltyShape = loyaltyDraft;

export const warnings = z
  .array(fieldProblem)
  .describe('What is likely not meant, such as multipliers of segments that the model in force does not have');

const definition = loyaltyDraft.describe('As a draft is written: PUT /v1/loyalty takes it');

export const loyaltyVersion = z.strictObject({
  version: z.int().describe('1 for the first'),
  inForce: z.boolean().describe('Whether it holds now'),
  playbook: z.int().describe('The first version of the playbook that has it'),
  publishedAt: time.nullable().describe('In the time of the workspace'),
  definition,
});

export const loyaltyView = z
  .strictObject({
    asOf: time,
    loyalty: loyaltyVersion.nullable().describe('The one in force; null: none was ever published'),
    playbook: playbookVersion,
    draft: z
      .strictObject({
        definition,
        savedAt: time,
        changed: z.boolean().describe('Whether it differs from what is in force'),
        warnings,
      })
      .nullable()
      .describe('The draft as it was last saved; null: there is none'),
  })
  .meta({ id: 'LoyaltyView', description: 'The loyalty programme as its author sees it' });

export const loyaltyExample = {
  earn: [
    {
      id: 'orders',
      on: 'purchase',
      per: { by: 'amount' as const, amount: 100, points: 1 },
      pending: { days: 14 },
      expire: { by: 'rolling' as const, months: 12, roundTo: 'month' as const },
    },
    {
      id: 'reviews',
      on: 'review.written',
      per: { by: 'event' as const, points: 50 },
      expire: { by: 'never' as const },
    },
  ],
  segments: { champions: 1.5 },
  campaigns: [{ id: 'advent', from: '2026-12-01T00:00:00Z', until: '2026-12-25T00:00:00Z', multiplier: 2 }],
  badges: [{ id: 'regular', name: 'Regular', text: 'For three orders in a month' }],
  quests: [
    {
      id: 'three-orders',
      name: 'Three orders in a month',
      steps: [{ id: 'orders', name: 'Orders', by: 'count' as const, on: 'purchase', target: 3 }],
      deadline: { by: 'calendar' as const, period: 'month' as const },
      remindDays: 5,
      repeat: { on: 'expiration' as const, most: 12 },
      rewards: [
        { give: 'points' as const, points: 200 },
        { give: 'badge' as const, badge: 'regular' },
      ],
    },
  ],
  tiers: {
    metric: { by: 'spend' as const },
    window: { by: 'rolling' as const, days: 365 },
    validity: { by: 'days' as const, days: 365 },
    downgrade: 'one-step' as const,
    graceDays: 30,
    warnDays: 14,
    levels: [
      { id: 'bronze', name: 'Bronze', min: 0 },
      { id: 'gold', name: 'Gold', min: 50_000, multiplier: 2 },
    ],
  },
};

import { z } from 'zod';
import { anyJson, money, time } from '../http/fields.ts';
import { eventNamed } from './event-named.contract.ts';

/** Of every entry of a timeline. */
export const timelineCommon = { at: time, text: z.string().describe('What happened, in a sentence') };

const left = money.describe('What is left of the order, minor units');
const above = money
  .optional()
  .describe('What refunds wanted beyond the order, and counts nowhere, minor units; left out: nothing');
const outcome = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('taken-off').describe('A refund was taken off its order'),
    amount: money.describe('How much, minor units'),
    left,
    above,
  }),
  z.strictObject({
    is: z.literal('refunded-before').describe('An order that a refund had waited for'),
    amount: money.describe('How much was taken off, minor units'),
    left,
    above,
  }),
  z.strictObject({
    is: z
      .enum([
        'accepted',
        'insufficient',
        'nothing-spent',
        'no-ticket',
        'no-referral',
        'bought-before',
        'brought-before',
      ])
      .describe('accepted: points were spent or adjusted. insufficient: there were not so many, and none was taken'),
    active: money.describe('Points that are left to spend'),
  }),
  z.strictObject({ is: z.literal('nothing-left').describe('Its order was refunded in full before'), above }),
  z.strictObject({
    is: z
      .enum(['waits', 'covered', 'superseded'])
      .describe(
        'waits: its order is not known of this customer so far. ' +
          'covered: a summary counts it already. superseded: a later statement of the same kind was known already',
      ),
  }),
]);

export const timelineEvent = z
  .strictObject({
    kind: z.literal('event').describe('Something that was sent'),
    ...timelineCommon,
    type: z.string().describe('Such as purchase'),
    source: z.string().describe('Who sent it'),
    id: z.string().describe('As it was sent'),
    amount: money.optional(),
    order: z.string().optional().describe('The order that a refund names'),
    about: z
      .enum([
        'purchase',
        'refund',
        'activity',
        'profile',
        'summary',
        'identify',
        'entry',
        'webhook-reply',
        'points-spent',
        'points-returned',
        'points-adjusted',
        'draw-played',
        'coupon-held',
        'referral-came',
        'referral-brought',
      ])
      .describe('What kind of thing it is; activity: of a type of your own'),
    asked: z
      .strictObject({
        journey: z.string().describe('Its id'),
        by: z.enum(['api', 'launch', 'schedule']).describe('Who asked'),
      })
      .optional()
      .describe('Into which journey they were asked by name'),
    imported: z.literal(true).optional().describe('It came by an import'),
    learnedAt: time.optional().describe('When it was learned of, where that was more than a day later'),
    outcome: outcome
      .optional()
      .describe('What came of it, where the event itself does not say; imported events have none'),
    data: z.record(z.string(), anyJson).optional().describe('As it was sent'),
    named: eventNamed.optional(),
  })
  .meta({ id: 'TimelineEvent', description: 'Something that happened' });

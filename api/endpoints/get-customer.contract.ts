import { z } from 'zod';
import { knownCustomerId, segmentId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../contract.ts';
import { givenTime, money, score, time } from '../fields.ts';

const oneToNine = z.int().min(1).max(9);
const stage = z.enum(['none', 'active', 'overdue', 'lapsed']);

const why = z.strictObject({
  of: z.enum(['recency', 'frequency', 'money']),
  score: oneToNine.nullable(),
  value: z.int().describe('Days since the last purchase, orders, or minor units'),
  cut: z.number().nullable().describe('The limit that was met; null where none was'),
  text: z.string(),
});

const when = z.strictObject({
  next: z.strictObject({ at: time, because: z.string() }).nullable().describe('The next change of any kind'),
  move: z
    .strictObject({ at: time, to: segmentId, because: z.string() })
    .nullable()
    .describe('The next change of segment'),
  score: z
    .strictObject({ at: time, score, segment: segmentId.nullable(), because: z.string() })
    .nullable()
    .describe('The next change of score'),
  silence: z.strictObject({
    stage,
    overdueAt: time.nullable(),
    lapsedAt: time.nullable(),
    because: z.string().nullable().describe('What the two instants were computed from'),
    next: z.strictObject({ at: time, stage: z.enum(['overdue', 'lapsed']) }).nullable(),
  }),
});

const inside = z.strictObject({
  journey: z.string(),
  name: z.string(),
  version: z.int(),
  entered: z.int().describe('For the how-manieth time'),
  enteredAt: time,
  step: z.string(),
  since: time,
  waits: z.strictObject({ for: z.string(), until: time.nullable() }),
  leavesOn: z.array(z.string()).describe('What takes them out at once, whatever they wait for'),
});

export const getCustomerContract = {
  method: 'get',
  path: '/v1/customers/:id',
  summary: 'Where a customer stands, why, and what comes next',
  scope: 'marketer',
  input: {
    params: z.strictObject({ id: knownCustomerId }),
    query: z.strictObject({
      at: givenTime.optional().describe('As of this past instant: what was known then, by the rules in force then'),
    }),
  },
  output: {
    200: json(
      'What time alone will change is exact to the millisecond.',
      z.strictObject({
        id: z.string(),
        asOf: time,
        segment: segmentId.nullable(),
        score: score.nullable(),
        since: time.nullable().describe('In this segment since'),
        previousSegment: segmentId.nullable(),
        why: z.array(why).describe('Empty while there is no score'),
        when,
        inside: z.array(inside),
        trajectory: z
          .strictObject({ is: z.enum(['growing', 'steady', 'declining', 'new']), because: z.string() })
          .nullable()
          .describe('Where the customer is heading: one period against the one before it'),
        totals: z.strictObject({
          orders: z.int().describe('Within the rolling window'),
          revenue: money.describe('Within the rolling window, minor units'),
          windowDays: z.int().nullable().describe('null: the whole life'),
          ordersEver: z.int(),
          revenueEver: money,
          firstPurchaseAt: time.nullable(),
          lastPurchaseAt: time.nullable(),
        }),
        outlook: z.strictObject({
          purchases: z.number().describe('Days with a purchase expected within 90 days'),
          revenue: money.describe('Expected within 90 days, minor units'),
          by: z.enum(['model', 'pace']).describe('The fitted model, or as much as lately'),
          alive: z.number().nullable().describe('Chance of still being a customer; null without a fitted model'),
        }),
        rules: z.strictObject({
          playbook: z.int(),
          scoring: z.int().describe('Version of the scoring model this customer lives under'),
          silence: z.int(),
        }),
        engagedAt: time.nullable().describe('Last sign of life that is not a purchase'),
        email: z.enum(['granted', 'withdrawn', 'none']).describe('Consent to e-mail'),
        timezone: z.string().nullable(),
      }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;

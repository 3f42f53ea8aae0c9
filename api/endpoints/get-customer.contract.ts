import { z } from 'zod';
import { customerId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../contract.ts';
import { money, score, segmentId, time } from '../fields.ts';

const oneToFive = z.int().min(1).max(5);
const stage = z.enum(['none', 'active', 'overdue', 'lapsed']);

const why = z.strictObject({
  of: z.enum(['recency', 'frequency', 'money']),
  score: oneToFive.nullable(),
  value: z.int().describe('Days since the last purchase, orders, or minor units'),
  cut: z.int().nullable().describe('The limit that was met; null where none was'),
  text: z.string(),
});

const when = z.strictObject({
  next: z.strictObject({ at: time, because: z.string() }).nullable().describe('The next change of any kind'),
  move: z
    .strictObject({ at: time, to: segmentId, because: z.string() })
    .nullable()
    .describe('The next change of segment'),
  score: z
    .strictObject({ at: time, score, segment: segmentId, because: z.string() })
    .nullable()
    .describe('The next change of score'),
  silence: z.strictObject({
    stage,
    overdueAt: time.nullable(),
    lapsedAt: time.nullable(),
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
  input: { params: z.strictObject({ id: customerId }) },
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
        totals: z.strictObject({
          orders: z.int().describe('Within the rolling window'),
          revenue: money.describe('Within the rolling window, minor units'),
          windowDays: z.int(),
          ordersEver: z.int(),
          revenueEver: money,
          firstPurchaseAt: time.nullable(),
          lastPurchaseAt: time.nullable(),
        }),
        engagedAt: time.nullable().describe('Last sign of life that is not a purchase'),
        email: z.enum(['granted', 'withdrawn', 'none']).describe('Consent to e-mail'),
        timezone: z.string().nullable(),
      }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;

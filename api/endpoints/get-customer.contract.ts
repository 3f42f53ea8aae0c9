import { z } from 'zod';
import { customerId, segmentId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../contract.ts';
import { givenTime, money, score, time } from '../fields.ts';
import { quarantineEntry } from './get-quarantine.contract.ts';
import { waitingRefund } from './refund.contract.ts';

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
    next: z
      .strictObject({
        at: time,
        stage: z.enum(['overdue', 'lapsed']),
        valueAtStake: money.describe('What they would be expected to spend in the 90 days from then on, minor units'),
      })
      .nullable(),
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
    params: z.strictObject({ id: customerId }),
    query: z.strictObject({
      at: givenTime.optional().describe('As of this past instant: what was known then, by the rules in force then'),
    }),
  },
  output: {
    200: json(
      'What time alone will change is exact to the millisecond.',
      z.strictObject({
        id: z.string(),
        asOf: time.describe('The instant for which everything in the reply holds'),
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
          firstPurchaseAt: time.nullable().describe('null also where a summary does not say when it was'),
          lastPurchaseAt: time.nullable(),
        }),
        waitingRefunds: z
          .array(waitingRefund)
          .describe('Refunds whose order is not known of this customer: nothing was taken off so far'),
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
        setAside: z.array(quarantineEntry).describe('What could not be decided on; newest first, at most 20'),
        workflow: z
          .strictObject({
            id: z.string(),
            url: z.string().nullable().describe('null where TEMPORAL_UI_URL is not set'),
          })
          .describe("The customer's workflow, and where operators see it in Temporal's own page"),
      }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;

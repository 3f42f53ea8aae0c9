import { z } from 'zod';
import { audienceId, journeyId, segmentId, tierId } from '../../domain/ids.schema.ts';
import { nextWhat } from './next-named.contract.ts';
import { json, type Contract } from '../http/contract.ts';
import {
  amountInQuery,
  commaList,
  givenDay,
  givenTime,
  money,
  nextCursor,
  pageFields,
  score,
  time,
} from '../http/fields.ts';

/** By what a list of customers can be sorted. */
export const CUSTOMER_SORTS = ['revenue', 'lastPurchase', 'nextChange', 'since', 'id'] as const;

const customer = z
  .strictObject({
    id: z.string().describe('As your events name them'),
    segment: segmentId.nullable().describe('Null: there is no score yet'),
    score: score.nullable().describe('Such as R5F4M3; null: there is none yet'),
    since: time.nullable().describe('In this segment since'),
    silence: z.enum(['none', 'active', 'overdue', 'lapsed']).describe('none: nothing was bought yet'),
    orders: z.int().describe('Within the rolling window'),
    revenue: money.describe('Within the rolling window, minor units'),
    lastPurchaseAt: time.nullable().describe('Null: nothing was bought'),
    nextChange: z
      .strictObject({
        at: time,
        because: z.string().describe('Why, in a sentence'),
        is: z
          .enum(['segment', 'overdue', 'lapsed', 'other'])
          .describe(
            'They come into another segment, or silence goes on; other: a score, or something of a journey or audience',
          ),
        to: segmentId.nullable().describe('Into which segment; null: they stay in theirs'),
        what: nextWhat,
      })
      .nullable()
      .describe('The next change of any kind'),
    audiences: z.array(audienceId).describe('Audiences they are in'),
    inside: z.array(z.string()).describe('Journeys they are inside of'),
    hasEmail: z.boolean().describe('An e-mail address is known; it is never shown'),
    consent: z.enum(['granted', 'withdrawn', 'none']).describe('To e-mail'),
  })
  .meta({ id: 'CustomerRow', description: 'A customer in a list' });

const ONE_TO_NINE = /^([1-9])(?:-([1-9]))?$/;
const scores = (of: string) =>
  z
    .string()
    .regex(ONE_TO_NINE, 'a score is a number from 1 to 9, or a range such as 4-5')
    .transform((text) => ONE_TO_NINE.exec(text))
    .transform((found) => ({ from: Number(found?.[1]), to: Number(found?.[2] ?? found?.[1]) }))
    .optional()
    .describe(`Score of ${of}: a number such as 5, or a range such as 4-5`);

const stages = z.enum(['none', 'active', 'overdue', 'lapsed'], 'a stage is none, active, overdue or lapsed');
const yesOrNo = z
  .enum(['true', 'false'], 'say true or false')
  .transform((text) => text === 'true')
  .optional();

const ID_START = /^[\x21-\x7e]{1,128}$/;

const query = z
  .strictObject({
    search: z
      .string()
      .regex(ID_START, 'a search is how an id begins: 1 to 128 printable ASCII characters without spaces')
      .optional()
      .describe('How the id begins, capitals and all'),
    segment: commaList(z.union([segmentId, z.literal('none')]), 20, 'segments')
      .optional()
      .describe('Ids of segments, separated by commas; none: in no segment'),
    audience: commaList(audienceId, 20, 'audiences')
      .optional()
      .describe('Ids of audiences, separated by commas: those in any of them'),
    tier: commaList(tierId, 20, 'tiers')
      .optional()
      .describe('Ids of tiers of the loyalty programme, separated by commas: who holds any of them'),
    silence: commaList(stages, 4, 'stages').optional().describe('none, active, overdue, lapsed, separated by commas'),
    inside: commaList(journeyId, 20, 'journeys')
      .optional()
      .describe('Ids of journeys, separated by commas: those inside of any of them'),
    r: scores('recency'),
    f: scores('frequency'),
    m: scores('money'),
    minRevenue: amountInQuery.optional().describe('Within the window, minor units; included'),
    maxRevenue: amountInQuery.optional().describe('Within the window, minor units; included'),
    minOrders: amountInQuery.optional().describe('Within the window; included'),
    maxOrders: amountInQuery.optional().describe('Within the window; included'),
    boughtSince: givenTime.optional().describe('Last purchase at this time or later'),
    boughtUntil: givenTime.optional().describe('Last purchase at this time or earlier'),
    changesUntil: givenTime.optional().describe('Something changes for them by this time, though nothing happens'),
    silentOn: givenDay
      .optional()
      .describe(
        'They become overdue or lapse on this calendar day of the workspace, such as 2026-11-20, if nobody buys: who is counted on it by ' +
          'GET /v1/silence. Today, also who should have before',
      ),
    silentUntil: givenTime.optional().describe('They become overdue or lapse by this time, if nobody buys'),
    hasEmail: yesOrNo.describe('true: an e-mail address is known'),
    consent: z
      .enum(['granted', 'withdrawn', 'none'], 'consent is granted, withdrawn or none')
      .optional()
      .describe('To e-mail'),
    sort: z
      .enum(CUSTOMER_SORTS, `customers are sorted by ${CUSTOMER_SORTS.join(', ')}`)
      .default('revenue')
      .describe('Those who have no such value come last'),
    order: z
      .enum(['asc', 'desc'], 'an order is asc or desc')
      .optional()
      .describe(
        'Left out: most revenue, latest purchase or latest arrival in the segment first; next change and id ascending',
      ),
    ...pageFields(500, 50),
  })
  .superRefine((given, context) => {
    const pairs = [
      ['minRevenue', 'maxRevenue'],
      ['minOrders', 'maxOrders'],
      ['boughtSince', 'boughtUntil'],
    ] as const;
    for (const [low, high] of pairs) {
      // What is no number has been told of already.
      if (!((given[low] ?? -Infinity) > (given[high] ?? Infinity))) continue;
      context.addIssue({ code: 'custom', path: [high], message: `is below ${low}, so nobody fits; swap the two` });
    }
    for (const of of ['r', 'f', 'm'] as const) {
      const { from = 1, to = 9 } = given[of] ?? {};
      if (from <= to) continue;
      context.addIssue({ code: 'custom', path: [of], message: `a range rises: write ${to}-${from}` });
    }
  });

export const getCustomersContract = {
  method: 'get',
  path: '/v1/customers',
  summary: 'Customers by search, filters and order',
  description:
    'Every filter that is given must fit. Figures are as of each customer’s last decision. Where nobody fits, note says why in a sentence.',
  scope: 'marketer',
  role: 'any',
  input: { query },
  output: {
    200: json(
      'One page.',
      z.strictObject({
        asOf: time,
        customers: z.array(customer).describe('In the order that was asked for'),
        next: nextCursor,
        note: z.string().nullable().describe('Why the list is empty; null where it is not'),
      }),
    ),
  },
} as const satisfies Contract;

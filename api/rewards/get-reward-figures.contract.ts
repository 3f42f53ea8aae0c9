import { z } from 'zod';
import { REWARD_KINDS } from '../../domain/loyalty/figures.ts';
import { json, type Contract } from '../http/contract.ts';
import { amountInQuery, money, time, uncounted } from '../http/fields.ts';

const many = (what: string) => z.int().describe(what);
const cost = (what: string) => money.nullable().describe(`${what}, minor units; null: nobody can say`);
const orders = z
  .int()
  .nullable()
  .describe('Orders of the same customers in the days after it; null: it is earned by orders, so none come of it');
const revenue = money.nullable().describe('What these came to, less refunds, minor units; null as with orders');
const measured = z
  .boolean()
  .describe('Whether its journey holds people out: GET /v1/journeys/{id}/results then says what it changes');

const reward = z
  .strictObject({
    kind: z.enum(REWARD_KINDS).describe('Of what kind; journey: what its steps gave'),
    id: z.string().describe('Its id in the programme, or of the journey'),
    name: z.string().describe('As it is now; its id where it is there no more'),
    times: many('How often it was completed, reached, earned or given'),
    started: many('Of quests: how often it was begun'),
    points: many('Points that it gave'),
    coupons: many('Coupons that it gave; what they cost stands with their pool'),
    tickets: many('Tickets of draws that it gave'),
    prizes: many('Of draws: how often something was won'),
    cost: cost('Its points at what points are worth'),
    orders,
    revenue,
    measured,
  })
  .meta({ id: 'RewardFigures', description: 'What a reward costs, and what was ordered after it' });

const pool = z
  .strictObject({
    id: z.string().describe('Of the pool'),
    name: z.string().describe('For people'),
    granted: many('Coupons that were given in these months'),
    redeemed: many('Coupons that were redeemed in these months, and not given back'),
    cost: money.describe(
      'What these took off, minor units: what the shop said as they were redeemed, or else the amount that each takes off',
    ),
    unpriced: many('Of those that were redeemed, how many of which nobody can say what they took off'),
    orders,
    revenue,
  })
  .meta({ id: 'PoolFigures', description: 'What the coupons of a pool cost, and what was ordered after them' });

const month = z
  .strictObject({
    month: z.iso.date().describe('Its first day'),
    redeemed: many('Coupons that were redeemed in it, and not given back'),
    cost: money.describe('What these took off, as far as it is known, minor units'),
    unpriced: many('Of which of them nobody can say what they took off'),
  })
  .meta({ id: 'CouponMonth', description: 'What redeemed coupons of all pools took off in a month' });

const after = (whom: string) =>
  z
    .strictObject({
      customers: many(`${whom}, each once a month`),
      orders: z.int().describe('Their orders in the days after it'),
      revenue: money.describe('What these came to, less refunds, minor units'),
    })
    .describe(whom);

const placements = z
  .strictObject({
    journey: z.string().describe('Whose steps show them'),
    name: z.string().describe('Of the journey'),
    shown: many('How often they were seen'),
    control: many('How often customers who are held out would have seen them'),
    followed: many('How often they were followed by a click'),
    dismissed: many('How often they were closed for good'),
    after: z
      .strictObject({
        shown: after('Customers who saw one'),
        control: after('Customers who are held out and would have seen one'),
        followed: after('Customers who followed one'),
      })
      .describe('What was ordered afterwards; shown beside control says what showing changed'),
    measured,
  })
  .meta({ id: 'PlacementFigures', description: 'What came of banners and toasts' });

export const getRewardFiguresContract = {
  method: 'get',
  path: '/v1/rewards/figures',
  summary: 'What rewards cost, and what was ordered after them',
  description:
    'An order comes after a reward where the same customer placed it on one of the 14 days after the day of the reward; where there were several of one kind, after the latest. ' +
    'It counts once for each reward that it comes after, so rewards do not add up, and it says what followed, not what was caused: for that, hold people out of the journey that gives them.',
  scope: 'marketer',
  role: 'any',
  input: {
    query: z.strictObject({
      months: z.coerce
        .number()
        .int()
        .min(1)
        .max(13)
        .default(3)
        .describe('Of so many calendar months, the running one included; 1 to 13'),
      worth: amountInQuery
        .optional()
        .describe('To try another worth of 100 points, minor units; left out, what the programme in force says'),
    }),
  },
  output: {
    200: json(
      'From counters that change together with what each customer is counted under.',
      z.strictObject({
        asOf: time,
        uncounted,
        from: z.iso.date().describe('The first day'),
        worth: money
          .nullable()
          .describe(
            'What 100 points are worth, minor units; null: the programme does not say, and points have no cost',
          ),
        attributedDays: z.int().describe('So many days after a reward orders are counted'),
        points: z
          .strictObject({
            granted: many('By rules and rewards'),
            spent: many('Less what was given back'),
            reversed: many('Taken back after refunds'),
            expired: many('Never spent'),
            granting: cost('What was granted and not taken back'),
            spending: cost('What was spent'),
          })
          .describe('What became of points in these months'),
        rewards: z.array(reward).describe('By kind, then by what came after'),
        pools: z.array(pool).describe('Every pool'),
        months: z.array(month).describe('Months in which coupons were redeemed, the first one first'),
        placements: z.array(placements).describe('Of journeys whose placements pages told of'),
      }),
    ),
  },
} as const satisfies Contract;

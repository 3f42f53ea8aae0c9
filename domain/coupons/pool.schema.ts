import { z } from 'zod';
import { ofKind } from '../input/shape-sentences.ts';
import { couponCode } from './code.schema.ts';

/** Ten years. */
const MOST_DAYS = 3_650;
/** A checkout that takes longer is none; Voucherify's own default is the usual one here. */
const MOST_MINUTES = 90 * 24 * 60;
const WEEK_IN_MINUTES = 7 * 24 * 60;
/** Uses of one code, and codes of one pool. */
export const MOST_USES = 1_000_000;

const whole = (what: string) => z.int(ofKind(`a whole number of ${what}`));
const words = z
  .string()
  .trim()
  .min(1, 'say in words what it is worth, such as "10 % off"')
  .max(120, 'at most 120 characters')
  .describe('As customers read it, such as "10 % off your next order"');

const value = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('percent').describe('Off the price'),
      percent: z.number().gt(0, 'more than 0').max(100, 'at most 100').describe('Above 0, up to 100'),
      words,
    }),
    z.strictObject({
      by: z.literal('amount').describe('Off the price'),
      amount: whole('minor units').min(1, 'at least 1 minor unit').describe('Minor units of the workspace'),
      words,
    }),
    z.strictObject({ by: z.literal('free').describe('Something else, such as free shipping'), words }),
  ])
  .meta({ id: 'CouponValue', description: 'What a coupon is worth. The shop applies it; Sojourn only tells it' });

const common = {
  name: z
    .string()
    .trim()
    .min(1, 'a name of at least 1 character')
    .max(80, 'at most 80 characters')
    .describe('For people'),
  value,
  validUntil: z.iso
    .datetime({ offset: true, error: 'a time is ISO 8601 with a zone, such as 2026-12-31T23:00:00Z' })
    .nullable()
    .default(null)
    .describe('The first instant at which nothing of the pool can be used any more; null: there is none'),
  reserveMinutes: whole('minutes')
    .min(1, 'at least 1 minute')
    .max(MOST_MINUTES, `at most ${MOST_MINUTES} minutes`)
    .default(WEEK_IN_MINUTES)
    .describe('How long a checkout holds a coupon before it is free again; left out, 7 days'),
  lowWater: whole('codes')
    .min(0, 'at least 0')
    .max(MOST_USES, `at most ${MOST_USES}`)
    .default(0)
    .describe('The pool is low where so many or fewer are left'),
  refunds: z
    .strictObject({
      earned: z
        .enum(['keep', 'revoke'])
        .default('keep')
        .describe('What becomes of coupons that an order earned: they stay, or what is unused of them is taken back'),
      used: z
        .enum(['stay', 'release'])
        .default('stay')
        .describe('What becomes of a coupon that an order used: it stays used, or can be used again'),
    })
    .optional()
    .describe('Once an order is refunded in full; left out, nothing changes'),
  paused: z.boolean().default(false).describe('Whether nothing is granted, reserved or redeemed for now'),
};

const PREFIX = /^(?:[A-Z0-9][A-Z0-9-]{0,14})?$/;

/** Shorter ones could be guessed by trying. */
const SHORTEST_CODE = 8;

const uniquePool = z.strictObject({
  kind: z.literal('unique').describe('A code for each customer, which works once'),
  ...common,
  validDays: whole('days')
    .min(1, 'at least 1 day')
    .max(MOST_DAYS, `at most ${MOST_DAYS} days`)
    .nullable()
    .default(null)
    .describe('So many days of 24 hours after it was granted; null: no such end'),
  generate: z
    .strictObject({
      prefix: z
        .string()
        .toUpperCase()
        .regex(PREFIX, 'a prefix is up to 15 letters, digits or hyphens, such as WELCOME-')
        .default('')
        .describe('Before what is drawn, such as WELCOME-'),
      length: whole('characters')
        .min(SHORTEST_CODE, `at least ${SHORTEST_CODE} characters, so that nobody can guess one`)
        .max(24, 'at most 24 characters')
        .default(SHORTEST_CODE)
        .describe('How many characters are drawn'),
    })
    .default({ prefix: '', length: SHORTEST_CODE })
    .describe('How codes look that are generated here'),
});

const uses = (example: string) =>
  whole('uses')
    .min(1, 'at least 1 use')
    .max(MOST_USES, `at most ${MOST_USES} uses`)
    .nullable()
    .default(null)
    .describe(example);

const sharedPool = z.strictObject({
  kind: z.literal('shared').describe('One code that everybody may know'),
  ...common,
  code: couponCode.describe('The code itself, such as SUMMER10'),
  most: uses('How often it works, for all customers together; null: no limit'),
  mostPerCustomer: uses('How often it works for one customer; null: no limit'),
});

/** What marketers write of a pool. */
export const couponPool = z
  .discriminatedUnion('kind', [uniquePool, sharedPool])
  .meta({ id: 'CouponPool', description: 'Where coupons come from, what they are worth and how long they hold' });

export type CouponPool = z.infer<typeof couponPool>;

import { z } from 'zod';
import { couponCode } from '../../domain/coupons/code.schema.ts';
import { couponPool } from '../../domain/coupons/pool.schema.ts';
import { customerId, poolId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';

/** What the calls about one coupon share. */

export const couponParams = z.strictObject({
  code: couponCode.describe('As the customer typed it; case says nothing'),
});

const ORDER = /^[\x21-\x7e]{1,128}$/;

const orderField = z
  .string()
  .regex(ORDER, 'an order is 1 to 128 printable ASCII characters without spaces, such as o-7F31')
  .describe('Your own name for the order: the same one again changes nothing');

export const orderBody = z.strictObject({
  customer: customerId.describe('Of the customer, as your events name them'),
  order: orderField,
});

export const couponValue = couponPool.options[0].shape.value;

const about = {
  code: z.string().describe('The code'),
  asOf: time,
};

const couponRefused = z
  .strictObject({
    status: z.literal('refused').describe('It does not work, and nothing has changed'),
    ...about,
    reason: z
      .enum([
        'unknown',
        'not-granted',
        'not-yours',
        'revoked',
        'pool-paused',
        'used-up',
        'used-up-by-you',
        'expired',
        'redeemed',
        'reserved',
        'not-reserved',
      ])
      .describe('Why, exactly; never renamed'),
    text: z.string().describe('The same in a sentence for your own people; what customers read is yours'),
    order: z.string().nullable().describe('The order that has it, where one does'),
    at: time.nullable().describe('When it was redeemed, when it expired, or until when it is reserved'),
  })
  .meta({ id: 'CouponRefused', description: 'Why a coupon does not work' });

const couponAccepted = z
  .strictObject({
    status: z.literal('accepted').describe('It works'),
    ...about,
    pool: poolId.describe('Its pool'),
    value: couponValue,
    is: z
      .enum(['usable', 'reserved', 'redeemed', 'released'])
      .describe('What it is for this order now; usable: nothing was asked but whether it works'),
    until: time.nullable().describe('Until when it is reserved; null: it is not'),
  })
  .meta({ id: 'CouponAccepted', description: 'A coupon that works' });

export const couponAnswer = z
  .discriminatedUnion('status', [couponAccepted, couponRefused])
  .meta({ id: 'CouponAnswer', description: 'Whether a coupon works, and what became of it' });

/** The calls by which an order reserves, redeems and releases a coupon are one call in all but what they do. */
export const couponUse = {
  method: 'post',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: { params: couponParams, body: orderBody },
  output: { 200: json('What came of it.', couponAnswer) },
  problems: ['overloaded', 'store-away', 'erased'],
  example: { customer: 'c-0003', order: 'o-7F31' },
} as const satisfies Omit<Contract, 'path' | 'summary'>;

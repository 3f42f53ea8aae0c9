import { z } from 'zod';
import { couponCode } from '../../domain/coupons/code.schema.ts';
import { couponPool } from '../../domain/coupons/pool.schema.ts';
import { poolId } from '../../domain/ids.schema.ts';
import { time } from '../http/fields.ts';

/** What the calls about pools share. */

export const poolParams = z.strictObject({ id: poolId.describe('Of the pool, such as welcome') });

const couponCounts = z
  .strictObject({
    free: z.int().describe('Codes that belong to nobody; of a shared pool always 0'),
    granted: z.int().describe('Codes that somebody holds and no order has; of a shared pool, how often it was granted'),
    reserved: z.int().describe('Open reservations'),
    redeemed: z.int().describe('Orders that used one'),
    expired: z.int().describe('Codes whose time was over before they were used'),
    released: z.int().describe('Reservations that were given up or whose time was over, ever'),
    revoked: z.int().describe('Codes that were taken back with the order that had earned them'),
  })
  .meta({ id: 'CouponCounts', description: 'Kept with every change, and never counted anew' });

const standing = {
  id: poolId.describe('Its name in the address'),
  left: z.int().nullable().describe('Codes that can still be granted, or uses of a shared code; null: no limit'),
  low: z.boolean().describe('Whether no more are left than lowWater'),
  warning: z.string().nullable().describe('What to do about it, where it is low; else null'),
  counts: couponCounts,
};

export const poolView = z
  .strictObject({ ...standing, pool: couponPool, savedAt: time.describe('When it was last saved'), asOf: time })
  .meta({ id: 'CouponPoolView', description: 'A pool and where it stands' });

export const poolLine = z
  .strictObject({
    ...standing,
    name: z.string().describe('For people'),
    kind: z.enum(['unique', 'shared']).describe('A code for each customer, or one for all'),
    paused: z.boolean().describe('Whether nothing of it can be used for now'),
  })
  .meta({ id: 'CouponPoolLine', description: 'A pool in a list' });

/** What came of adding codes. */
export const stocked = z
  .strictObject({
    added: z.int().describe('Codes that came in'),
    collisions: z
      .array(
        z.strictObject({
          code: couponCode.describe('The code that was left out'),
          pool: poolId.describe('The pool that has it already'),
        }),
      )
      .describe('Codes that a pool of the workspace has already; all others came in'),
    repeated: z.int().describe('How often the list itself had a code again; it came in once'),
    left: z.int().describe('Codes that can be granted now'),
    low: z.boolean().describe('Whether no more are left than lowWater'),
  })
  .meta({ id: 'CouponsStocked', description: 'What came of adding codes to a pool' });

export const poolExample = {
  kind: 'unique',
  name: 'Welcome back',
  value: { by: 'percent', percent: 10, words: '10 % off your next order' },
  validDays: 30,
  lowWater: 100,
  generate: { prefix: 'BACK-', length: 8 },
};

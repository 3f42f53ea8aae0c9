import { z } from 'zod';
import { poolId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam, nextCursor, pageFields, time } from '../http/fields.ts';
import { couponValue } from './coupon.contract.ts';

const held = z
  .strictObject({
    code: z.string().describe('The code'),
    pool: poolId.describe('Its pool'),
    value: couponValue.nullable().describe('What it is worth'),
    grantedAt: time.describe('When the customer was given it'),
    expires: time.nullable().describe('The first instant at which it does not work any more; null: there is none'),
    is: z.enum(['usable', 'reserved', 'redeemed', 'expired', 'revoked']).describe('What has become of it'),
    order: z.string().nullable().describe('The order that holds or has redeemed it; of a shared code, the newest'),
  })
  .meta({ id: 'CustomerCoupon', description: 'A coupon that was granted to a customer' });

export const getCustomerCouponsContract = {
  method: 'get',
  path: '/v1/customers/:id/coupons',
  summary: 'Coupons that were granted to a customer',
  scope: 'ingest',
  role: 'any',
  input: { params: z.strictObject({ id: customerParam }), query: z.strictObject(pageFields(200, 50)) },
  output: {
    200: json(
      'Newest first.',
      z.strictObject({ asOf: time, coupons: z.array(held).describe('Newest first'), next: nextCursor }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;

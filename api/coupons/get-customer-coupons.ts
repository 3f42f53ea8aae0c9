import { z } from 'zod';
import { isoTime } from '../../domain/time.ts';
import { cutPage, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { knownCustomer } from '../customers/known-customer.ts';
import { isoOrNull } from '../sentences.ts';
import { getCustomerCouponsContract } from './get-customer-coupons.contract.ts';
import { standing } from './standing.ts';

const place = z.strictObject({ at: z.int(), _id: z.string() });

export const getCustomerCoupons = endpoint(getCustomerCouponsContract, async ({ params, query, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { grants, uses, pools } = deps.stores.coupons;
  const { limit, cursor } = query;
  const after = cursor === undefined ? {} : { after: readCursor(cursor, place) };
  const found = await grants.list(workspace._id, params.id, { limit: limit + 1, ...after });
  if (found.length === 0) await knownCustomer(deps, workspace._id, params.id);
  const { page, next } = cutPage(found, limit, ({ at, _id }) => ({ at, _id }));
  const codes = page.map(({ code }) => code);
  const [used, all] = await Promise.all([uses.ofCustomer(workspace._id, params.id, codes), pools.list(workspace._id)]);
  const values = new Map(all.map(({ id, pool }) => [id, pool.value]));
  const coupons = page.map((row) => ({
    code: row.code,
    pool: row.pool,
    value: values.get(row.pool) ?? null,
    grantedAt: isoTime(row.at),
    expires: isoOrNull(row.expires),
    ...standing(row, used.get(row.code), now),
  }));
  return { status: 200, body: { asOf: isoTime(now), coupons, next } };
});

import { z } from 'zod';
import type { CustomerRow } from '../../db/customers/customers.ts';
import { NO_MEMBERSHIPS } from '../../domain/audience/memberships.ts';
import type { AudienceId } from '../../domain/ids.schema.ts';
import { own } from '../../domain/own.ts';
import { isoTime } from '../../domain/time.ts';
import { cutPage, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { isoOrNull } from '../sentences.ts';
import { findAudience } from './audience-view.ts';
import { getAudienceCustomersContract } from './get-audience-customers.contract.ts';

export const getAudienceCustomers = endpoint(getAudienceCustomersContract, async ({ params, query, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { limit } = query;
  await deps.stores.currentTotals.bringUpTo(workspace._id, now);
  const after = query.cursor === undefined ? {} : { after: { value: null, _id: readCursor(query.cursor, z.string()) } };
  const byId = { by: 'id', order: 'asc' } as const;
  const page = { limit: limit + 1, ...after };
  const rows = await deps.stores.customerList.list(workspace._id, { audiences: [params.id] }, byId, page);
  if (rows.length === 0) await findAudience(deps, workspace._id, params.id);
  const { page: shown, next } = cutPage(rows, limit, (last) => last._id);
  return { status: 200, body: { asOf: isoTime(now), customers: shown.map((row) => memberLine(row, params.id)), next } };
});

function memberLine(
  { customer, state, segment, score, orders, revenue, lastPurchaseAt, inside }: CustomerRow,
  audience: AudienceId,
) {
  return {
    id: customer,
    since: isoTime(own(state.audiences ?? NO_MEMBERSHIPS, audience) ?? state.asOf),
    segment,
    score,
    orders,
    revenue,
    lastPurchaseAt: isoOrNull(lastPurchaseAt),
    inside,
  };
}

import { z } from 'zod';
import type { CustomerKey, EventKey } from '../../domain/keys.ts';
import { UNMATCHED_AFTER } from '../../domain/events/outcome.ts';
import { isoTime } from '../../domain/time.ts';
import { cutPage, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { waitingRefundView } from './waiting-refund.ts';
import { getUnmatchedRefundsContract } from './get-unmatched-refunds.contract.ts';

const cursor = z
  .tuple([z.custom<CustomerKey>(isText), z.custom<EventKey>(isText)])
  .transform(([owner, refund]) => ({ owner, refund }));

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

export const getUnmatchedRefunds = endpoint(getUnmatchedRefundsContract, async ({ query, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { limit } = query;
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, cursor);
  const found = await deps.stores.refunds.unmatched(workspace._id, now, now - UNMATCHED_AFTER, {
    limit: limit + 1,
    ...(after ? { after } : {}),
  });
  const { page, next } = cutPage(found, limit, ({ owner, refund }) => [owner, refund.key]);
  const refunds = page.map((one) => ({ customer: one.refund.customer, ...waitingRefundView(one) }));
  return { status: 200, body: { asOf: isoTime(now), refunds, next } };
});

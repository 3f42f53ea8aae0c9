import { z } from 'zod';
import { orderValue } from '../../db/customers/customer-reads.ts';
import type { CustomerRow } from '../../db/customers/customers.ts';
import { isoTime } from '../../domain/time.ts';
import { cutPage, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { isoOrNull } from '../sentences.ts';
import { getSegmentCustomersContract } from './get-segment-customers.contract.ts';

const cursor = z.tuple([z.enum(['revenue', 'recent']), z.number().nullable(), z.string()]);

export const getSegmentCustomers = endpoint(getSegmentCustomersContract, async ({ params, query, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { scoring } = await deps.stores.playbooks.load(workspace._id, workspace.playbook);
  const { sort, limit } = query;
  const after =
    query.cursor === undefined
      ? undefined
      : readCursor(
          query.cursor,
          cursor.refine(([of]) => of === sort),
        );
  await deps.stores.currentTotals.bringUpTo(workspace._id, now);
  const rows = await deps.stores.customers.inSegment(workspace._id, params.id, sort, {
    limit: limit + 1,
    ...(after ? { after: { value: after[1], _id: after[2] } } : {}),
  });
  if (rows.length === 0 && !scoring.segments.segments.some(({ id }) => id === params.id)) {
    const ids = scoring.segments.segments.map(({ id }) => id).join(', ');
    throw new ApiProblem('not-found', `There is no segment "${params.id}"; there are ${ids}.`);
  }
  const { page, next } = cutPage(rows, limit, (last) => [sort, orderValue(last, sort), last._id]);
  return { status: 200, body: { asOf: isoTime(now), customers: page.map(customerLine), next } };
});

function customerLine(row: CustomerRow) {
  const { nextMove } = row;
  return {
    id: row.customer,
    score: row.score ?? '',
    orders: row.orders,
    revenue: row.revenue,
    lastPurchaseAt: isoOrNull(row.lastPurchaseAt),
    since: isoOrNull(row.since),
    nextMove: nextMove && { at: isoTime(nextMove.at), to: nextMove.to },
    inside: row.inside,
  };
}

import { z } from 'zod';
import { customerKey } from '../../domain/keys.ts';
import { isoTime } from '../../domain/time.ts';
import { cutPage, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { getPointsHistoryContract } from './get-points-history.contract.ts';
import { loyaltyFactView } from './loyalty-fact.ts';
import { knownCustomer } from '../customers/known-customer.ts';

export const getPointsHistory = endpoint(getPointsHistoryContract, async ({ params, query, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { limit, cursor } = query;
  const after = cursor === undefined ? {} : { after: readCursor(cursor, z.int()) };
  const key = customerKey(workspace._id, params.id);
  const told = await deps.stores.points.facts(key, { limit: limit + 1, ...after });
  if (told.length === 0) await knownCustomer(deps, workspace._id, params.id);
  const { page, next } = cutPage(told, limit, ({ fact }) => fact.n);
  const facts = page.map(({ at, fact }) => loyaltyFactView(fact, at));
  return { status: 200, body: { asOf: isoTime(now), facts, next } };
});

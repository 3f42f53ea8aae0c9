import { z } from 'zod';
import { cutPage, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { getIysConsentsContract } from './get-iys-consents.contract.ts';
import { iysConsentView } from './iys-view.ts';

const cursor = z.string().max(200);

export const getIysConsents = endpoint(getIysConsentsContract, async ({ query, caller }, { stores, clock }) => {
  const now = clock();
  const wanted = { state: query.state, overdue: query.overdue === 'true', now };
  const after = query.cursor === undefined ? {} : { after: readCursor(query.cursor, cursor) };
  const rows = await stores.iysConsents.list(caller.workspace, wanted, { limit: query.limit + 1, ...after });
  const { page, next } = cutPage(rows, query.limit, ({ _id }) => _id);
  return { status: 200, body: { consents: page.map((row) => iysConsentView(row, now)), next } };
});

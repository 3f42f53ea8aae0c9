import { z } from 'zod';
import { currentPlaybook } from '../../publishing/book.ts';
import { cursorAfter, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { LOYALTY, loyaltyVersionView } from './loyalty.ts';
import { getLoyaltyVersionsContract } from './get-loyalty-versions.contract.ts';

export const getLoyaltyVersions = endpoint(getLoyaltyVersionsContract, async ({ query, caller }, { stores }) => {
  const { limit, cursor } = query;
  const { loyalty } = await currentPlaybook(stores, caller.workspace);
  const page = { limit, ...(cursor === undefined ? {} : { after: readCursor(cursor, z.int()) }) };
  const { rows, more } = await stores.parts.versions(caller.workspace, LOYALTY, page);
  const versions = rows.map((row) => loyaltyVersionView(row, loyalty?.version ?? 0));
  return { status: 200, body: { versions, next: cursorAfter(more ? rows.at(-1)?.version : undefined) } };
});

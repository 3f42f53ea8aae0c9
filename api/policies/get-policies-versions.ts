import { z } from 'zod';
import { currentPlaybook } from '../../publishing/book.ts';
import { cursorAfter, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { POLICIES, policiesVersionView } from './policies.ts';
import { getPoliciesVersionsContract } from './get-policies-versions.contract.ts';

export const getPoliciesVersions = endpoint(getPoliciesVersionsContract, async ({ query, caller }, { stores }) => {
  const { limit, cursor } = query;
  const { policies } = await currentPlaybook(stores, caller.workspace);
  const page = { limit, ...(cursor === undefined ? {} : { after: readCursor(cursor, z.int()) }) };
  const { rows, more } = await stores.parts.versions(caller.workspace, POLICIES, page);
  const versions = rows.map((row) => policiesVersionView(row, policies.version));
  return { status: 200, body: { versions, next: cursorAfter(more ? rows.at(-1)?.version : undefined) } };
});

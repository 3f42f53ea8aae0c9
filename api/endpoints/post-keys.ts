import { endpoint } from '../endpoint.ts';
import { newKey } from '../workspace.ts';
import { postKeysContract } from './post-keys.contract.ts';

export const postKeys = endpoint(postKeysContract, async ({ body, caller }, deps) => {
  const scopes = [...new Set(body.scopes)];
  for (;;) {
    const { row, key } = newKey(caller.workspace, scopes, deps.clock());
    if (await deps.stores.keys.insert(row)) return { status: 201, body: { id: row._id, key, scopes } };
  }
});

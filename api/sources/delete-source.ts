import { endpoint } from '../http/endpoint.ts';
import { deleteSourceContract } from './delete-source.contract.ts';
import { unknownSource } from './put-source.ts';

export const deleteSource = endpoint(deleteSourceContract, async ({ params, caller }, { stores, keyRing }) => {
  const row = await stores.sources.find(caller.workspace, params.id);
  if (row === null) throw unknownSource();
  // Its key first: what ends half way can be ended again.
  if (row.key !== undefined) {
    await stores.keys.remove(caller.workspace, row.key);
    keyRing.forget(row.key);
  }
  await stores.sources.remove(caller.workspace, params.id);
  await stores.sourceTallies.remove(caller.workspace, params.id);
  return { status: 204 };
});

import { draftRow } from '../../db/playbook/drafts.ts';
import { baseOf } from '../../publishing/book.ts';
import { readLoyalty } from '../../publishing/loyalty-part.ts';
import { endpoint } from '../http/endpoint.ts';
import { LOYALTY, loyaltyView } from './loyalty.ts';
import { putLoyaltyContract } from './put-loyalty.contract.ts';

export const putLoyalty = endpoint(putLoyaltyContract, async ({ body, caller }, deps) => {
  const base = await baseOf(deps.stores, caller.workspace, deps.clock());
  const row = draftRow(caller.workspace, LOYALTY, readLoyalty(body), base.now, caller.who.id);
  await deps.stores.drafts.save(row, 1);
  return { status: 200, body: await loyaltyView(deps, base) };
});

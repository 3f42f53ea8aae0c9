import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { z } from 'zod';
import { customerCollection } from '../../db/customers.ts';
import { workflowId } from '../../domain/keys.ts';
import { stateQuery } from '../../workflows/messages.ts';
import { oracle } from './oracle.ts';
import { backlog, takePicture } from './picture.ts';
import { brokenPromises } from './promises.ts';
import type { Shop } from './shop.ts';
import type { Stand } from './stand.ts';
import { until } from './until.ts';

const reply = z.object({
  totals: z.object({ orders: z.int(), revenue: z.int(), ordersEver: z.int(), revenueEver: z.int() }),
});

/** Waits for what is under way; then every promise must be kept: in the store, in the workflows and in the API. */
export async function expectSettled(stand: Stand, shop: Shop): Promise<void> {
  await until('every event has reached its customer', async () => (await backlog(stand.store)) === 0);
  await until('everything is applied', async () => (await broken(stand, shop)).length === 0).catch(() => undefined);
  expect(await broken(stand, shop)).toEqual([]);
  // A workflow answers after it has done what it was told before, repeats included.
  expect(await differencesOfWorkflows(stand)).toEqual([]);
  expect(await wrongReplies(shop)).toEqual([]);
  expect(await broken(stand, shop)).toEqual([]);
}

async function broken({ store }: Stand, { book }: Shop): Promise<readonly string[]> {
  return brokenPromises(await takePicture(store), book);
}

/** The state that the history has recorded is the one that the read model shows. */
async function differencesOfWorkflows({ store, client }: Stand): Promise<readonly string[]> {
  const rows = await customerCollection(store).find().toArray();
  const found = await Promise.all(
    rows.map(async ({ _id }) => {
      const recorded = await client.workflow.getHandle(workflowId(_id)).query(stateQuery);
      const shown = await customerCollection(store).findOne({ _id });
      return isDeepStrictEqual(recorded, shown?.state) ? [] : [`${_id} has another state in its workflow`];
    }),
  );
  return found.flat();
}

async function wrongReplies(shop: Shop): Promise<readonly string[]> {
  const expected = [...oracle(shop.book.acknowledged.values())];
  const found = await Promise.all(
    expected.map(async ([customer, { orders, revenue }]) => {
      const { totals } = reply.parse(await (await shop.send('GET', `/v1/customers/${customer}`)).json());
      const wanted = { orders, revenue, ordersEver: orders, revenueEver: revenue };
      return isDeepStrictEqual(totals, wanted) ? [] : [`${customer} is told ${JSON.stringify(totals)}`];
    }),
  );
  return found.flat();
}

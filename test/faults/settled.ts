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
  expect(shop.book.contradictions()).toEqual([]);
  await until('every event has reached its customer', async () => (await backlog(stand.store)) === 0);
  await expectNothingLeft(() => broken(stand, shop));
  // A workflow answers after it has done what it was told before, repeats included.
  await expectNothingLeft(() => differencesOfWorkflows(stand));
  expect(await wrongReplies(shop)).toEqual([]);
  expect(await broken(stand, shop)).toEqual([]);
}

/** Gives the rest of the work its time; fails with what is still wrong then. */
async function expectNothingLeft(look: () => Promise<readonly string[]>): Promise<void> {
  let left: readonly string[] = [];
  const isNothingLeft = async () => {
    left = await look();
    return left.length === 0;
  };
  await until('nothing is left', isNothingLeft).catch((error: unknown) => {
    expect(left).toEqual([]);
    throw error;
  });
}

async function broken({ store }: Stand, { book }: Shop): Promise<readonly string[]> {
  return brokenPromises(await takePicture(store), book);
}

/** The state that the history has recorded is the one that the read model shows. */
async function differencesOfWorkflows({ store, client }: Stand): Promise<readonly string[]> {
  const customers = customerCollection(store);
  const keys = await customers.distinct('_id');
  const found = await Promise.all(
    keys.map(async (key) => {
      const handle = client.workflow.getHandle(workflowId(key));
      const recorded = await handle.query(stateQuery).catch((error: unknown) => String(error));
      const shown = await customers.findOne({ _id: key });
      return isDeepStrictEqual(recorded, shown?.state) ? [] : [`${key} has another state in its workflow`];
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

import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { customerCollection } from '../../db/customers/customers.ts';
import { workflowId } from '../../domain/keys.ts';
import { stateQuery } from '../../workflows/messages.ts';
import type { Stand } from './build.ts';
import { oracle } from './oracle.ts';
import type { Shop } from './shop.ts';

const reply = z.object({
  totals: z.object({ orders: z.int(), revenue: z.int(), ordersEver: z.int(), revenueEver: z.int() }),
});

/** The state that the history has recorded is the one that the read model shows. */
export async function differencesOfWorkflows({
  store,
  client,
}: Pick<Stand, 'store' | 'client'>): Promise<readonly string[]> {
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

/** What customers' pages say of their totals, held against the whole list. */
export async function wrongReplies(shop: Shop): Promise<readonly string[]> {
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

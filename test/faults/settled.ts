import { expect } from 'vitest';
import { differencesOfWorkflows, wrongReplies } from './differences.ts';
import { backlog, takePicture } from './picture.ts';
import { brokenPromises } from './promises.ts';
import type { Shop } from './shop.ts';
import type { Stand } from './stand.ts';
import { until } from './until.ts';

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

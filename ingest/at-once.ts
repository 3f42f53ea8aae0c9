/**
 * Calls of one piece of work that Temporal has at the same time. Eight are as fast as thirty; more only queue inside the
 * server, and a neighbour's lone event queues behind them.
 */
export const CALLS_AT_ONCE = 8;

/** Runs `work` for every item, at most `limit` at a time, in order of the list; the first error stops the rest. */
export async function forEachAtOnce<Item>(
  limit: number,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}

import type { CatalogueRow } from '../../db/catalogue/catalogue.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { itemRow } from '../../ingest/item-row.ts';
import { pulse } from '../../jobs/progress.ts';
import type { JobDeps } from '../jobs/job-deps.ts';

type TellDeps = Pick<JobDeps, 'catalogue' | 'interestedIn' | 'events' | 'now'>;

/** In one round and workspace: others have their turn between. */
const ITEMS_A_ROUND = 20;
const ROWS_AT_ONCE = 200;

/**
 * Tells whoever waits for an item what is new of it, by events like any other. It may end anywhere: the same event is stored
 * once, and an item is looked at until all of its events are.
 */
export async function tellOfItems(deps: TellDeps, { _id }: WorkspaceRow): Promise<void> {
  for (const row of await deps.catalogue.untold(_id, ITEMS_A_ROUND)) {
    await deps.catalogue.noteTold(row, await tell(deps, row));
  }
}

async function tell({ interestedIn, events, now }: TellDeps, { workspace, item, telling }: CatalogueRow) {
  // It may be gone again before anybody has heard of it.
  if (telling === undefined || item.stock === 0) return { told: 0 };
  const told = new Set<string>();
  let isCut = false;
  for (const news of telling.news) {
    const found = await interestedIn(workspace, item.id, news, telling.at);
    const about = { workspace, item, news, at: telling.at };
    for (let first = 0; first < found.customers.length; first += ROWS_AT_ONCE) {
      const some = found.customers.slice(first, first + ROWS_AT_ONCE);
      await events.insert(some.map((customer) => itemRow(about, customer, now())));
      for (const customer of some) told.add(customer);
      pulse();
    }
    isCut ||= found.isCut;
  }
  return { told: told.size, ...(isCut ? { isCut: true as const } : {}) };
}

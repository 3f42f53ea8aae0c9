import { censusOf } from '../../db/tallies/census.ts';
import type { ApiDeps } from '../deps.ts';
import type { Here } from '../http/here.ts';

/** Customers whose totals a reader brings up to now: as many as leave the window of a large base at one midnight. */
const MOST_TOTALS = 1_000;

/**
 * Before tallies are shown: counts whoever waits for it, where that takes a moment only. While there are more, such as
 * during an import, pages show what has been counted so far.
 * @returns how many customers are not counted as they are
 */
export async function countBeforeReading({ stores }: Pick<ApiDeps, 'stores'>, here: Here): Promise<number> {
  const { workspace, now } = here;
  const [census, changed] = await Promise.all([
    censusOf(stores.playbooks, workspace, now),
    stores.currentTotals.bringUpTo(workspace._id, now, MOST_TOTALS),
  ]);
  const due = changed < MOST_TOTALS ? 0 : await stores.currentTotals.due(workspace._id, now);
  return due + (await stores.tallies.freshen(census));
}

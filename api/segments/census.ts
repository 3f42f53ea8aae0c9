import { censusOf } from '../../db/tallies/census.ts';
import { rulesCounts } from '../../db/tallies/rules.ts';
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
  const census = await censusOf(stores.playbooks, workspace, now);
  const [isDue, isCurrent] = await Promise.all([
    stores.currentTotals.isDue(workspace._id, now),
    stores.tallies.isCurrent(census),
  ]);
  if (isCurrent && !isDue) return 0;
  const changed = await stores.currentTotals.bringUpTo(workspace._id, now, MOST_TOTALS);
  const due = changed < MOST_TOTALS ? 0 : await stores.currentTotals.due(workspace._id, now);
  return due + (await stores.tallies.freshen(census));
}

/** Who lives by which rules. */
export async function rulesOfEverybody(deps: Pick<ApiDeps, 'stores'>, here: Here) {
  await countBeforeReading(deps, here);
  return await deps.stores.tallies.read(here.workspace._id, rulesCounts);
}

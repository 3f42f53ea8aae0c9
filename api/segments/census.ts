import type { Census } from '../../db/tallies/counted.ts';
import type { ApiDeps } from '../deps.ts';
import type { Here } from '../http/here.ts';

type Deps = Pick<ApiDeps, 'stores'>;

export async function censusOf({ stores }: Deps, { workspace, now }: Here): Promise<Census> {
  const { scoring } = await stores.playbooks.load(workspace._id, workspace.playbook);
  return { workspace: workspace._id, timezone: workspace.timezone, counting: scoring, now };
}

/** Customers whose totals a reader brings up to now: as many as leave the window of a large base at one midnight. */
const MOST_TOTALS = 1_000;

/**
 * Before tallies are shown: counts whoever waits for it, where that takes a moment only. While there are more, such as
 * during an import, pages show what has been counted so far.
 * @returns how many customers are not counted as they are
 */
export async function countBeforeReading({ stores }: Deps, here: Here): Promise<number> {
  const { workspace, now } = here;
  const [census, changed] = await Promise.all([
    censusOf({ stores }, here),
    stores.currentTotals.bringUpTo(workspace._id, now, MOST_TOTALS),
  ]);
  const due = changed < MOST_TOTALS ? 0 : await stores.currentTotals.due(workspace._id, now);
  return due + (await stores.tallies.freshen(census));
}

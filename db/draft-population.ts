import type { ScoringDraft } from '../domain/rfm/draft.schema.ts';
import { countedIn } from '../domain/rfm/model.ts';
import type { Population } from '../domain/rfm/population.ts';
import { nameOf, type Census, type Counting } from './counted.ts';
import type { PopulationStore } from './population.ts';

/** How a draft counts. @param zone the workspace's */
export function countingOf({ windowDays, frequencyOf, counts }: ScoringDraft, zone: string): Counting {
  return { windowDays, frequencyOf, counts: countedIn(counts, zone) };
}

/** The bins that quantiles are to make; `null` where cut-offs are fixed, or there are none. */
export function binsOf(cutting: ScoringDraft['recency'] | ScoringDraft['monetary']): number | null {
  return cutting !== null && 'quantiles' in cutting ? cutting.quantiles : null;
}

/**
 * The base that quantiles of a draft are computed from, out of the counters.
 * @param census how the model in force counts, which the counters follow
 * @param zone the workspace's
 * @returns `null` where only going through everybody tells: the draft counts otherwise, or the counters lag far behind
 */
export async function countedFor(
  population: PopulationStore,
  census: Census,
  draft: ScoringDraft,
  zone: string,
): Promise<Population | null> {
  if (nameOf(countingOf(draft, zone)) !== nameOf(census.counting)) return null;
  if (await population.isFarBehind(census.workspace)) return null;
  await population.catchUp(census);
  const { days, recency, monetary } = draft;
  return await population.read(census, { days, recencyBins: binsOf(recency), moneyBins: binsOf(monetary) });
}

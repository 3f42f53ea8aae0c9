import type { ScoringDraft } from '../../domain/scoring/draft.schema.ts';
import { countedIn } from '../../domain/scoring/model.ts';
import type { Population } from '../../domain/scoring/population.ts';
import { nameOf, type Census, type Counting } from './counted.ts';
import { readPopulation } from './population-read.ts';
import type { TallyStore } from './store.ts';

/** How a draft counts. @param zone the workspace's */
export function countingOf({ windowDays, frequencyOf, counts }: ScoringDraft, zone: string): Counting {
  return { windowDays, frequencyOf, counts: countedIn(counts, zone) };
}

/** The bins that quantiles are to make; `null` where cut-offs are fixed, or there are none. */
export function binsOf(cutting: ScoringDraft['recency'] | ScoringDraft['monetary']): number | null {
  return cutting !== null && 'quantiles' in cutting ? cutting.quantiles : null;
}

/**
 * The base that quantiles of a draft are computed from, out of the tallies.
 * @param census how the model in force counts, which the tallies follow
 * @returns `null` where only going through everybody tells: the draft counts otherwise, or the tallies lag far behind
 */
export async function countedFor(
  tallies: Pick<TallyStore, 'isFarBehind' | 'catchUp' | 'read'>,
  census: Census,
  draft: ScoringDraft,
): Promise<Population | null> {
  const { workspace, timezone, counting } = census;
  if (nameOf(countingOf(draft, timezone)) !== nameOf(counting)) return null;
  if (await tallies.isFarBehind(census)) return null;
  await tallies.catchUp(census);
  const { days, recency, monetary } = draft;
  const wanted = { days, recencyBins: binsOf(recency), moneyBins: binsOf(monetary) };
  return await tallies.read(workspace, (reader) => readPopulation(reader, census, wanted));
}

import type { Problem } from '../problem.ts';
import { dayOf } from '../time-zone.ts';
import type { Instant } from '../time.ts';
import { draftChecks, quantileMeasures } from './draft-faults.ts';
import type { ScoringDraft } from './draft.schema.ts';
import { countedIn, type ModelOrigin, type RecencyCuts, type RisingCuts, type ScoringModel } from './model.ts';
import type { Distribution, Population } from './population.ts';
import { quantileCuts } from './quantile.ts';

export type Compiled =
  | { readonly is: 'compiled'; readonly model: ScoringModel; readonly warnings: readonly Problem[] }
  | { readonly is: 'refused'; readonly problems: readonly Problem[] };

/** Klaviyo's limits, below which quantiles say little. */
const LEAST = { customers: 500, days: 180, orders: 3 } as const;

/**
 * Makes a draft into a version: quantiles become the cut-offs they are at `asOf`, and stay that.
 * @param population counted as of then by the draft's own window, days and rules; `null` where nobody has been counted
 * @param version the number the model gets
 * @param zone the workspace's: whose calendar days are counted
 */
export function compileModel(
  draft: ScoringDraft,
  population: Population | null,
  version: number,
  asOf: Instant,
  zone: string,
): Compiled {
  const checks = draftChecks(draft);
  const base = population ?? nobody(asOf);
  const problems = [...checks.problems, ...thinBase(draft, base, dayOf(asOf, zone))];
  if (problems.length > 0) return { is: 'refused', problems };
  const { name, windowDays, counts, days, recencyOf, frequencyOf, segments, trajectory } = draft;
  const model: ScoringModel = {
    version,
    name,
    windowDays,
    counts: countedIn(counts, zone),
    days,
    recencyOf,
    frequencyOf,
    recency: recencyCuts(draft.recency, base.recency),
    frequency: risingCuts(draft.frequency, base.frequency),
    monetary: draft.monetary === null ? null : risingCuts(draft.monetary, base.revenue),
    segments,
    trajectory,
    origin: originOf(draft, base, asOf),
  };
  return { is: 'compiled', model, warnings: checks.warnings };
}

function nobody(asOf: Instant): Population {
  return { asOf, customers: 0, recency: [], frequency: [], revenue: [], firstDay: null };
}

function originOf(draft: ScoringDraft, { customers }: Population, asOf: Instant): ModelOrigin {
  return quantileMeasures(draft).length === 0 ? { by: 'fixed' } : { by: 'quantiles', asOf, customers };
}

/** Why this base is too thin for quantiles: every limit it misses, and by how far. */
function thinBase(draft: ScoringDraft, base: Population, today: number): readonly Problem[] {
  const [measure] = quantileMeasures(draft);
  if (measure === undefined) return [];
  const days = base.firstDay === null ? 0 : Math.max(0, today - base.firstDay);
  const orders = base.frequency.at(-1)?.[0] ?? 0;
  const misses = [
    base.customers < LEAST.customers && `at least ${LEAST.customers} customers, and this base has ${base.customers}`,
    days < LEAST.days && `at least ${LEAST.days} days of history, and this base goes back ${days} days`,
    orders < LEAST.orders && `somebody with ${LEAST.orders} orders or more, and the most anybody has is ${orders}`,
  ];
  return misses
    .filter((miss) => miss !== false)
    .map((miss) => ({
      code: 'thin-base',
      path: `${measure}.quantiles`,
      message: `quantile cut-offs need ${miss}; use fixed cut-offs until then`,
    }));
}

function recencyCuts(recency: ScoringDraft['recency'], days: Distribution): RecencyCuts {
  if ('fixed' in recency) return { cuts: recency.fixed, edge: recency.edge ?? 'at-most' };
  const { quantiles, plus, edge = plus === undefined ? 'at-most' : 'below' } = recency;
  return { cuts: shifted(quantileCuts(days, quantiles), plus), edge };
}

function risingCuts(rising: ScoringDraft['frequency'], distribution: Distribution): RisingCuts {
  if ('fixed' in rising) return { cuts: rising.fixed, edge: rising.edge ?? 'reached' };
  const { quantiles, plus, edge = plus === undefined ? 'above' : 'reached' } = rising;
  return { cuts: shifted(quantileCuts(distribution, quantiles), plus), edge };
}

function shifted(cuts: readonly number[], plus = 0): readonly number[] {
  return cuts.map((cut) => cut + plus);
}

import { coverageFaults, error, warning, type Bins, type ScoringProblem } from './coverage.ts';
import type { ScoringDraft } from './draft.schema.ts';

/** Everything wrong, or likely not meant, with a draft of sound shape; empty where there is nothing to say. */
export function draftFaults(draft: ScoringDraft): readonly ScoringProblem[] {
  return [...quantileFaults(draft), ...coverageFaults(draft.segments, binsOf(draft))];
}

/** How many scores each measure of a draft has. */
export function binsOf({ recency, frequency, monetary }: ScoringDraft): Bins {
  return { r: scoresOf(recency), f: scoresOf(frequency), m: monetary === null ? null : scoresOf(monetary) };
}

type Cutting = { readonly fixed: readonly number[] } | { readonly quantiles: number };

function scoresOf(cutting: Cutting): number {
  return 'fixed' in cutting ? cutting.fixed.length + 1 : cutting.quantiles;
}

/** The measures whose cut-offs come from the workspace's own base. */
export function quantileMeasures(draft: ScoringDraft): readonly ('recency' | 'frequency' | 'monetary')[] {
  const measures = ['recency', 'frequency', 'monetary'] as const;
  return measures.filter((measure) => {
    const cutting = draft[measure];
    return cutting !== null && 'quantiles' in cutting;
  });
}

function quantileFaults(draft: ScoringDraft): readonly ScoringProblem[] {
  const measures = quantileMeasures(draft);
  const faults: ScoringProblem[] = [];
  if (draft.recencyOf === 'engagement' && measures.includes('recency')) {
    const message = 'recency quantiles are counted over last actions; use fixed days where signs of life count too';
    faults.push(error('recency-of-engagement', 'recency', message));
  }
  if (draft.recompute !== null && measures.length === 0) {
    const message = 'every cut-off is fixed, so there is nothing to compute anew; leave "recompute" out';
    faults.push(warning('nothing-to-recompute', 'recompute', message));
  }
  return faults;
}

export function unknownPreset(ids: readonly string[]): ScoringProblem {
  return error('unknown-preset', 'preset', `there is no such preset; it is one of ${ids.join(', ')}`);
}

import type { Checks, Problem } from '../problem.ts';
import { coverageChecks, type Bins } from './coverage.ts';
import type { ScoringDraft } from './draft.schema.ts';

/** Everything wrong, or likely not meant, with a draft of sound shape; empty where there is nothing to say. */
export function draftChecks(draft: ScoringDraft): Checks {
  const { problems, warnings } = coverageChecks(draft.segments, binsOf(draft));
  return { problems: [...quantileProblems(draft), ...problems], warnings: [...idleRecompute(draft), ...warnings] };
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

function quantileProblems(draft: ScoringDraft): readonly Problem[] {
  if (draft.recencyOf !== 'engagement' || !quantileMeasures(draft).includes('recency')) return [];
  const message = 'recency quantiles are counted over last actions; use fixed days where signs of life count too';
  return [{ code: 'recency-of-engagement', path: 'recency', message }];
}

function idleRecompute(draft: ScoringDraft): readonly Problem[] {
  if (draft.recompute === null || quantileMeasures(draft).length > 0) return [];
  const message = 'every cut-off is fixed, so there is nothing to compute anew; leave "recompute" out';
  return [{ code: 'nothing-to-recompute', path: 'recompute', message }];
}

export function unknownPreset(ids: readonly string[]): Problem {
  return { code: 'unknown-preset', path: 'preset', message: `there is no such preset; it is one of ${ids.join(', ')}` };
}

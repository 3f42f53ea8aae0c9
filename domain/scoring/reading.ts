import type { Instant } from '../time.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ScoringModel } from './model.ts';
import { scoreOf, type Totals } from './score.ts';
import type { Scores } from './scores.ts';
import { totalsOf, type Engagement } from '../ledger/totals.ts';

/** What a customer's facts come to at one instant. It is worked out once, for scores, conditions and deadlines alike. */
export interface Reading {
  readonly at: Instant;
  /** What counts then; `null` where no purchase has ever counted. Added up when it is first asked for. */
  readonly totals: () => Totals | null;
  readonly scores: Scores | null;
}

/** @param scores where it is known that they are what they were; left out, they are worked out */
export function readingOf(
  ledger: Ledger,
  engagement: Engagement,
  model: ScoringModel,
  at: Instant,
  scores?: Scores | null,
): Reading {
  let known: Totals | null | undefined;
  const totals = () => (known === undefined ? (known = totalsOf(ledger, engagement, model, at)) : known);
  if (scores !== undefined) return { at, totals, scores };
  const counted = totals();
  return { at, totals, scores: counted && scoreOf(counted, model, at) };
}

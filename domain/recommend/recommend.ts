import { buyAgain } from './buy-again.ts';
import { bundlesFor } from './bundles.ts';
import { crossSell } from './cross-sell.ts';
import type { Recommendation, Shelf, Shopper } from './recommendation.ts';

/** What somebody may be recommended: something new, something again, or two things at once. */
export const PURPOSES = ['cross-sell', 'buy-again', 'bundle'] as const;
export type Purpose = (typeof PURPOSES)[number];

type Method = (shopper: Shopper, shelf: Shelf, limit: number) => readonly Recommendation[];

const METHODS: Readonly<Record<Purpose, Method>> = {
  'cross-sell': crossSell,
  'buy-again': buyAgain,
  bundle: bundlesFor,
};

/** The best first, each with its reason; fewer than the limit where there are no more. */
export function recommend(purpose: Purpose, shopper: Shopper, shelf: Shelf, limit: number): readonly Recommendation[] {
  return METHODS[purpose](shopper, shelf, limit);
}

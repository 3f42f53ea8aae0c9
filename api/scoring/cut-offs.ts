import { zoneOf, type ScoringModel } from '../../domain/scoring/model.ts';
import { isoTime } from '../../domain/time.ts';

/** Cut-offs with what their numbers count. */
export function cutOffsView(
  { recency, frequency, monetary, frequencyOf, days, counts }: ScoringModel,
  currency: string,
) {
  const unit = days === 'elapsed' ? 'days' : `calendar days (${zoneOf(counts)})`;
  return {
    recency: { cuts: [...recency.cuts], edge: recency.edge, unit },
    frequency: {
      cuts: [...frequency.cuts],
      edge: frequency.edge,
      unit: frequencyOf === 'orders' ? 'orders' : 'days with orders',
    },
    monetary: monetary && { cuts: [...monetary.cuts], edge: monetary.edge, unit: `minor units of ${currency}` },
  };
}

export function originView({ origin }: ScoringModel) {
  return origin.by === 'fixed'
    ? { by: origin.by, asOf: null, customers: null }
    : { by: origin.by, asOf: isoTime(origin.asOf), customers: origin.customers };
}

import type { Instant } from '../../domain/time.ts';
import type { EffectRow } from '../messaging/effects.ts';
import { deliveryTally } from './delivery.ts';
import { placementTally } from './placements.ts';
import type { EffectTally } from './effect-tally.ts';
import type { Contribution } from './tally.ts';

/** Everything that is counted over the ledger of effects. A new one is a module, and a line here. */
export const EFFECT_TALLIES: readonly EffectTally[] = [deliveryTally, placementTally];

export function contributionsOfEffect(row: EffectRow, dayOf: (at: Instant) => number): readonly Contribution[] {
  return EFFECT_TALLIES.flatMap(({ name, shares }) => shares(row, dayOf).map((share) => ({ tally: name, ...share })));
}

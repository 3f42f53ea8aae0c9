import type { Effect } from '../effect.ts';
import type { TierId } from '../ids.schema.ts';
import { tierEffectKey, type CustomerKey } from '../keys.ts';
import type { Instant } from '../time.ts';
import type { LoyaltyFact } from './facts.ts';

/** What the world must see of a tier that changed. New rules that raise somebody say so in the journal only. */
export function tierEffects(
  facts: readonly LoyaltyFact[],
  customer: CustomerKey,
  at: Instant,
): readonly Effect<'changeTier'>[] {
  return facts.flatMap((fact): readonly Effect<'changeTier'>[] => {
    if (fact.what !== 'tier' || (fact.change !== 'up' && fact.change !== 'down') || fact.by === 'rules') return [];
    const { n, from } = fact;
    const to = fact.now?.tier ?? null;
    const key = tierEffectKey(customer, n);
    const summary = `tier ${nameOf(from)} → ${nameOf(to)}`;
    return [{ kind: 'changeTier', key, origin: { by: 'tier', fact: n }, at, summary, from, to }];
  });
}

function nameOf(tier: TierId | null): string {
  return tier ?? 'none';
}

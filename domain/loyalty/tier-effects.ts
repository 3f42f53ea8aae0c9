import type { Effect } from '../effect.ts';
import type { TierId } from '../ids.schema.ts';
import { tierEffectKey, type CustomerKey } from '../keys.ts';
import type { Instant } from '../time.ts';
import type { TierChanged } from './facts.ts';

/** What the world must see of a tier that changed. New rules that raise somebody say so in the journal only. */
export function tierEffects(
  { change, by, n, from, now }: TierChanged,
  customer: CustomerKey,
  at: Instant,
): readonly Effect<'changeTier'>[] {
  if ((change !== 'up' && change !== 'down') || by === 'rules') return [];
  const to = now?.tier ?? null;
  const key = tierEffectKey(customer, n);
  const summary = `tier ${nameOf(from)} → ${nameOf(to)}`;
  return [{ kind: 'changeTier', key, origin: { by: 'tier', fact: n }, at, summary, from, to }];
}

function nameOf(tier: TierId | null): string {
  return tier ?? 'none';
}

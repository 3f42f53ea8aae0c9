import type { Comparison } from './compared.tsx';

type Lift = Comparison['lifts'][number];

/** What each customer spent more by a single look at the declared end, or why that cannot be said. */
export type RevenueAtEnd =
  | { readonly is: 'known'; readonly from: number; readonly to: number }
  /** The ways do not have the same share, so it never will be. */
  | { readonly is: 'unequal' }
  | { readonly is: 'endless' }
  | { readonly is: 'early'; readonly ends: string }
  | { readonly is: 'few-buyers' }
  | { readonly is: 'few-customers' };

/** What stands in its way is told from what nobody can wait for to what comes by itself. */
export function revenueAtEnd(lift: Lift, { arms, ends, over }: Comparison): RevenueAtEnd {
  if (lift.revenueAtEnd !== null) return { is: 'known', from: lift.revenueAtEnd[0], to: lift.revenueAtEnd[1] };
  const shares = arms.filter(({ arm, control }) => control || arm === lift.arm).map(({ share }) => share);
  if (new Set(shares).size > 1) return { is: 'unequal' };
  if (ends === null) return { is: 'endless' };
  if (!over) return { is: 'early', ends };
  return { is: lift.revenue === null ? 'few-buyers' : 'few-customers' };
}

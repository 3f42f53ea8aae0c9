import type { Facts } from '../journey/conditions/condition.ts';
import type { Scalar } from '../journey/conditions/field.ts';
import type { TemplateContext } from '../words/template-context.ts';

/** What conditions see of somebody made up: where they stand and what they bought, and no attribute, deed or audience. */
export function sampleFacts({ segment, score, orders, revenue, daysSinceLast }: TemplateContext): Facts {
  const [r, f, m] = [...(score ?? '').matchAll(/[RFM](\d)/g)].map(([, figure]) => Number(figure));
  const known = new Map<string, Scalar | null | undefined>([
    ['segment', segment],
    ['score.r', r],
    ['score.f', f],
    ['score.m', m],
    ['totals.orders', orders],
    ['totals.revenue', revenue],
    ['days-since-last', daysSinceLast],
    ['points', 0],
    ['badges', 0],
    ['referrals', 0],
    ['referred', 'no'],
  ]);
  return { read: (field) => known.get(field) ?? undefined, did: () => false, isIn: () => false };
}

import type { TemplateContext } from './template-context.ts';
import type { Playbook } from '../playbook.ts';
import { asScore, scoreLabel } from '../scoring/scores.ts';
import { NEW_CUSTOMER } from '../decision/state.ts';
import { templateContext } from './template-context.ts';

/** A customer that a template must be able to write to. */
export interface TemplateExample {
  /** Such as `somebody in champions`. */
  readonly who: string;
  readonly context: TemplateContext;
}

/** Numbers of orders, revenue in minor units and days since the last one, from a beginner's to more than anybody has. */
const LIVES = [
  { orders: 1, revenue: 0, daysSinceLast: 0 },
  { orders: 2, revenue: 4_999, daysSinceLast: 1 },
  { orders: 7, revenue: 123_450, daysSinceLast: 30 },
  { orders: 40, revenue: 2_500_000, daysSinceLast: 200 },
  { orders: 1_000, revenue: 99_999_999, daysSinceLast: 700 },
] as const;
const LONG_LIFE = { orders: 100_000, revenue: 1_000_000_000_000, daysSinceLast: 20_000 };

/**
 * Whom a template is tried on before it goes live: somebody of whom nothing is known, somebody in each segment, new
 * there and come from another one, and somebody with numbers as large as they get.
 */
export function templateExamples(playbook: Playbook): readonly TemplateExample[] {
  const { segments } = playbook.scoring.segments;
  const within = segments.flatMap(({ id }, place): readonly TemplateExample[] => {
    const context = { segment: id, score: scoreAt(place, playbook), ...lifeAt(place) };
    const before = segments[(place + 1) % segments.length]?.id ?? id;
    return [
      { who: `somebody in ${id}`, context: { ...context, previousSegment: null } },
      {
        who: `somebody in ${id} who was in ${before}`,
        context: { ...context, ...lifeAt(place + 2), previousSegment: before },
      },
    ];
  });
  const most = { segment: segments[0]?.id ?? null, previousSegment: null, score: scoreAt(0, playbook), ...LONG_LIFE };
  return [
    { who: 'somebody of whom nothing is known', context: templateContext(NEW_CUSTOMER, playbook) },
    ...within,
    { who: 'somebody with 100,000 orders', context: most },
  ];
}

function lifeAt(place: number): Pick<TemplateContext, 'orders' | 'revenue' | 'daysSinceLast'> {
  return LIVES[place % LIVES.length] ?? LONG_LIFE;
}

/** The first segments are the best, so theirs are the highest scores. */
function scoreAt(place: number, { scoring }: Playbook): string {
  const points = (cuts: readonly number[]) => asScore(Math.max(1, cuts.length + 1 - place));
  return scoreLabel({
    r: points(scoring.recency.cuts),
    f: points(scoring.frequency.cuts),
    m: scoring.monetary && points(scoring.monetary.cuts),
  });
}

import { describe, expect, test } from 'vitest';
import { startingPlaybook } from '../../domain/playbook.ts';
import { templateExamples } from '../../domain/words/template-examples.ts';

const withoutMoney = startingPlaybook(null);
const withMoney = startingPlaybook([1_000, 2_000]);
const idsOf = ({ scoring }: typeof withMoney) => scoring.segments.segments.map(({ id }) => id);

describe.each([
  ['money has no score', withoutMoney, /^R[1-5]F[1-5]M-$/],
  [
    'money has a score',
    { ...withMoney, scoring: { ...withMoney.scoring, monetary: { cuts: [10, 20], edge: 'reached' as const } } },
    /^R[1-5]F[1-5]M[1-3]$/,
  ],
])('given a playbook where %s', (_, playbook, score) => {
  const examples = templateExamples(playbook);
  const contexts = examples.map(({ context }) => context);

  test('then a template is tried on somebody of whom nothing is known', () => {
    const nothing = { segment: null, previousSegment: null, score: null, orders: 0, revenue: 0, daysSinceLast: null };
    expect(contexts[0]).toEqual(nothing);
  });

  test('then it is tried on somebody new in each segment, and on somebody from another one', () => {
    for (const id of idsOf(playbook)) {
      const within = contexts.slice(1, -1).filter(({ segment }) => segment === id);
      expect(within.map(({ previousSegment }) => previousSegment === null)).toEqual([true, false]);
      expect(within.map(({ previousSegment }) => previousSegment)).not.toContain(id);
    }
  });

  test('then every score is one that the model gives, and the best segment has the highest', () => {
    const scores = contexts.flatMap((context) => context.score ?? []);
    expect(scores).toHaveLength(contexts.length - 1);
    for (const one of scores) expect(one).toMatch(score);
    expect(scores[0]).toMatch(/^R5F5/);
  });

  test('then it is tried on somebody with more orders and money than anybody has', () => {
    const { orders, revenue } = contexts.at(-1) ?? { orders: 0, revenue: 0 };
    expect(orders).toBe(Math.max(...contexts.map((context) => context.orders)));
    expect(revenue).toBe(Math.max(...contexts.map((context) => context.revenue)));
    expect(examples.at(-1)?.who).toBe('somebody with 100,000 orders');
  });

  test('then each of them can be told from the others', () => {
    expect(new Set(examples.map(({ who }) => who)).size).toBe(examples.length);
  });
});

test('given a model with one segment, then nobody comes from another one', () => {
  const { scoring } = withoutMoney;
  const segments = { ...scoring.segments, segments: scoring.segments.segments.slice(0, 1) };
  const only = templateExamples({ ...withoutMoney, scoring: { ...scoring, segments } });
  expect(only.slice(1, -1).map(({ context }) => context.previousSegment)).toEqual([null, segments.segments[0]?.id]);
});

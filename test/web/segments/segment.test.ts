import { describe, expect, test } from 'vitest';
import { flowsOf, perDay, typicalStay } from '../../../web/screens/segments/segment/flow.ts';
import { ruleOf } from '../../../web/screens/segments/segment/segment-rule.ts';
import { boundsOf } from '../../../web/screens/segments/spans.ts';
import { idOf, isSame, NEW_AUDIENCE } from '../../../web/screens/audiences/draft.ts';

type Model = Parameters<typeof ruleOf>[1];

const cutOffs: Model['cutOffs'] = {
  recency: { cuts: [40, 90], edge: 'at-most', unit: 'days' },
  frequency: { cuts: [2, 4], edge: 'reached', unit: 'orders' },
  monetary: { cuts: [5_000, 9_000], edge: 'above', unit: 'minor units' },
};

function modelOf(membership: unknown): Model {
  return { cutOffs, definition: { segments: { membership } } } as unknown as Model;
}

describe('the rule of a segment', () => {
  const cells = modelOf({
    by: 'cells',
    measures: 'rf',
    cells: {
      '11': 'lost',
      '12': 'lost',
      '13': 'risk',
      '21': 'fading',
      '22': 'fading',
      '23': 'risk',
      '31': 'new',
      '32': 'new',
      '33': 'best',
    },
  });

  test('by cells is said by the limits of the scores, with cells side by side put together', () => {
    expect(ruleOf('best', cells)).toEqual({
      is: 'blocks',
      blocks: [
        {
          recency: { least: null, most: { value: 40, included: true } },
          frequency: { least: { value: 4, included: true }, most: null },
          money: { least: null, most: null },
        },
      ],
    });
    expect(ruleOf('risk', cells)).toMatchObject({
      blocks: [{ recency: { least: { value: 40, included: false }, most: null } }],
    });
    expect(ruleOf('fading', cells)).toMatchObject({
      blocks: [
        {
          recency: { least: { value: 40, included: false }, most: { value: 90, included: true } },
          frequency: { least: null, most: { value: 3, included: true } },
        },
      ],
    });
  });

  test('by a list names its own rules, what is left, or nothing', () => {
    const list = modelOf({
      by: 'first-match',
      rules: [{ segment: 'best', r: [3, 3], m: [3, 3] }],
      otherwise: 'rest',
    });
    expect(ruleOf('best', list)).toEqual({
      is: 'first-match',
      blocks: [
        {
          recency: { least: null, most: { value: 40, included: true } },
          frequency: { least: null, most: null },
          money: { least: { value: 9_000, included: false }, most: null },
        },
      ],
    });
    expect(ruleOf('rest', list)).toEqual({ is: 'otherwise' });
    expect(ruleOf('former', list)).toEqual({ is: 'gone' });
  });

  test('that is scattered is counted', () => {
    const scattered = Object.fromEntries(['11', '13', '22', '31', '33'].map((cell) => [cell, 'here'] as const));
    const others = Object.fromEntries(['12', '21', '23', '32'].map((cell) => [cell, 'there'] as const));
    const model = modelOf({ by: 'cells', measures: 'rf', cells: { ...scattered, ...others } });
    expect(ruleOf('here', model)).toEqual({ is: 'cells', cells: 5, of: 9 });
  });
});

test('flows are the sums of kinds, and bars the sums of days', () => {
  const reply = {
    asOf: '2026-06-04T09:00:00.000Z',
    uncounted: 0,
    days: ['2026-06-03', '2026-06-04'],
    moves: [
      { from: null, to: 'loyal', moves: [1, 0] },
      { from: 'new', to: 'loyal', moves: [1, 3] },
    ],
  };
  expect(flowsOf(reply, 'from')).toEqual([
    { other: 'new', total: 4 },
    { other: null, total: 1 },
  ]);
  expect(perDay(reply)).toEqual([2, 3]);
});

test('a stay is the days spent for each one who left, and nothing where few have', () => {
  // A hundred people on each of ten days, of whom two leave on each: fifty days each.
  expect(typicalStay(Array(10).fill(100), Array(10).fill(2))).toBe(50);
  expect(typicalStay(Array(10).fill(100), Array(10).fill(1))).toBeNull();
  expect(typicalStay([], [])).toBeNull();
});

test('what segments count is bounded a week ahead and thirty days back', () => {
  expect(boundsOf('2026-06-04T09:00:00.000Z')).toEqual({
    silentUntil: '2026-06-11T09:00:00.000Z',
    movedSince: '2026-05-05T09:00:00.000Z',
  });
});

test('an audience that says the same in another order was not edited', () => {
  const saved = { ...NEW_AUDIENCE, condition: { within: '90d', times: 2, did: 'purchase' } };
  expect(isSame(saved, { ...saved, condition: { did: 'purchase', times: 2, within: '90d' } })).toBe(true);
  expect(isSame(saved, { ...saved, condition: { did: 'purchase', times: 3, within: '90d' } })).toBe(false);
  expect(isSame(saved, { ...saved, name: 'Else' })).toBe(false);
});

test.each([
  ['Loyal readers!', 'loyal-readers'],
  ['Sadık İzleyiciler & Größe', 'sadik-izleyiciler-grosse'],
  ['---', ''],
  ['x'.repeat(60), 'x'.repeat(40)],
  [`${'x'.repeat(39)} y`, 'x'.repeat(39)],
])('the id of an audience called %s is %s', (name, id) => {
  expect(idOf(name)).toBe(id);
});

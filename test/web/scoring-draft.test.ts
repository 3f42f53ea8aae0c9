import { describe, expect, test } from 'vitest';
import {
  addSegment,
  asCells,
  cellKeys,
  cutsIn,
  cutsText,
  moveSegment,
  paint,
  removeSegment,
  withCuts,
  type Draft,
} from '../../web/screens/data/scoring/draft.ts';

const small: Draft = {
  name: 'Three by three',
  windowDays: 365,
  days: 'elapsed',
  recencyOf: 'actions',
  frequencyOf: 'orders',
  counts: { actions: ['purchase'], engagement: 'any' },
  recency: { fixed: [30, 90] },
  frequency: { quantiles: 3 },
  monetary: null,
  segments: {
    segments: [
      { id: 'best', name: 'Best', color: '#1a7f4b' },
      { id: 'rest', name: 'Rest', color: '#7d7d7d' },
    ],
    membership: {
      by: 'first-match',
      rules: [{ segment: 'best', r: [3, 3], f: [2, 3] }],
      otherwise: 'rest',
    },
  },
};
const cellsIn = ({ segments: { membership } }: Draft) => (membership.by === 'cells' ? membership.cells : null);

describe('cut-offs as people write them', () => {
  test.each([
    ['40; 90; 180', 1, [40, 90, 180]],
    ['40 90', 1, [40, 90]],
    ['39,99; 100', 100, [3_999, 10_000]],
    ['', 1, null],
    ['40', 1, null],
    ['90; 40', 1, null],
    ['40; x', 1, null],
    ['1;2;3;4;5;6;7;8;9', 1, null],
  ] as const)('"%s" in %d', (text, unit, cuts) => {
    expect(cutsIn(text, unit)).toEqual(cuts);
    if (cuts) expect(cutsIn(cutsText(cuts, unit), unit)).toEqual(cuts);
  });
});

describe('a draft', () => {
  test('by rules becomes the cells that these hold for', () => {
    expect(cellsIn(asCells(small))).toEqual({
      '11': 'rest',
      '12': 'rest',
      '13': 'rest',
      '21': 'rest',
      '22': 'rest',
      '23': 'rest',
      '31': 'rest',
      '32': 'best',
      '33': 'best',
    });
  });

  test('is painted, and stays the same object where nothing changes', () => {
    const draft = asCells(small);
    const painted = paint(draft, '31', 'best');
    expect(cellsIn(painted)?.['31']).toBe('best');
    expect(paint(painted, '31', 'best')).toBe(painted);
    expect(paint(small, '31', 'best')).toBe(small);
  });

  test('gets cells for new scores from the nearest ones, and loses those of scores that are gone', () => {
    const wider = withCuts(asCells(small), { recency: { fixed: [10, 30, 90] } });
    expect(cellKeys(wider, 'rf')).toHaveLength(12);
    expect(cellsIn(wider)).toMatchObject({ '41': 'rest', '42': 'best', '43': 'best' });
    const narrow = withCuts(wider, { recency: { quantiles: 3 } });
    expect(Object.keys(cellsIn(narrow) ?? {})).toEqual(cellKeys(asCells(small), 'rf'));
  });

  test('keeps its segments whole: new ones are empty, those that go leave theirs to the one beside', () => {
    const draft = asCells(small);
    const added = addSegment(draft, 'New');
    expect(added.segments.segments.map(({ id }) => id)).toEqual(['best', 'rest', 'segment-1']);
    expect(addSegment(added, 'New').segments.segments.at(-1)?.id).toBe('segment-2');
    const removed = removeSegment(draft, 'best');
    expect(new Set(Object.values(cellsIn(removed) ?? {}))).toEqual(new Set(['rest']));
    expect(removeSegment(removed, 'rest')).toBe(removed);
    expect(moveSegment(draft, 'rest', -1).segments.segments.map(({ id }) => id)).toEqual(['rest', 'best']);
    expect(moveSegment(draft, 'best', -1)).toBe(draft);
  });

  test('by rules hands them on when a segment goes', () => {
    const { membership } = removeSegment(small, 'rest').segments;
    expect(membership).toMatchObject({ otherwise: 'best', rules: [{ segment: 'best' }] });
  });
});

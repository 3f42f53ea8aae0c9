import { describe, expect, test } from 'vitest';
import { coverageChecks, coverageOf, type Bins } from '../../../domain/scoring/coverage.ts';
import type { CellTable, Segment, SegmentRule, SegmentTable } from '../../../domain/scoring/segment.ts';
import {
  AT_RISK,
  CHAMPIONS,
  knownSegment,
  LOST,
  LOYAL,
  SEVEN_SEGMENTS,
} from '../../../domain/scoring/presets/seven-segments.ts';

const THREE: Bins = { r: 3, f: 3, m: 3 };
const NOBODY = knownSegment('nobody', 'Nobody', '#000000');

function cells(
  given: Readonly<Record<string, Segment>>,
  segments: readonly Segment[] = [CHAMPIONS, LOST],
): SegmentTable {
  const entries = Object.entries(given).map(([cell, { id }]) => [cell, id] as const);
  return { segments, membership: { by: 'cells', measures: 'rf', cells: Object.fromEntries(entries) } };
}

const GRID = Object.fromEntries(
  ['33', '32', '31', '23', '22', '21', '13', '12', '11'].map((cell, place) => [cell, place < 4 ? CHAMPIONS : LOST]),
);

function rules(
  list: readonly SegmentRule[],
  otherwise: Segment = LOST,
  segments: readonly Segment[] = [CHAMPIONS, LOYAL, LOST],
): SegmentTable {
  return { segments, membership: { by: 'first-match', rules: list, otherwise: otherwise.id } };
}

const [best, loyal, lost] = [CHAMPIONS.id, LOYAL.id, LOST.id];
const SOUND: readonly SegmentRule[] = [
  { segment: best, r: [3, 3], f: [2, 3] },
  { segment: loyal, f: [2, 3], m: [2, 3] },
];

function faults(table: SegmentTable, bins: Bins = THREE): readonly string[] {
  const { problems, warnings } = coverageChecks(table, bins);
  return [
    ...problems.map(({ code, path }) => `error ${code} ${path}`),
    ...warnings.map(({ code, path }) => `warning ${code} ${path}`),
  ];
}

describe('a table of cells', () => {
  test('that names every cell once has no faults', () => {
    expect(faults(cells(GRID))).toEqual([]);
    expect(faults(SEVEN_SEGMENTS, { r: 5, f: 5, m: null })).toEqual([]);
  });

  test('with cells missing says how many, and which first', () => {
    const [first] = coverageChecks(cells({ 33: CHAMPIONS, 11: LOST }), THREE).problems;
    expect(first).toEqual({
      code: 'missing-cells',
      path: 'segments.membership.cells',
      message: '7 of 9 cells have no segment: 12, 13, 21, 22, 23 and 2 more; name one for each',
    });
  });

  test('with cells beyond the scores of the model is refused', () => {
    const [fault] = coverageChecks(cells({ ...GRID, 34: LOST, 333: LOST }), THREE).problems;
    expect(fault?.code).toBe('cells-outside');
    expect(fault?.message).toContain('2 cells lie outside the 3 × 3 scores of this model: 34, 333');
  });

  test('with an unknown segment names it once, and where it stands', () => {
    const [fault] = coverageChecks(cells({ ...GRID, 12: NOBODY, 13: NOBODY }), THREE).problems;
    expect(fault?.path).toBe('segments.membership.cells.12');
    expect(fault?.message).toContain('there is no segment "nobody" (cells 12, 13)');
  });

  test('that looks at money needs scores of money', () => {
    const { segments, membership } = cells(GRID);
    const table = { segments, membership: { ...membership, measures: 'rfm' } as CellTable };
    expect(faults(table, { ...THREE, m: null })).toEqual(['error money-without-scores segments.membership.measures']);
  });

  test('with a segment that has no cell is warned of', () => {
    expect(faults(cells(GRID, [CHAMPIONS, AT_RISK, LOST]))).toEqual([
      'warning unreachable-segment segments.segments[1]',
    ]);
  });
});

describe('a table of rules', () => {
  test('in which every rule is first for somebody has no faults', () => {
    expect(faults(rules(SOUND))).toEqual([]);
  });

  test('with a rule that the ones before it take everything of is warned of, and its segment', () => {
    const table = rules([
      { segment: best, r: [2, 3] },
      { segment: lost, r: [1, 1] },
      { segment: loyal, r: [3, 3] },
    ]);
    expect(faults(table)).toEqual([
      'warning unreachable-rule segments.membership.rules[2]',
      'warning unreachable-segment segments.segments[1]',
    ]);
  });

  test('a rule can be taken by several before it together', () => {
    const halves = rules([
      { segment: best, f: [2, 3] },
      { segment: lost, f: [1, 1] },
      { segment: loyal, r: [1, 2] },
    ]);
    expect(faults(halves)).toContain('warning unreachable-rule segments.membership.rules[2]');
  });

  test.each<readonly [what: string, rule: SegmentRule, bins: Bins, expected: string]>([
    ['reversed', { segment: best, r: [3, 1] }, THREE, 'error range-reversed segments.membership.rules[0].r'],
    ['beyond the scores', { segment: best, f: [2, 5] }, THREE, 'error range-outside segments.membership.rules[0].f'],
    [
      'of money that has no scores',
      { segment: best, m: [1, 2] },
      { ...THREE, m: null },
      'error money-without-scores segments.membership.rules[0].m',
    ],
    ['for nobody', { segment: NOBODY.id }, THREE, 'error unknown-segment segments.membership.rules[0].segment'],
  ])('with a rule %s is refused', (_, rule, bins, expected) => {
    expect(faults(rules([rule]), bins)).toEqual([expected]);
  });

  test('with an unknown fallback is refused', () => {
    expect(faults(rules(SOUND, NOBODY))).toEqual(['error unknown-segment segments.membership.otherwise']);
  });
});

test('two segments of one id or one name are refused, in whatever case', () => {
  const twice = [CHAMPIONS, LOYAL, { ...LOST, name: 'LOYAL' }, { ...LOYAL, name: 'Other' }];
  expect(faults(rules(SOUND, LOST, twice))).toEqual([
    'error duplicate-segment segments.segments[3].id',
    'error duplicate-segment segments.segments[2].name',
  ]);
});

test('coverage counts each cell once', () => {
  const { cells: count, taken, leftOver, rulesUsed } = coverageOf(rules(SOUND), THREE);
  expect(count).toBe(27);
  expect([...taken.values()].reduce((sum, one) => sum + one, 0)).toBe(27);
  expect([taken.get(best), taken.get(loyal), taken.get(lost)]).toEqual([6, 8, 13]);
  expect(leftOver).toBe(13);
  expect([...rulesUsed]).toEqual([1, 0]);
});

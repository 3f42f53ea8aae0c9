import { describe, expect, test } from 'vitest';
import { parseDraft } from '../../../domain/scoring/parse-draft.ts';
import { PRESETS, presetsFor } from '../../../domain/scoring/presets/index.ts';
import { DEFAULT_TRAJECTORY } from '../../../domain/scoring/trajectory.ts';

const SEVEN = {
  name: 'Ours',
  windowDays: 365,
  days: 'elapsed',
  recencyOf: 'actions',
  frequencyOf: 'orders',
  counts: { actions: ['purchase'], engagement: 'any' },
  recency: { fixed: [40, 90, 180, 365] },
  frequency: { fixed: [2, 3, 4, 6] },
  monetary: null,
  segments: PRESETS[0]?.draft.segments,
};

/** `code path` of every problem. */
function faults(input: unknown): readonly string[] {
  const parsed = parseDraft(input);
  return 'problems' in parsed ? parsed.problems.map(({ code, path }) => `${code} ${path}`) : [];
}
const faultsOf = (change: object) => faults({ ...SEVEN, ...change });

function firstMessage(input: unknown): string | undefined {
  const parsed = parseDraft(input);
  return 'problems' in parsed ? parsed.problems[0]?.message : undefined;
}

const SEGMENT = { id: 'everybody', name: 'Everybody', color: '#1a7f4b' };
const everybody = (rules: unknown, more: object = {}) => ({
  segments: { segments: [SEGMENT], membership: { by: 'first-match', rules, otherwise: 'everybody', ...more } },
});

describe('a sound draft', () => {
  test('is given back with its defaults, and nothing else', () => {
    expect(parseDraft(SEVEN)).toEqual({
      draft: { ...SEVEN, trajectory: DEFAULT_TRAJECTORY, recompute: null },
      warnings: [],
    });
  });

  test('may have from 3 to 9 scores', () => {
    const rule = [{ segment: 'everybody', r: [1, 9] }];
    const nine = { quantiles: 9, plus: 0.5, edge: 'reached' };
    const draft = { recency: { quantiles: 9 }, frequency: nine, monetary: { fixed: [0, 1] }, recompute: '30d' };
    expect(faultsOf({ ...draft, ...everybody(rule) })).toEqual([]);
  });

  test('of fixed cut-offs has nothing to compute anew: a warning', () => {
    expect(parseDraft({ ...SEVEN, recompute: '7d' })).toMatchObject({
      draft: { recompute: '7d' },
      warnings: [{ code: 'nothing-to-recompute', path: 'recompute' }],
    });
  });
});

describe('cut-offs', () => {
  test.each([
    ['equal', { recency: { fixed: [40, 40, 180, 365] } }, 'malformed recency.fixed[1]'],
    ['falling', { frequency: { fixed: [2, 3, 6, 4] } }, 'malformed frequency.fixed[3]'],
    ['negative', { recency: { fixed: [-1, 90, 180, 365] } }, 'malformed recency.fixed[0]'],
    ['half a day', { recency: { fixed: [40.5, 90, 180, 365] } }, 'malformed recency.fixed[0]'],
    ['half an order', { frequency: { fixed: [2, 2.5, 3, 4] } }, 'malformed frequency.fixed[1]'],
    ['a fraction of a minor unit', { monetary: { fixed: [9.99, 20, 30, 40] } }, 'malformed monetary.fixed[0]'],
    ['without limit', { monetary: { fixed: [1, 20, 30, Infinity] } }, 'malformed monetary.fixed[3]'],
    ['one alone', { monetary: { fixed: [1] } }, 'malformed monetary.fixed'],
    ['nine of them', { monetary: { fixed: [1, 2, 3, 4, 5, 6, 7, 8, 9] } }, 'malformed monetary.fixed'],
    ['two bins', { monetary: { quantiles: 2 } }, 'malformed monetary.quantiles'],
    ['ten bins', { monetary: { quantiles: 10 } }, 'malformed monetary.quantiles'],
    ['both kinds', { monetary: { fixed: [1, 2], quantiles: 3 } }, 'unknown-field monetary.quantiles'],
    ['the wrong edge', { recency: { fixed: [40, 90, 180, 365], edge: 'above' } }, 'malformed recency.edge'],
  ])('%s are refused', (_, change, expected) => {
    expect(faultsOf(change)).toEqual([expected]);
  });

  test('with many faults are still told as the fixed ones they are', () => {
    const fixed = [-1, 2.5, 'x', null];
    expect(faultsOf({ frequency: { fixed } })).toEqual(fixed.map((_, place) => `malformed frequency.fixed[${place}]`));
  });

  test('that do not ascend are told by their values', () => {
    expect(firstMessage({ ...SEVEN, recency: { fixed: [90, 40, 180, 365] } })).toBe(
      'cut-offs ascend: 40 must be more than 90 before it',
    );
  });

  test('of recency by quantiles cannot look at signs of life', () => {
    expect(faultsOf({ recency: { quantiles: 5 }, recencyOf: 'engagement' })).toEqual(['recency-of-engagement recency']);
  });
});

describe('everything else', () => {
  test.each([
    ['a window too short', { windowDays: 29 }, 'malformed windowDays'],
    ['a window too long', { windowDays: 731 }, 'malformed windowDays'],
    ['purchases left out', { counts: { actions: ['lesson.done'], engagement: 'any' } }, 'malformed counts.actions'],
    ['no actions', { counts: { actions: [], engagement: 'any' } }, 'malformed counts.actions'],
    ['an action twice', { counts: { actions: ['purchase', 'a', 'a'], engagement: 'any' } }, 'malformed counts.actions'],
    [
      'refunds as actions',
      { counts: { actions: ['purchase', 'refund'], engagement: [] } },
      'malformed counts.actions[1]',
    ],
    ['no event type', { counts: { actions: ['purchase'], engagement: ['A!'] } }, 'malformed counts.engagement[0]'],
    ['a lone surrogate', { name: '\ud800' }, 'malformed name'],
    ['an unknown field', { colour: 'red' }, 'unknown-field colour'],
    ['a recomputation without pause', { recompute: '5m' }, 'malformed recompute'],
    ['a period of no whole weeks', { trajectory: { ...DEFAULT_TRAJECTORY, days: 90 } }, 'malformed trajectory.days'],
    ['growing below 1', { trajectory: { ...DEFAULT_TRAJECTORY, growAbove: 1 } }, 'malformed trajectory.growAbove'],
    [
      'a name for no segment',
      everybody([{ segment: 'nobody' }]),
      'unknown-segment segments.membership.rules[0].segment',
    ],
    ['a score of 10', everybody([{ segment: 'everybody', r: [1, 10] }]), 'malformed segments.membership.rules[0].r[1]'],
    ['a table by chance', everybody([], { by: 'chance' }), 'malformed segments.membership.by'],
    [
      '51 rules',
      everybody(Array.from({ length: 51 }, () => ({ segment: 'everybody' }))),
      'malformed segments.membership.rules',
    ],
    [
      '31 segments',
      {
        segments: {
          segments: Array.from({ length: 31 }, (_, n) => ({ ...SEGMENT, id: `s-${n}`, name: `S ${n}` })),
          membership: { by: 'first-match', rules: [{ segment: 's-0' }], otherwise: 's-0' },
        },
      },
      'malformed segments.segments',
    ],
    [
      'a cell that is none',
      { segments: { segments: [SEGMENT], membership: { by: 'cells', measures: 'rf', cells: { '5x': 'everybody' } } } },
      'malformed segments.membership.cells.5x',
    ],
    [
      'a color that is none',
      {
        segments: {
          segments: [{ ...SEGMENT, color: 'red' }],
          membership: { by: 'first-match', rules: [{ segment: 'everybody' }], otherwise: 'everybody' },
        },
      },
      'malformed segments.segments[0].color',
    ],
  ])('%s is refused', (_, change, expected) => {
    expect(faultsOf(change)).toEqual([expected]);
  });

  test('a segment may be called as what every object has', () => {
    const segments = {
      segments: [{ ...SEGMENT, id: 'constructor' }],
      membership: { by: 'first-match', rules: [{ segment: 'constructor' }], otherwise: 'constructor' },
    };
    expect(faultsOf({ segments })).toEqual([]);
  });

  test('all faults come back at once', () => {
    const { name: _, ...nameless } = SEVEN;
    expect(faults({ ...nameless, windowDays: 3, recency: { fixed: [1] }, nonsense: 1 })).toEqual([
      'missing name',
      'malformed windowDays',
      'malformed recency.fixed',
      'unknown-field nonsense',
    ]);
    expect(faultsOf({ recency: { fixed: [40, 90] }, frequency: { fixed: [1, 2, 3, 4, 5] } })).toEqual([
      'missing-cells segments.membership.cells',
      'cells-outside segments.membership.cells',
    ]);
  });

  test.each([[null], [[]], ['seven'], [7], [undefined]])('%j is no draft', (input) => {
    expect(faults(input)).toHaveLength(1);
  });
});

describe('the short form', () => {
  test("takes a preset with the workspace's own amounts and name", () => {
    const monetary = { fixed: [1_000, 5_000, 10_000, 50_000] };
    expect(parseDraft({ preset: 'seven', monetary, name: 'Ours' })).toEqual({
      draft: { ...PRESETS[0]?.draft, monetary, name: 'Ours' },
      warnings: [],
    });
  });

  test('reads the presets of the workspace', () => {
    expect(parseDraft({ preset: 'r-rfm-0.3.0' }, presetsFor(1))).toMatchObject({
      draft: { monetary: { quantiles: 5, plus: 1 } },
    });
  });

  test('of an unknown preset says which there are', () => {
    expect(faults({ preset: 'eight' })).toEqual(['unknown-preset preset']);
    expect(firstMessage({ preset: 'eight' })).toContain('seven, flowcot-six, klaviyo-27');
  });

  test('cannot take money from a table that looks at it', () => {
    expect(faults({ preset: 'klaviyo-27', monetary: null })).toEqual([
      'money-without-scores segments.membership.measures',
    ]);
    expect(faults({ preset: 'klaviyo-27', monetary: { quantiles: 4 } })).toEqual([
      'missing-cells segments.membership.cells',
    ]);
  });

  test('has no other fields', () => {
    expect(faults({ preset: 'seven', windowDays: 30 })).toEqual(['unknown-field windowDays']);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileModel } from '../../../domain/scoring/compile.ts';
import type { ScoringDraft } from '../../../domain/scoring/draft.schema.ts';
import type { ScoringModel } from '../../../domain/scoring/model.ts';
import { distributionOf, type Population } from '../../../domain/scoring/population.ts';
import { PRESETS } from '../../../domain/scoring/presets/index.ts';
import { USUAL } from '../../../domain/scoring/presets/preset.ts';
import { scoreOf, type Totals } from '../../../domain/scoring/score.ts';
import { CHAMPIONS, LOST } from '../../../domain/scoring/presets/seven-segments.ts';
import { UTC } from '../../../domain/time-zone.ts';
import { DAY, utcDay } from '../../../domain/time.ts';
import { NOON } from '../../builders.ts';

const TODAY = utcDay(NOON);

interface Person {
  readonly days: number;
  readonly frequency: number;
  readonly revenue: number;
}

function populationOf(people: readonly Person[], given: Partial<Population> = {}): Population {
  return {
    asOf: NOON,
    customers: people.length,
    recency: distributionOf(people.map(({ days }) => days)),
    frequency: distributionOf(people.map(({ frequency }) => frequency)),
    revenue: distributionOf(people.map(({ revenue }) => revenue)),
    firstDay: TODAY - 1_000,
    ...given,
  };
}

/** 1,001 people: everything is in steps of one. */
const EVEN = populationOf(Array.from({ length: 1_001 }, (_, n) => ({ days: n, frequency: n, revenue: 10 * n })));

const DRAFT: ScoringDraft = {
  ...USUAL,
  name: 'Ours',
  recency: { quantiles: 5 },
  frequency: { quantiles: 5 },
  monetary: { quantiles: 5 },
  segments: {
    segments: [CHAMPIONS, LOST],
    membership: { by: 'first-match', rules: [{ segment: CHAMPIONS.id, r: [3, 3] }], otherwise: LOST.id },
  },
};

function modelOf(draft: ScoringDraft, population: Population | null = EVEN): ScoringModel {
  const compiled = compileModel(draft, population, 7, NOON, UTC);
  if (compiled.is === 'refused') throw new Error(JSON.stringify(compiled.problems));
  return compiled.model;
}

function refusals(draft: ScoringDraft, population: Population | null): readonly string[] {
  const compiled = compileModel(draft, population, 7, NOON, UTC);
  return compiled.is === 'refused' ? compiled.problems.map(({ message }) => message) : [];
}

describe('quantile cut-offs', () => {
  test('are the quantiles of the base, as it was', () => {
    expect(modelOf(DRAFT)).toMatchObject({
      version: 7,
      recency: { cuts: [200, 400, 600, 800], edge: 'at-most' },
      frequency: { cuts: [200, 400, 600, 800], edge: 'above' },
      monetary: { cuts: [2_000, 4_000, 6_000, 8_000], edge: 'above' },
      origin: { by: 'quantiles', asOf: NOON, customers: 1_001 },
    });
  });

  test('with something added turn their edges, as in the R package', () => {
    const plus = {
      recency: { quantiles: 5, plus: 1 },
      frequency: { quantiles: 5, plus: 1 },
      monetary: { quantiles: 5, plus: 100 },
    };
    expect(modelOf({ ...DRAFT, ...plus })).toMatchObject({
      recency: { cuts: [201, 401, 601, 801], edge: 'below' },
      frequency: { cuts: [201, 401, 601, 801], edge: 'reached' },
      monetary: { cuts: [2_100, 4_100, 6_100, 8_100], edge: 'reached' },
    });
  });

  test('take the edge that the draft names', () => {
    const model = modelOf({
      ...DRAFT,
      recency: { quantiles: 3, edge: 'below' },
      frequency: { quantiles: 3, edge: 'reached' },
    });
    expect([model.recency.edge, model.frequency.edge]).toEqual(['below', 'reached']);
  });

  test('stay equal where half the base has one order, and money may be a fraction', () => {
    const people = Array.from({ length: 600 }, (_, n) => ({ days: n, frequency: n < 400 ? 1 : 3, revenue: n }));
    const { frequency, monetary } = modelOf(DRAFT, populationOf(people));
    expect(frequency.cuts).toEqual([1, 1, 1, 3]);
    expect(monetary?.cuts[0]).toBeCloseTo(119.8, 9);
  });
});

describe('fixed cut-offs', () => {
  const fixed: ScoringDraft = {
    ...DRAFT,
    recency: { fixed: [10, 20] },
    frequency: { fixed: [2, 4], edge: 'above' },
    monetary: null,
  };

  test('need no base', () => {
    expect(modelOf(fixed, null)).toMatchObject({
      recency: { cuts: [10, 20], edge: 'at-most' },
      frequency: { cuts: [2, 4], edge: 'above' },
      monetary: null,
      origin: { by: 'fixed' },
    });
  });

  test('beside quantiles leave it to the quantiles where the numbers came from', () => {
    const model = modelOf({ ...fixed, monetary: { quantiles: 3 } });
    expect(model.origin).toEqual({ by: 'quantiles', asOf: NOON, customers: 1_001 });
  });
});

describe('a base too thin for quantiles is refused, with the limit and how far it is', () => {
  const people = (count: number, orders = 3) =>
    Array.from({ length: count }, (_, n) => ({ days: n, frequency: n % 2 ? orders : 1, revenue: 100 }));

  test('too few customers', () => {
    expect(refusals(DRAFT, populationOf(people(499)))).toEqual([
      'quantile cut-offs need at least 500 customers, and this base has 499; use fixed cut-offs until then',
    ]);
    expect(refusals(DRAFT, populationOf(people(500)))).toEqual([]);
  });

  test('too short a history', () => {
    expect(refusals(DRAFT, populationOf(people(500), { firstDay: TODAY - 179 }))).toEqual([
      'quantile cut-offs need at least 180 days of history, and this base goes back 179 days; use fixed cut-offs until then',
    ]);
    expect(refusals(DRAFT, populationOf(people(500), { firstDay: TODAY - 180 }))).toEqual([]);
  });

  test('nobody with three orders', () => {
    expect(refusals(DRAFT, populationOf(people(500, 2)))).toEqual([
      'quantile cut-offs need somebody with 3 orders or more, and the most anybody has is 2; use fixed cut-offs until then',
    ]);
  });

  test('nobody at all misses all three, and the place is the first measure that asks for them', () => {
    expect(refusals(DRAFT, null)).toHaveLength(3);
    const compiled = compileModel({ ...DRAFT, recency: { fixed: [10, 20] } }, null, 1, NOON, UTC);
    expect(compiled).toMatchObject({
      is: 'refused',
      problems: [1, 2, 3].map(() => ({ code: 'thin-base', path: 'frequency.quantiles' })),
    });
  });
});

test('a draft with faults is refused with all of them', () => {
  const broken: ScoringDraft = {
    ...DRAFT,
    segments: {
      segments: [CHAMPIONS],
      membership: { by: 'first-match', rules: [{ segment: CHAMPIONS.id, r: [4, 6] }], otherwise: LOST.id },
    },
  };
  const compiled = compileModel(broken, EVEN, 1, NOON, UTC);
  expect(compiled.is === 'refused' && compiled.problems.map(({ code }) => code)).toEqual([
    'range-outside',
    'unknown-segment',
  ]);
});

test('what is only likely not meant is a warning, and compiles', () => {
  const old = PRESETS.find(({ id }) => id === 'r-rfm-0.2.x');
  const compiled = old && compileModel(old.draft, EVEN, 1, NOON, UTC);
  expect(compiled?.is === 'compiled' && compiled.warnings.map(({ code }) => code)).toEqual([
    'unreachable-rule',
    'unreachable-rule',
    'unreachable-rule',
    'unreachable-segment',
    'unreachable-segment',
    'unreachable-segment',
  ]);
});

describe('scores of any compiled model', () => {
  const person = fc.record({
    days: fc.integer({ min: 0, max: 600 }),
    frequency: fc.integer({ min: 1, max: 9 }),
    revenue: fc.integer({ min: 0, max: 50_000 }),
  });
  /** Enough people for quantiles, with ties wherever chance puts them. */
  const base = fc
    .array(person, { minLength: 20, maxLength: 60 })
    .map((few) => populationOf(Array.from({ length: 25 }, () => few).flat()));
  const models = fc
    .tuple(base, fc.constantFrom(...PRESETS))
    .filter(([population]) => (population.frequency.at(-1)?.[0] ?? 0) >= 3)
    .map(([population, { draft }]) => modelOf(draft, population));

  function totals({ days, frequency, revenue }: Person): Totals {
    const lastPurchaseAt = NOON - days * DAY;
    return { lastPurchaseAt, recencyFrom: lastPurchaseAt, orders: frequency, frequency, revenue };
  }

  test('never fall when somebody buys later, oftener or for more', () => {
    fc.assert(
      fc.property(models, person, person, (model, one, by) => {
        const before = scoreOf(totals(one), model, NOON);
        const later = scoreOf(totals({ ...one, days: Math.max(0, one.days - by.days) }), model, NOON);
        const oftener = scoreOf(totals({ ...one, frequency: one.frequency + 1 }), model, NOON);
        const dearer = scoreOf(totals({ ...one, revenue: one.revenue + by.revenue }), model, NOON);
        expect(later.r).toBeGreaterThanOrEqual(before.r);
        expect(oftener.f).toBeGreaterThanOrEqual(before.f);
        expect(dearer.m ?? 0).toBeGreaterThanOrEqual(before.m ?? 0);
        expect([later.f, later.m, oftener.r, dearer.r]).toEqual([before.f, before.m, before.r, before.r]);
      }),
      { numRuns: 60 },
    );
  });

  test('are shared by equal values: each measure is scored by its own value alone', () => {
    fc.assert(
      fc.property(models, person, person, (model, one, other) => {
        const ours = scoreOf(totals(one), model, NOON);
        expect(scoreOf(totals({ ...other, days: one.days }), model, NOON).r).toBe(ours.r);
        expect(scoreOf(totals({ ...other, frequency: one.frequency }), model, NOON).f).toBe(ours.f);
        expect(scoreOf(totals({ ...other, revenue: one.revenue }), model, NOON).m).toBe(ours.m);
      }),
      { numRuns: 60 },
    );
  });
});

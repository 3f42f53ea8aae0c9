import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { differenceInterval, momentsOfShare, welchInterval } from '../../../domain/measure/differences.ts';
import { chancesOf, lnEvidenceOfDifference, ratioInterval } from '../../../domain/measure/relative-lift.ts';
import { isMismatch, lnEvidenceOfMismatch } from '../../../domain/measure/sample-ratio.ts';
import { newcombe, wilson } from '../../../domain/measure/shares.ts';

type Pair = readonly [number, number];

/** Says in its `note` where it comes from. */
interface Vectors {
  readonly cases: readonly {
    readonly name: string;
    readonly xT: number;
    readonly nT: number;
    readonly xC: number;
    readonly nC: number;
    readonly wilsonT: Pair;
    readonly wilsonC: Pair;
    readonly newcombe95: Pair;
    readonly relCS_q: Pair;
    readonly relCS_ratio: readonly [number, number | null];
    readonly logE_vs_equal: number;
    readonly asympCS_diff_Nstar5000?: Pair;
  }[];
  readonly holdout_10pct: {
    readonly xT: number;
    readonly xC: number;
    readonly pi: number;
    readonly relCS_ratio: Pair;
    readonly logE: number;
  };
  readonly srm: readonly { readonly n?: Pair; readonly pi?: number; readonly logE_k1000?: number }[];
  readonly spend: {
    readonly mens: { readonly mean: number; readonly var: number; readonly n: number };
    readonly none: { readonly mean: number; readonly var: number; readonly n: number };
    readonly diff: number;
    readonly se: number;
    readonly welch95_z: Pair;
  };
}

const vectors = JSON.parse(
  readFileSync(new URL('../../fixtures/uplift-vectors.json', import.meta.url), 'utf8'),
) as Vectors;

function expectSame(found: readonly (number | null)[], wanted: readonly (number | null)[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [place, value] of wanted.entries()) {
    const is = found[place] ?? null;
    if (value === null || is === null) expect(is).toBe(value);
    else expect(Math.abs(is - value)).toBeLessThanOrEqual(1e-6 * Math.abs(value));
  }
}

test.each(vectors.cases)('the case $name comes to what was worked out elsewhere', (one) => {
  const [treated, control] = [
    { of: one.nT, converted: one.xT },
    { of: one.nC, converted: one.xC },
  ];
  const conversions = { treated: one.xT, control: one.xC, share: 0.5 };
  expectSame(wilson(treated), one.wilsonT);
  expectSame(wilson(control), one.wilsonC);
  expectSame(newcombe(treated, control), one.newcombe95);
  expectSame(chancesOf(conversions), one.relCS_q);
  expectSame(ratioInterval(conversions), one.relCS_ratio);
  expectSame([lnEvidenceOfDifference(conversions)], [one.logE_vs_equal]);
  const wanted = one.asympCS_diff_Nstar5000;
  if (wanted) expectSame(differenceInterval(momentsOfShare(treated), momentsOfShare(control)), wanted);
});

test('a holdout of one in ten comes to what was worked out elsewhere', () => {
  const { xT: treated, xC: control, pi: share, relCS_ratio, logE } = vectors.holdout_10pct;
  expectSame(ratioInterval({ treated, control, share }), relCS_ratio);
  expectSame([lnEvidenceOfDifference({ treated, control, share })], [logE]);
});

test('the difference of what was spent has the standard error that was worked out elsewhere', () => {
  const { mens, none, diff, se, welch95_z: welch } = vectors.spend;
  const moments = ({ mean, var: variance, n: of }: typeof mens) => ({ of, mean, variance });
  const [from, to] = differenceInterval(moments(mens), moments(none));
  expectSame(welchInterval(moments(mens), moments(none)), welch);
  const of = mens.n + none.n;
  const rho2 = 0.00158723 * of;
  const widening = Math.sqrt(((2 * (rho2 + 1)) / rho2) * Math.log(Math.sqrt(rho2 + 1) / 0.05));
  expectSame([(from + to) / 2], [diff]);
  expect((to - from) / 2 / widening / se).toBeCloseTo(1, 5);
});

const ratios = vectors.srm.flatMap(({ n, pi, logE_k1000 }) =>
  n === undefined || pi === undefined || logE_k1000 === undefined ? [] : [{ n, share: pi, wanted: logE_k1000 }],
);

test.each(ratios)(
  'arms of $n at $share come to what was worked out elsewhere',
  ({ n: [treated, control], share, wanted }) => {
    const assigned = { treated, control, share };
    expectSame([lnEvidenceOfMismatch(assigned)], [wanted]);
    expect(isMismatch(assigned)).toBe(wanted > Math.log(100));
  },
);

test('the vectors hold an alarm and an absence of one', () => {
  expect(new Set(ratios.map(({ wanted }) => wanted > Math.log(100)))).toEqual(new Set([true, false]));
});

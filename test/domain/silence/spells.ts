import fc from 'fast-check';
import type { PastSpell } from '../../../domain/silence/past-spells.ts';
import { WIDTH } from '../../../domain/silence/rules/hazard-features.ts';
import type { Hazard } from '../../../domain/silence/rules/hazard.ts';
import type { Spell } from '../../../domain/silence/spell.ts';

export const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Somebody who has bought on at least two days. */
export const spells: fc.Arbitrary<Spell> = fc
  .record({
    x: fc.integer({ min: 1, max: 30 }),
    gap: between(1, 120),
    day: fc.integer({ min: 17_000, max: 20_000 }),
    spend: between(-3, 3),
    signs: fc.uniqueArray(fc.nat(400), { maxLength: 4 }),
  })
  .map(({ x, gap, day, spend, signs }) => {
    return { x, span: Math.round(x * gap), day, spend, signs: signs.toSorted((one, other) => one - other) };
  });

/** As fits of real bases come out, and far beyond. */
export const leaving = fc.record({
  r: between(0.1, 8),
  alpha: between(0.2, 80),
  a: between(0.1, 6),
  b: between(0.1, 20),
});

/** What the place of each number of a week means, as `writeWeek` has it. */
export const AT = { always: 0, lnSilence: 1, late: 3, spend: 9, sign: 10, january: 11 } as const;

export function hazardWith(given: Readonly<Record<number, number>>, hasMonths = false): Hazard {
  const coefficients = Array.from({ length: WIDTH }, (_, place) => given[place] ?? 0);
  return { coefficients, meanGap: 40, hasMonths };
}

export const hazards: fc.Arbitrary<Hazard> = fc.record({
  coefficients: fc.array(between(-1.5, 1.5), { minLength: WIDTH, maxLength: WIDTH }),
  meanGap: between(3, 200),
  hasMonths: fc.boolean(),
});

export function aSpell(given: Partial<Spell> = {}): Spell {
  return { x: 3, span: 90, day: 18_000, spend: 0, signs: [], ...given };
}

export function aPastSpell(given: Partial<PastSpell> = {}): PastSpell {
  return { ...aSpell(), customer: 0, gap: null, ...given };
}

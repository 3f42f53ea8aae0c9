import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customerOf, WIDTH, writeWeek } from '../../../domain/silence/rules/hazard-features.ts';
import { expectationOf, learn } from '../../../domain/silence/rules/index.ts';
import { Training } from '../../../domain/silence/rules/training.ts';
import type { PastSpell } from '../../../domain/silence/past-spells.ts';
import { Random } from '../../protocol/random.ts';
import { finish } from '../rhythm/base.ts';
import { AT, aPastSpell, aSpell, between, hazardWith, hazards, spells } from './spells.ts';

const LONGEST = 400;

/** The chance of a purchase in one week, with these coefficients: a purchase on Wednesday of it. */
function weekOf(
  coefficients: readonly number[],
  spell: PastSpell,
  week: number,
  sign: number | null,
  hasMonths: boolean,
) {
  const into = new Float64Array(WIDTH);
  writeWeek(customerOf(spell, 40), week, sign, hasMonths, into, 0);
  const odds = into.reduce((sum, value, place) => sum + value * (coefficients[place] ?? 0), 0);
  return 1 / (1 + Math.exp(-odds));
}

interface Simulated {
  readonly coefficients: readonly number[];
  readonly silences: number;
  readonly end?: number;
  readonly length?: number;
}

/** Silences that end by a known hazard. */
function simulated({ coefficients, silences, end = 20_000, length = 400 }: Simulated): readonly PastSpell[] {
  const random = new Random(11);
  return Array.from({ length: silences }, (_, customer) => {
    const day = end - random.below(length);
    const x = 1 + random.below(9);
    const signs = random.chance(0.5) ? [random.below(60)] : [];
    const begun = aPastSpell({ customer, x, span: x * 40, day, spend: random.next() * 2 - 1, signs });
    for (let week = 0; day + week * 7 + 3 <= end; week += 1) {
      const sign = signs.find((one) => one <= week * 7) ?? null;
      if (random.chance(weekOf(coefficients, begun, week, sign, length > 730))) return { ...begun, gap: week * 7 + 3 };
    }
    return begun;
  });
}

function baseOf(spells: readonly PastSpell[], end = 20_000, length = 400): Training {
  return new Training({ spells, groups: [], end, first: end - length });
}

function learnedFrom(base: Training) {
  const { outcome, pauses } = finish(learn('hazard', base));
  if ('because' in outcome) throw new Error(outcome.because);
  return { hazard: outcome.hazard, pauses };
}

describe('a hazard learned from silences', () => {
  const known = hazardWith({ [AT.always]: -2, [AT.late]: -0.6, [AT.spend]: 0.5, [AT.sign]: 1 });
  const base = baseOf(simulated({ coefficients: known.coefficients, silences: 6_000 }));

  test('is the one that made them: its coefficients where nothing else says the same, and its chances', () => {
    const { hazard } = learnedFrom(base);
    expect(Math.abs((hazard.coefficients[AT.spend] ?? NaN) - 0.5)).toBeLessThan(0.12);
    expect(Math.abs((hazard.coefficients[AT.sign] ?? NaN) - 1)).toBeLessThan(0.2);
    for (const spell of [aSpell({ x: 2, span: 80 }), aSpell({ x: 6, span: 240, spend: -0.8, signs: [10] })]) {
      const truth = expectationOf({ by: 'hazard', hazard: { ...known, meanGap: 40 } }, spell, LONGEST);
      const found = expectationOf({ by: 'hazard', hazard }, spell, LONGEST);
      for (const silence of [14, 42, 84]) expect(Math.abs(found(silence) - truth(silence))).toBeLessThan(0.06);
    }
    expect(hazard.hasMonths).toBe(false);
    expect(hazard.coefficients.slice(AT.january).every((one) => one === 0)).toBe(true);
  });

  test('is the same each time, and knows the mean gap of the base', () => {
    const gaps = base.spells.flatMap(({ gap }) => (gap === null ? [] : [gap]));
    const { hazard } = learnedFrom(base);
    expect(hazard.meanGap).toBeCloseTo(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length, 10);
    expect(learnedFrom(base).hazard).toEqual(hazard);
  });

  test('knows seasons where each month was seen twice', () => {
    const july = hazardWith({ [AT.always]: -3, [AT.january + 6]: 2 }, true);
    const length = 1_200;
    const seasonal = simulated({ coefficients: july.coefficients, silences: 2_000, length });
    const { hazard } = learnedFrom(baseOf(seasonal, 20_000, length));
    expect(hazard.hasMonths).toBe(true);
    const months = hazard.coefficients.slice(AT.january);
    const rest = months.filter((_, month) => month !== 6);
    expect((months[6] ?? NaN) - Math.max(...rest)).toBeGreaterThan(1);
    expect(learnedFrom(baseOf(seasonal.slice(0, 500), 20_000, 729)).hazard.hasMonths).toBe(false);
  });

  test('does not grow with long silences: of many weeks each so many-th stands for the others', () => {
    const day = 20_000 - 7 * 500;
    const bought = simulated({ coefficients: known.coefficients, silences: 900 });
    const silent = Array.from({ length: 700 }, (_, customer) => aPastSpell({ customer, day }));
    const { hazard, pauses } = learnedFrom(baseOf([...bought, ...silent], 20_000, 4_000));
    expect(pauses).toBeLessThan(300);
    // Hundreds of silent weeks of each: nothing is expected of such a silence.
    expect(expectationOf({ by: 'hazard', hazard }, aSpell(), 3_600)(3_000)).toBeLessThan(0.05);
  });

  test('asks for ten purchases for each number it learns, and says how many there are', () => {
    const over = Array.from({ length: 10 * WIDTH }, (_, n) => aPastSpell({ gap: 5 + (n % 60), x: 1 + (n % 3) }));
    const { outcome } = finish(learn('hazard', baseOf([...over.slice(1), aPastSpell({ gap: null })])));
    expect(outcome).toEqual({
      because: 'There is too little data for it: there are 229 repeat purchases to learn from, and it needs 230.',
    });
    expect(finish(learn('hazard', baseOf(over))).outcome).toHaveProperty('hazard');
  });

  test('says so where the search has no summit: everybody comes back within the week', () => {
    const quick = Array.from({ length: 500 }, () => aPastSpell({ gap: 3 }));
    expect(finish(learn('hazard', baseOf(quick))).outcome).toEqual({
      because: 'The search for the best fit found no summit.',
    });
  });
});

describe('what a hazard expects', () => {
  test('is the chance of a purchase in the thirteen weeks ahead, lowered to the lowest before', () => {
    fc.assert(
      fc.property(hazards, spells, fc.nat(40), (hazard, spell, week) => {
        const alone = { ...spell, signs: [] };
        const chanceAt = (from: number) => {
          let none = 1;
          for (let n = from; n < from + 13; n += 1) {
            const into = new Float64Array(WIDTH);
            writeWeek(customerOf(alone, hazard.meanGap), n, null, hazard.hasMonths, into, 0);
            const odds = into.reduce((sum, value, place) => sum + value * (hazard.coefficients[place] ?? 0), 0);
            none /= 1 + Math.exp(odds);
          }
          return 1 - none;
        };
        const lowest = Math.min(...Array.from({ length: week + 1 }, (_, n) => chanceAt(n)));
        expect(expectationOf({ by: 'hazard', hazard }, alone, LONGEST)(week * 7)).toBeCloseTo(lowest, 8);
      }),
    );
  });

  test('is not lower after a sign of life than without it, where signs raise the odds', () => {
    fc.assert(
      fc.property(hazards, spells, between(0, 2), fc.nat(200), between(0, 200), (given, spell, worth, sign, more) => {
        const coefficients = given.coefficients.with(AT.sign, worth);
        const rule = { by: 'hazard', hazard: { ...given, coefficients } } as const;
        const [without, told] = [[], [sign]].map((signs) => expectationOf(rule, { ...spell, signs }, LONGEST));
        expect(told?.(sign + more)).toBeGreaterThanOrEqual((without?.(sign + more) ?? NaN) - 1e-12);
        if (sign > 1) expect(told?.(sign - 1)).toBe(without?.(sign - 1));
      }),
    );
  });

  test('rises with a sign of life, and has forgotten it four weeks later but for the weeks ahead', () => {
    const hazard = hazardWith({ [AT.always]: -4, [AT.sign]: 3 });
    const expectation = expectationOf({ by: 'hazard', hazard }, aSpell({ signs: [70] }), LONGEST);
    expect(expectation(70)).toBeGreaterThan(2 * expectation(69));
    expect(expectation(70 + 35)).toBeCloseTo(expectation(69), 10);
  });

  test('follows the month in which the silence is', () => {
    // The coming July is in sight from April on; 2019-06-01 is day 18,048.
    const hazard = hazardWith({ [AT.always]: -5, [AT.january + 6]: 4 }, true);
    const at = (day: number) => expectationOf({ by: 'hazard', hazard }, aSpell({ day }), LONGEST)(0);
    expect(at(18_048)).toBeGreaterThan(0.5);
    expect(at(18_048 + 92)).toBeLessThan(0.2);
  });
});

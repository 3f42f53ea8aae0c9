import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gapQuantile } from '../../../domain/rhythm/gamma-poisson.ts';
import * as mbg from '../../../domain/rhythm/mbg-nbd.ts';
import { expectationOf, RULE_NAMES, silenceUntil } from '../../../domain/silence/rules/index.ts';
import { AHEAD_DAYS, type Learned } from '../../../domain/silence/rules/rule.ts';
import { aSpell, between, hazards, leaving, spells } from './spells.ts';

const learned: fc.Arbitrary<Learned> = fc.oneof(
  fc.constant({ by: 'fixed' } as const),
  fc.constant({ by: 'own-gap' } as const),
  leaving.map((fit) => ({ by: 'alive', fit }) as const),
  leaving.map((fit) => ({ by: 'returns', fit }) as const),
  leaving.map((fit) => ({ by: 'worth', fit }) as const),
  leaving.map((fit) => ({ by: 'gap', fit }) as const),
  hazards.map((hazard) => ({ by: 'hazard', hazard }) as const),
);
const LONGEST = 500;
const silence = between(0, LONGEST);
const chance = between(0.02, 0.95);
/** Beyond the last digits of a number nothing is promised. */
const slack = (value: number) => Math.abs(value) * 1e-9;

test('each rule is tried here', () => {
  const seen = new Set(fc.sample(learned, { seed: 1, numRuns: 200 }).map(({ by }) => by));
  expect([...seen].toSorted()).toEqual([...RULE_NAMES].toSorted());
});

describe('what can be expected', () => {
  test('never rises between two signs of life, whichever the rule', () => {
    fc.assert(
      fc.property(learned, spells, silence, silence, (rule, spell, one, other) => {
        const [early, late] = [Math.min(one, other), Math.max(one, other)];
        fc.pre(spell.signs.every((sign) => sign <= early || sign > late));
        const expectation = expectationOf(rule, spell, LONGEST);
        expect(expectation(late)).toBeLessThanOrEqual(expectation(early) + slack(expectation(early)));
      }),
      { numRuns: 1_000 },
    );
  });

  test('of a sign of life to come is not known before it comes', () => {
    fc.assert(
      fc.property(learned, spells, silence, (rule, spell, now) => {
        const known = { ...spell, signs: spell.signs.filter((sign) => sign <= now) };
        expect(expectationOf(rule, spell, LONGEST)(now)).toBe(expectationOf(rule, known, LONGEST)(now));
      }),
    );
  });

  test('does not depend on how far ahead somebody asks', () => {
    fc.assert(
      fc.property(learned, spells, silence, (rule, spell, now) => {
        expect(expectationOf(rule, spell, now)(now)).toBeCloseTo(expectationOf(rule, spell, LONGEST)(now), 12);
      }),
    );
  });

  test('is a chance, where the rule speaks of one', () => {
    fc.assert(
      fc.property(learned, spells, silence, (rule, spell, now) => {
        fc.pre(['alive', 'returns', 'gap', 'hazard'].includes(rule.by));
        const expected = expectationOf(rule, spell, LONGEST)(now);
        expect(expected >= 0 && expected <= 1).toBe(true);
      }),
    );
  });
});

describe('the silence until a level', () => {
  test('is the one that a scan finds, whichever the rule', () => {
    fc.assert(
      fc.property(learned, spells, silence, (rule, spell, at) => {
        const from = spell.signs.at(-1) ?? 0;
        const expectation = expectationOf(rule, spell, LONGEST);
        const level = expectation(Math.max(from, at));
        const found = silenceUntil(expectation, level, from, LONGEST);
        const days = Array.from({ length: LONGEST - from + 1 }, (_, n) => from + n);
        const scanned = days.find((day) => expectation(day) <= level) ?? LONGEST;
        expect(found).toBeLessThanOrEqual(scanned + 1e-6);
        if (scanned > from) expect(found).toBeGreaterThan(scanned - 1 - 1e-6);
        else expect(found).toBe(from);
      }),
    );
  });

  test('is its beginning where the level is reached already, and its end where it never is', () => {
    expect(silenceUntil((days) => -days, 5, 0, 300)).toBe(0);
    expect(silenceUntil((days) => -days, -20, 30, 300)).toBe(30);
    expect(silenceUntil((days) => -days, -301, 0, 300)).toBe(300);
    expect(silenceUntil((days) => -days, -300, 0, 300)).toBe(300);
    expect(silenceUntil((days) => -days, -90, 0, 3_650)).toBeCloseTo(90, 5);
  });

  test('of a chance of still being a customer is the closed form of MBG/NBD', () => {
    fc.assert(
      fc.property(leaving, spells, chance, (fit, spell, level) => {
        const buying = { x: spell.x, tx: spell.span / 7 };
        const closed = mbg.silenceUntil(fit, buying, level) * 7;
        const found = silenceUntil(expectationOf({ by: 'alive', fit }, spell, LONGEST), level, 0, LONGEST);
        expect(found).toBeCloseTo(Math.min(closed, LONGEST), 4);
      }),
    );
  });

  test('of a share of gaps is the closed form of Gamma–Poisson', () => {
    fc.assert(
      fc.property(leaving, spells, chance, (fit, spell, level) => {
        const closed = gapQuantile(fit, { x: spell.x, tx: spell.span / 7 }, 1 - level) * 7;
        const found = silenceUntil(expectationOf({ by: 'gap', fit }, spell, LONGEST), level, 0, LONGEST);
        expect(found).toBeCloseTo(Math.min(closed, LONGEST), 4);
      }),
    );
  });

  test('of fixed days is so many days, and of own gaps so many times their mean', () => {
    fc.assert(
      fc.property(spells, between(1, 400), between(0.1, 3), (spell, days, times) => {
        const fixed = expectationOf({ by: 'fixed' }, spell, LONGEST);
        expect(silenceUntil(fixed, -days, 0, LONGEST)).toBeCloseTo(days, 5);
        const own = expectationOf({ by: 'own-gap' }, spell, LONGEST);
        const mean = Math.max(1, spell.span / spell.x);
        expect(silenceUntil(own, -times, 0, LONGEST)).toBeCloseTo(Math.min(times * mean, LONGEST), 4);
      }),
    );
  });
});

test('somebody who has bought on one day has no gap of their own: any silence is short', () => {
  const expectation = expectationOf({ by: 'own-gap' }, aSpell({ x: 0, span: 0 }), LONGEST);
  expect(expectation(LONGEST)).toBeCloseTo(0, 12);
});

describe('rules by customers who leave', () => {
  test('the chance of a return within 90 days is that of being a customer who does not stay idle', () => {
    fc.assert(
      fc.property(leaving, spells, silence, (fit, spell, now) => {
        const [tx, T] = [spell.span / 7, (spell.span + now) / 7];
        const idle = ((fit.alpha + T) / (fit.alpha + T + AHEAD_DAYS / 7)) ** (fit.r + spell.x);
        const alive = mbg.probabilityAlive(fit, { x: spell.x, tx, T });
        expect(expectationOf({ by: 'returns', fit }, spell, LONGEST)(now)).toBeCloseTo(alive * (1 - idle), 10);
      }),
    );
  });

  test('the worth is the odds of being a customer times the purchases expected a week, and has an end right after one', () => {
    const fit = { r: 0.5, alpha: 6, a: 0.9, b: 1.6 };
    const spell = aSpell({ x: 4, span: 70 });
    const alive = mbg.probabilityAlive(fit, { x: 4, tx: 10, T: 15 });
    const worth = (alive / (1 - alive)) * (4.5 / (6 + 15));
    expect(expectationOf({ by: 'worth', fit }, spell, LONGEST)(35)).toBeCloseTo(worth, 10);
    const never = { ...fit, a: 1e-30 };
    expect(expectationOf({ by: 'worth', fit: never }, spell, LONGEST)(0)).toBeLessThan(1e13);
  });

  test('purchases without a date say that somebody did not leave with any of them', () => {
    fc.assert(
      fc.property(leaving, spells, fc.integer({ min: 1, max: 50 }), silence, (fit, spell, undated, now) => {
        for (const by of ['alive', 'returns', 'worth'] as const) {
          const less = expectationOf({ by, fit }, spell, LONGEST)(now);
          const more = expectationOf({ by, fit }, { ...spell, undated }, LONGEST)(now);
          expect(more).toBeGreaterThanOrEqual(less - slack(less));
        }
      }),
    );
  });
});

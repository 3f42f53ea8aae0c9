import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { driftOf, type JudgedSums } from '../../../domain/silence/drift.ts';
import { Random } from '../../protocol/random.ts';

interface Stage {
  readonly chance: number;
  readonly isBack: boolean;
}

/** @param customers each with the stages of silence that were theirs */
function sumsOf(customers: readonly (readonly Stage[])[]): JudgedSums {
  const stages = customers.flat();
  const sum = (of: (stage: Stage) => number) => stages.reduce((total, stage) => total + of(stage), 0);
  const ofEach = customers.map((own) => {
    return { n: own.length, d: own.reduce((total, { chance, isBack }) => total + (isBack ? 1 : 0) - chance, 0) };
  });
  const over = (of: (one: { n: number; d: number }) => number) => ofEach.reduce((total, one) => total + of(one), 0);
  return {
    judged: stages.length,
    returned: sum(({ isBack }) => (isBack ? 1 : 0)),
    chances: sum(({ chance }) => chance),
    variance: sum(({ chance }) => chance * (1 - chance)),
    dd: over(({ d }) => d * d),
    dn: over(({ d, n }) => d * n),
    nn: over(({ n }) => n * n),
  };
}

/** Customers with one stage each, of which some came back. */
function alike(count: number, chance: number, back: number): JudgedSums {
  return sumsOf(Array.from({ length: count }, (_, n) => [{ chance, isBack: n < back }]));
}

const DAYS = 180;

describe('predictions', () => {
  test('are nothing to speak of where none has been judged', () => {
    expect(driftOf(alike(0, 0.2, 0), DAYS)).toBeNull();
  });

  test.each([
    ['are too few to tell', 99, 0.2, 60, false, 'it takes 100 to tell'],
    ['are off for certain', 100, 0.2, 40, true, '20.0 points off, more than chance explains'],
    ['are off too little to matter, however certain that is', 10_000, 0.2, 2_499, false, 'no more than 5.0 points off'],
    ['are off, and chance explains it', 100, 0.2, 28, false, 'which may be chance'],
    ['are too high', 200, 0.3, 20, true, '10.0 % of 200 stages of silence judged in the last 180 days'],
  ])('%s', (_what, judged, chance, back, alert, words) => {
    const drift = driftOf(alike(judged, chance, back), DAYS);
    expect(drift).toMatchObject({ judged, actual: back / judged, alert, because: expect.stringContaining(words) });
    expect(drift?.predicted).toBeCloseTo(chance, 12);
  });

  test('of two stages that one purchase ends count less than of two customers', () => {
    const stage = (isBack: boolean) => ({ chance: 0.2, isBack });
    const apart = Array.from({ length: 140 }, (_, n) => [stage(n < 48)]);
    const pairs = Array.from({ length: 70 }, (_, n) => [stage(n < 24), stage(n < 24)]);
    expect(driftOf(sumsOf(apart), DAYS)).toMatchObject({ judged: 140, alert: true });
    expect(driftOf(sumsOf(pairs), DAYS)).toMatchObject({ judged: 140, actual: 24 / 70, alert: false });
  });

  test('that are right raise no alert, in pairs neither, but for one base in a hundred', () => {
    const random = new Random(7);
    const alerts = Array.from({ length: 2_000 }, () => {
      const customers = Array.from({ length: 60 + random.below(200) }, () => {
        const [chance, sooner] = [0.05 + 0.9 * random.next(), random.next()];
        const isBack = sooner < chance;
        return random.chance(1 / 2)
          ? [{ chance, isBack }]
          : [
              { chance, isBack },
              { chance, isBack },
            ];
      });
      return driftOf(sumsOf(customers), DAYS)?.alert;
    });
    expect(alerts.filter(Boolean).length).toBeLessThan(20);
  });

  test('raise an alert only where they are off by more than 5 points', () => {
    const some = fc.record({
      count: fc.integer({ min: 1, max: 2_000 }),
      chance: fc.double({ min: 0, max: 1, noNaN: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(some, ({ count, chance, share }) => {
        const drift = driftOf(alike(count, chance, Math.floor(share * count)), DAYS);
        if (drift?.alert) expect(Math.abs(drift.actual - drift.predicted)).toBeGreaterThan(0.05);
        expect(drift?.because.endsWith('.')).toBe(true);
      }),
    );
  });
});

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readOrders } from '../../bench/silence/orders.ts';
import { reportOf } from '../../bench/silence/report.ts';
import { MANNERS, simulate, type Manner } from '../../bench/silence/simulated.ts';
import { summaryOf } from '../../bench/silence/summary.ts';
import { verify } from '../../bench/silence/verify.ts';

const [LEAVING, REGULAR, STAYING] = MANNERS;
if (!LEAVING || !REGULAR || !STAYING) throw new Error('there are three simulated bases');

const simulated = (manner: Manner, customers: number, days: number) => simulate(manner, { customers, days, seed: 7 });

/** Three standard errors of a share. */
const around = (share: number, of: number) => 3 * Math.sqrt((share * (1 - share)) / of);

describe('simulated customers', () => {
  test.each([
    [LEAVING, 0.9 / 3.9],
    [REGULAR, 0.12],
    [STAYING, 0],
  ])('$name: as many leave with their first purchase as should', (manner, share) => {
    const { base, left } = simulated(manner, 4_000, 900);
    const atOnce = base.histories.filter(({ days }, n) => left[n] === days[0]).length / 4_000;
    expect(Math.abs(atOnce - share)).toBeLessThanOrEqual(around(share, 4_000));
  });

  test.each(MANNERS)('$name: nobody buys after they left, and who stays in the end buys on', (manner) => {
    const { base, left } = simulated(manner, 1_000, 900);
    for (const [n, { days }] of base.histories.entries()) {
      if (left[n] !== null) expect(days.at(-1)).toBe(left[n]);
      expect(days.every((day, place) => day <= 900 && day > (days[place - 1] ?? -1))).toBe(true);
    }
    const longer = simulated(manner, 1_000, 900);
    expect(longer).toEqual({ base, left });
  });

  test.each([
    [STAYING, 1],
    [REGULAR, 0.5],
  ])('$name: gaps are as regular as should be', (manner, spread) => {
    // One pace for all, so that only the gaps themselves spread.
    const { base } = simulated({ ...manner, pace: { shape: 1e6, meanDays: 40 }, leaving: 0 }, 300, 3_000);
    const gaps = base.histories.flatMap(({ days }) => days.slice(1).map((day, place) => day - (days[place] ?? day)));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(Math.abs(mean - 40)).toBeLessThan(2);
    expect(Math.abs(Math.sqrt(variance) / mean - spread)).toBeLessThan(0.05);
  });
});

describe('what is printed', () => {
  const leaving = simulated(LEAVING, 1_200, 700);
  const verified = verify('a base', { ...leaving, notes: ['a note'] });
  const tested = verified.test.value;
  if (tested.is !== 'back-tested') throw new Error(tested.because);

  test('has every rule on every origin, the winner and what it took', () => {
    const lines = reportOf(verified);
    expect(lines.slice(0, 2)).toEqual(['== a base', 'a note']);
    for (const { by } of tested.rules)
      expect(lines.filter((line) => line.startsWith(`${by} `)).length).toBeGreaterThan(1);
    expect(lines.join('\n').match(/day \d+\*?/g)).toHaveLength(tested.plan.origins.length);
    expect(lines.some((line) => line.startsWith(`Winner: ${tested.winner}. `))).toBe(true);
    expect(lines.at(-1)).toMatch(
      /^\d+\.\d s of one core \(\d+\.\d s by the clock\); the longest step between two yields took \d+ ms\.$/,
    );
  });

  test('holds the rule against the truth at as many false alarms as fixed days make', () => {
    const [fixed, other] = verified.truth;
    if (!fixed || !other) throw new Error('two rules are held against the truth');
    expect(fixed).toMatchObject({ by: 'fixed', days: 90 });
    expect(fixed.silences).toBeLessThanOrEqual(tested.fixed.silences);
    expect(other.silences).toBe(fixed.silences);
    expect(fixed.trueCalls).toBe(fixed.left);
    expect(other.left).toBe(fixed.left);
    expect(Math.abs(other.falseAlarms - fixed.falseAlarms)).toBeLessThan(0.03 * fixed.falseAlarms);
  });

  test('says where figures do not compare: fixed days cannot be earlier than themselves', () => {
    const isSaid = (value: number) => {
      const rules = tested.rules.map((rule) => {
        if (rule.by !== 'fixed') return rule;
        return { ...rule, heldBack: { ...rule.heldBack, earlier: { value, low: value, high: value } } };
      });
      const lines = reportOf({ ...verified, test: { ...verified.test, value: { ...tested, rules } } });
      return lines.some((line) => line.startsWith('NO: fixed days seem 30.0 days earlier than themselves.'));
    };
    expect([isSaid(0.5), isSaid(30)]).toEqual([false, true]);
  });

  test('is one line a base in the end; what was missed or failed is marked', () => {
    const slow = { ...verified, name: 'a slow base', test: { ...verified.test, seconds: 61 } };
    const young = verify('a young base', { ...simulated(STAYING, 50, 100), notes: [] });
    const lines = summaryOf([verified, slow, young], ['a broken base']);
    expect(lines[3]).toContain(tested.winner);
    expect(lines[4]).toContain('61.0 NO');
    expect(lines[5]).toContain('not tried');
    expect(lines.at(-1)).toBe('failed: a broken base');
    expect(reportOf(young).join(' ')).toContain('it needs 328 days of history');
  });
});

const RETAIL = fileURLToPath(new URL('../../../shared/data/online-retail/online_retail_orders.csv', import.meta.url));
// Missing data fails in CI, where reading it throws, and is skipped elsewhere.
const isHere = existsSync(RETAIL) || process.env['CI'] !== undefined;

test.skipIf(!isHere)('the retail orders are tried by fixed days and others (skipped: no reference data)', async () => {
  const { test: done, loaded } = verify('retail', await readOrders(RETAIL));
  if (done.value.is !== 'back-tested') throw new Error(done.value.because);
  expect(loaded.base.histories).toHaveLength(4_338);
  expect(done.value.rules.map(({ by }) => by)).toContain('hazard');
  expect(done.value.fixed).toMatchObject({ days: 90, silences: 2_234, returned: 2_054, gone: 180 });
});

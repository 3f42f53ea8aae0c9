import { describe, expect, test } from 'vitest';
import { backTest, type BackTestOptions } from '../../../domain/backtest/back-test.ts';
import { levelWith, sharesOf } from '../../../domain/backtest/trade.ts';
import type { PastBase } from '../../../domain/backtest/trial.ts';
import { RULE_NAMES } from '../../../domain/silence/rules/index.ts';
import { finish } from '../rhythm/base.ts';
import { chanceBase, historyOf, regularBase } from './bases.ts';

const OPTIONS: BackTestOptions = { bounds: { floorDays: 7, capDays: 365 }, against: { days: 60 }, samples: 40 };
const REGULAR = regularBase({ customers: 600, length: 520, leaves: 0.15 });
const BY_CHANCE = chanceBase({ customers: 600, length: 520, leaves: 0.15 });

function outcomeOf(base: PastBase, options = OPTIONS) {
  return finish(backTest(base, options)).outcome;
}

function tested(base: PastBase, options = OPTIONS) {
  const outcome = outcomeOf(base, options);
  if (outcome.is === 'not-back-tested') throw new Error(outcome.because);
  return outcome;
}

const FOUND = tested(REGULAR);

describe('a base in which everybody buys at a pace of their own', () => {
  const figures = new Map(FOUND.rules.map((one) => [one.by, one]));

  test('is better served by a rule that knows this pace, which wins on the origins held back too', () => {
    expect(FOUND.winner).toBe('own-gap');
    const { chosenOn, heldBack } = figures.get('own-gap') ?? expect.fail('the rule was not tried');
    expect([chosenOn.earlier.low > 5, heldBack.earlier.low > 5]).toEqual([true, true]);
    expect(heldBack.auc).toBeGreaterThan(figures.get('fixed')?.heldBack.auc ?? NaN);
  });

  test('has figures of each rule that was tried, at each origin, and a reason for each that was not', () => {
    const names = [...FOUND.rules.map(({ by }) => by), ...FOUND.untried.map(({ by }) => by)];
    expect(names.toSorted()).toEqual(RULE_NAMES.toSorted());
    for (const { origins } of FOUND.rules) expect(origins).toHaveLength(FOUND.plan.origins.length);
    for (const { because } of FOUND.untried) expect(because).toMatch(/^[A-Z].*\.$/u);
    expect([...FOUND.trades.keys()]).toEqual(FOUND.rules.map(({ by }) => by));
  });

  test('says what fixed days do now, counted by hand', () => {
    const { origins, followUp } = FOUND.plan;
    const [first, last] = [origins.at(0)?.at ?? NaN, origins.at(-1)?.until ?? NaN];
    const gaps = REGULAR.histories.flatMap(({ days }) =>
      days.slice(1).flatMap((day, n) => (day > first && day <= last ? [(days[n + 2] ?? Infinity) - day] : [])),
    );
    const returned = gaps.filter((gap) => gap <= followUp);
    const gone = gaps.length - returned.length;
    const wrong = returned.filter((gap) => gap > 60).length;
    expect(FOUND.fixed).toEqual({
      days: 60,
      share: wrong / (wrong + gone),
      silences: gaps.length,
      returned: returned.length,
      gone,
    });
  });

  test('is judged the same each time, and tells how far it has come', () => {
    const done: number[] = [];
    expect(outcomeOf(REGULAR, { ...OPTIONS, done: (share) => done.push(share) })).toEqual(FOUND);
    expect(done).toEqual([...new Set(done)].toSorted((one, other) => one - other));
    expect([Math.min(...done) > 0, Math.max(...done) <= 1, done.length > 8]).toEqual([true, true, true]);
  });

  test('gives fixed days that make the share of false alarms that was asked for', () => {
    const share = 0.2;
    const { fixed, trades } = tested(REGULAR, { ...OPTIONS, against: { share } });
    expect(Math.abs(fixed.share - share)).toBeLessThan(0.05);
    // Tuned where rules are chosen, so near the days that would do it over all of the time.
    const overAll = -levelWith(trades.get('fixed') ?? expect.fail('not tried'), share);
    expect(Math.abs(fixed.days - overAll)).toBeLessThan(5);
    const shares = sharesOf((trades.get('own-gap') ?? expect.fail('not tried')).sums());
    expect([Math.min(...shares) < share, Math.max(...shares) > share]).toEqual([true, true]);
  });
});

test('a base in which everybody buys by chance keeps fixed days, against which no rule is earlier', () => {
  const { winner, rules } = tested(BY_CHANCE);
  expect(winner).toBe('fixed');
  const fixed = rules.find(({ by }) => by === 'fixed') ?? expect.fail('fixed days were not tried');
  for (const one of [...fixed.origins, fixed.chosenOn, fixed.heldBack]) {
    const earlier = one?.earlier ?? expect.fail('fixed days need no learning');
    expect(Math.max(Math.abs(earlier.low), Math.abs(earlier.value), Math.abs(earlier.high))).toBeLessThan(1);
  }
});

describe('where the past does not say which rule is better', () => {
  const first = 18_000;
  const everybody = (days: readonly number[], end: number, customers = 150): PastBase => {
    const histories = Array.from({ length: customers }, (_, n) => historyOf(days.map((day) => first + day + (n % 5))));
    return { histories, first, end: first + end };
  };
  const monthly = (months: number) => Array.from({ length: months }, (_, n) => n * 30);
  const start = 'The past does not say yet which rule is better: it needs ';
  const silences = `${start}50 silences of regular customers with`;

  test.each([
    ['nobody at all', { histories: [], first, end: first + 900 }, `${silences} no purchase within 300 days`],
    ['nobody, on no day', { histories: [], first: 0, end: 0 }, `${start}328 days of history (there are 0)`],
    ['one day of history', everybody([0], 0), `${start}328 days of history (there are 0)`],
    ['nobody who came back', everybody([0], 900), `${silences} no purchase within 300 days`],
    ['nobody who leaves', everybody(monthly(31), 900), `${silences} no purchase within 300 days`],
    [
      'everybody gone before rules could be judged',
      everybody(monthly(4), 900),
      `${silences} no purchase within 300 days`,
    ],
    ['everybody gone at the same time', everybody(monthly(10), 900), `${silences} no purchase within 300 days`],
    ['nobody there for a year', everybody([0, 30, 60, 425, 455, 485], 600), `${silences} no purchase within 200 days`],
    ['purchases long ago and today', everybody([0, 20, 2_000], 2_000), `${silences} no purchase within 365 days`],
    ['a handful', everybody(monthly(31), 900, 3), `${silences} no purchase within 300 days`],
  ] as const)('with %s it is a sentence', (_, base, sentence) => {
    const outcome = outcomeOf(base);
    expect(outcome).toEqual({ is: 'not-back-tested', because: expect.stringContaining(sentence) });
    expect('because' in outcome && outcome.because.endsWith('.')).toBe(true);
  });

  test('it says how many silences there are', () => {
    const small = regularBase({ customers: 120, length: 520, leaves: 0.15 });
    const outcome = outcomeOf(small);
    expect('because' in outcome ? outcome.because : '').toMatch(
      /in either half of the time \(there are \d+ of \d+\)\.$/u,
    );
  });
});

test('a base that was away for a year is judged where there is enough on both sides of it', () => {
  const before = regularBase({ customers: 150, length: 700, leaves: 0.15, seed: 2 });
  const after = regularBase({ customers: 150, first: 18_000 + 700 + 365, length: 700, leaves: 0.15, seed: 3 });
  const base = { histories: [...before.histories, ...after.histories], first: before.first, end: after.end };
  const outcome = outcomeOf(base);
  if (outcome.is === 'back-tested') expect(RULE_NAMES).toContain(outcome.winner);
  else expect(outcome.because).toMatch(/^The past does not say yet .*\.$/u);
});

test('a silence is followed to its end: nothing is judged that might still have ended well', () => {
  // Whoever buys on the last day but a follow-up is judged, whoever buys a day later is not.
  const last = REGULAR.end - FOUND.plan.followUp;
  const late = [last, last + 1].map((day) => historyOf([REGULAR.first, day]));
  const { fixed } = tested({ ...REGULAR, histories: [...REGULAR.histories, ...late] });
  expect(fixed).toMatchObject({ gone: FOUND.fixed.gone + 1, returned: FOUND.fixed.returned });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Origin } from '../../../domain/backtest/plan.ts';
import {
  calibrationOf,
  type HALVES,
  learnedIn,
  openOn,
  seenBy,
  trainingOf,
  tryAt,
  type PastBase,
  type Trial,
} from '../../../domain/backtest/trial.ts';
import { calibrated } from '../../../domain/rhythm/isotonic.ts';
import type { History } from '../../../domain/silence/past-spells.ts';
import { expectationOf, RULE_NAMES } from '../../../domain/silence/rules/index.ts';
import { finish } from '../rhythm/base.ts';
import { aPastSpell } from '../silence/spells.ts';
import { historyOf, regularBase } from './bases.ts';

const BASE = regularBase({ customers: 1_200, length: 800, leaves: 0.1 });
const ORIGIN: Origin = { at: BASE.first + 500, until: BASE.first + 560, isHeldBack: false };
const FOLLOW_UP = 200;

function trialOf(base: PastBase, half: (typeof HALVES)[number] = 0, rules = RULE_NAMES): Trial {
  return finish(tryAt(base, ORIGIN, half, { followUp: FOLLOW_UP, rules })).outcome;
}

/** Which customers judge in a trial of this half. */
function judgesOf(base: PastBase, half: (typeof HALVES)[number]): ReadonlySet<number> {
  const everywhere = { ...base, histories: base.histories.map(() => historyOf([base.first, ORIGIN.at + 1])) };
  return new Set(trialOf(everywhere, half, []).followed.map(({ spell }) => spell.customer));
}

function changed(base: PastBase, change: (history: History, customer: number) => History): PastBase {
  return { ...base, histories: base.histories.map(change) };
}

/** Somebody who did something else after a day. */
function otherwise({ days, revenue, signs }: History, after: number, end: number): History {
  const known = days.filter((day) => day <= after);
  const next = [after + 3, after + 50, after + 61].filter((day) => day <= end);
  return {
    days: [...known, ...next],
    revenue: [...revenue.slice(0, known.length), ...next.map(() => 99_000)],
    signs: [...signs.filter((sign) => sign <= after), ...next],
  };
}

describe('the two halves of a base', () => {
  test('are about as large, have everybody in one of them, and stay where others come after them', () => {
    const [one, other] = [judgesOf(BASE, 0), judgesOf(BASE, 1)];
    expect(one.size + other.size).toBe(1_200);
    expect([...one].filter((customer) => other.has(customer))).toEqual([]);
    expect(Math.abs(one.size - other.size)).toBeLessThan(80);
    const fewer = judgesOf({ ...BASE, histories: BASE.histories.slice(0, 300) }, 0);
    expect([...fewer]).toEqual([...one].filter((customer) => customer < 300));
  });
});

describe('what rules have learned at an origin', () => {
  const judges = judgesOf(BASE, 0);
  const before = trialOf(BASE);

  test('is a rule of each name, or a sentence', () => {
    expect([...before.learned.keys()]).toEqual(RULE_NAMES);
    for (const one of before.learned.values()) if (typeof one === 'string') expect(one).toMatch(/^[A-Z].*\.$/u);
    expect(RULE_NAMES.filter((by) => typeof before.learned.get(by) === 'object').length).toBeGreaterThan(3);
  });

  test('does not know of anything that came after it, of whomever', () => {
    const later = trialOf(changed(BASE, (history) => otherwise(history, ORIGIN.at, BASE.end)));
    expect(later.learned).toEqual(before.learned);
    expect(later.training.spells).toEqual(before.training.spells);
    expect(later.followed).not.toEqual(before.followed);
  });

  test('does not know of the half that judges, and neither does that half judge by what was learned from', () => {
    const other = changed(BASE, (history, customer) =>
      judges.has(customer) ? otherwise(history, BASE.first + 100, BASE.end) : history,
    );
    expect(trialOf(other).learned).toEqual(before.learned);
    const trained = changed(BASE, (history, customer) =>
      judges.has(customer) ? history : otherwise(history, BASE.first + 100, BASE.end),
    );
    expect(trialOf(trained).followed).toEqual(before.followed);
    expect(trialOf(trained).open).toEqual(before.open);
    expect(trialOf(trained).learned).not.toEqual(before.learned);
  });

  test('is asked for by name, and is an error where there is nothing', () => {
    expect(learnedIn(before, 'own-gap')).toEqual({ by: 'own-gap' });
    const small = trialOf({ ...BASE, histories: BASE.histories.slice(0, 30) });
    expect(() => learnedIn(small, 'alive')).toThrow('alive');
    expect(() => learnedIn(trialOf(BASE, 0, ['fixed']), 'gap')).toThrow('gap');
  });
});

describe('the silences that judge', () => {
  test('begin after the origin, with a second purchase or a later one, and end within the follow-up or not at all', () => {
    const { followed } = trialOf(BASE);
    expect(followed.length).toBeGreaterThan(100);
    const judges = judgesOf(BASE, 0);
    const expected = BASE.histories.flatMap(({ days }, customer) =>
      days.slice(1).flatMap((day, n) => {
        if (!judges.has(customer) || day <= ORIGIN.at || day > ORIGIN.until) return [];
        const next = days[n + 2] ?? Infinity;
        return [{ customer, day, gap: next - day <= FOLLOW_UP ? next - day : null }];
      }),
    );
    const found = followed.map(({ spell, gap }) => ({ customer: spell.customer, day: spell.day, gap }));
    expect(found).toEqual(expected);
  });

  test('have come back on the last day of the follow-up, and are gone on the day after it', () => {
    const day = ORIGIN.until;
    const ends = [FOLLOW_UP, FOLLOW_UP + 1].map((gap) => historyOf([BASE.first, day, day + gap]));
    const histories = Array.from({ length: 40 }, (_, n) => ends[n % 2] ?? historyOf([]));
    const { followed } = trialOf({ ...BASE, histories }, 0, []);
    expect(new Set(followed.map(({ gap }) => gap))).toEqual(new Set([FOLLOW_UP, null]));
    for (const { spell, gap } of followed) expect(gap).toBe(spell.customer % 2 === 0 ? FOLLOW_UP : null);
  });

  test('that are open on a day are those that have begun and not ended, with what came of them', () => {
    const spell = fc.record({ day: fc.nat(300), gap: fc.option(fc.integer({ min: 1, max: 300 })) });
    fc.assert(
      fc.property(fc.array(spell, { maxLength: 20 }), fc.nat(300), (some, day) => {
        const spells = some.map(aPastSpell);
        const expected = spells.filter((one) => one.day <= day && (one.gap === null || one.day + one.gap > day));
        const found = openOn(day, spells);
        expect(found.map((one) => one.spell)).toEqual(expected);
        for (const one of found) {
          const next = one.spell.day + (one.spell.gap ?? Infinity);
          expect([one.silence, one.bought]).toEqual([day - one.spell.day, next > day && next <= day + 90]);
        }
      }),
    );
  });
});

describe('what is said of open silences', () => {
  const spells = Array.from({ length: 600 }, (_, n) =>
    aPastSpell({ customer: n, day: 17_000 + (n % 200), gap: n % 3 === 0 ? null : 150 + (n % 90) }),
  );

  test('is what the rule expects of each, however long it is', () => {
    const open = openOn(17_140, spells);
    const { outcome, pauses } = finish(seenBy({ by: 'own-gap' }, open, 10));
    expect(outcome).toEqual(
      open.map(({ spell, silence, bought }) => {
        return { score: expectationOf({ by: 'own-gap' }, spell, 999)(silence), bought };
      }),
    );
    expect(pauses).toBe(Math.ceil(open.length / 250));
  });

  test('becomes a chance by those that were open 90 days before the end, and by what they did since', () => {
    const calibration = finish(calibrationOf({ by: 'fixed' }, { spells, end: 17_290 }, 365)).outcome;
    const open = openOn(17_200, spells);
    const bought = open.filter((one) => one.bought).length;
    expect(open.length).toBeGreaterThan(200);
    const mean = open.reduce((sum, { silence }) => sum + calibrated(calibration, -silence), 0) / open.length;
    expect(Math.abs(mean - bought / open.length)).toBeLessThan(0.05);
    expect(finish(calibrationOf({ by: 'fixed' }, { spells: [], end: 17_290 }, 365)).outcome).toEqual([]);
  });
});

test('a base to learn from has the purchases of those asked for until a day, and no newcomers among its silences', () => {
  const base = {
    histories: [historyOf([10, 20, 40]), historyOf([12]), historyOf([]), historyOf([15, 33])],
    first: 10,
    end: 50,
  };
  const all = finish(trainingOf(base, 34)).outcome;
  expect(all.spells.map(({ customer, x, gap }) => [customer, x, gap])).toEqual([
    [0, 1, null],
    [3, 1, null],
  ]);
  expect(all.groups.map(({ x, count }) => [x, count])).toEqual([
    [0, 1],
    [1, 1],
    [1, 1],
  ]);
  expect([all.first, all.end]).toEqual([10, 34]);
  const one = finish(trainingOf(base, 50, (customer) => customer === 0)).outcome;
  expect(one.spells.map(({ gap }) => gap)).toEqual([20, null]);
});

test('no step reads more than a part of a base, however large it is', () => {
  let read = 0;
  const counted = {
    signs: [],
    revenue: [],
    get days() {
      read += 1;
      return [BASE.first, ORIGIN.at + 1];
    },
  };
  const histories = Array.from({ length: 5_000 }, () => counted);
  const steps: number[] = [];
  for (const _ of tryAt({ ...BASE, histories }, ORIGIN, 0, { followUp: FOLLOW_UP, rules: [] })) {
    steps.push(read);
    read = 0;
  }
  expect(Math.max(...steps)).toBeLessThanOrEqual(2 * 250);
  expect(steps.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(5_000);
});

import { describe, expect, test } from 'vitest';
import { judge, type Against } from '../../../domain/backtest/judge.ts';
import type { Plan } from '../../../domain/backtest/plan.ts';
import { areaUnderCurve } from '../../../domain/backtest/snapshot.ts';
import { openOn, type Trial } from '../../../domain/backtest/trial.ts';
import type { PastSpell } from '../../../domain/silence/past-spells.ts';
import type { Learned, RuleName } from '../../../domain/silence/rules/rule.ts';
import { Training } from '../../../domain/silence/rules/training.ts';
import { Random } from '../../protocol/random.ts';
import { finish } from '../rhythm/base.ts';
import { aPastSpell } from '../silence/spells.ts';

const FOLLOW_UP = 180;
const PLAN: Plan = {
  is: 'plan',
  followUp: FOLLOW_UP,
  origins: [
    { at: 17_500, until: 17_560, isHeldBack: false },
    { at: 17_560, until: 17_620, isHeldBack: true },
  ],
};
const AGAINST: Against = { plan: PLAN, bounds: { floorDays: 1, capDays: 365 }, days: 90, samples: 60 };
const LEARNED = new Map<RuleName, Learned>([
  ['fixed', { by: 'fixed' }],
  ['own-gap', { by: 'own-gap' }],
]);

type Ending = (random: Random) => Pick<PastSpell, 'x' | 'span' | 'gap'>;

/** At each origin as many silences, one of each customer. */
function trialsOf(ending: Ending, each = 250): readonly Trial[] {
  const random = new Random(4);
  return PLAN.origins.map((origin, n) => {
    const drawn = Array.from({ length: each }, (_, place) => {
      const day = origin.at + 1 + random.below(60);
      return aPastSpell({ ...ending(random), customer: n * each + place, day });
    });
    const before = drawn.map((spell) => ({ ...spell, day: spell.day - 200 }));
    const training = new Training({ spells: before, groups: [], end: origin.at, first: 17_000 });
    const followed = drawn.map((spell) => ({ spell, gap: spell.gap }));
    return { origin, learned: LEARNED, followed, open: openOn(origin.at + 70, drawn), training };
  });
}

/** A third is gone; the others come back by chance, whoever they are. */
const byChance: Ending = (random) => {
  const gap = 1 + Math.floor(-40 * Math.log(1 - random.next()));
  return { x: 2, span: 2 * (10 + random.below(60)), gap: random.chance(1 / 3) || gap > FOLLOW_UP ? null : gap };
};
/** A third is gone; the others come back after their own gap, or a fifth later. */
const onTime: Ending = (random) => {
  const own = 10 + random.below(120);
  const gap = Math.round(own * (1 + random.next() / 5));
  return { x: 2, span: 2 * own, gap: random.chance(1 / 3) ? null : gap };
};

function judged(trials: readonly Trial[], by: RuleName, against: Partial<Against> = {}) {
  return finish(judge(trials, by, { ...AGAINST, ...against })).outcome;
}

describe('a rule that is judged', () => {
  test('is about 0 days earlier than itself, also where fewer days would make no more false alarms', () => {
    for (const [ending, days] of [
      [byChance, 90],
      [onTime, 90],
      [onTime, 170],
    ] as const) {
      const { chosenOn, heldBack, origins } = judged(trialsOf(ending), 'fixed', { days }).figures;
      for (const one of [chosenOn, heldBack, ...origins]) {
        const earlier = one?.earlier ?? expect.fail('it was learned at each origin');
        expect(Math.abs(earlier.value)).toBeLessThan(0.1);
        expect(Math.abs(earlier.low)).toBeLessThan(0.5);
        expect(Math.abs(earlier.high)).toBeLessThan(0.5);
      }
    }
  });

  test('is earlier for certain where it knows when each of them comes back, and not where nobody can', () => {
    const { chosenOn, heldBack } = judged(trialsOf(onTime), 'own-gap', { days: 120 }).figures;
    expect([chosenOn.earlier.low > 10, heldBack.earlier.low > 10]).toEqual([true, true]);
    expect(judged(trialsOf(byChance), 'own-gap').figures.heldBack.earlier.low).toBeLessThan(-5);
  });

  test('is as much earlier as a count over whole days says', () => {
    const trials = trialsOf(onTime);
    const all = trials[0]?.followed ?? [];
    const gone = all.filter(({ gap }) => gap === null);
    const lateness = (factor: number) =>
      all.filter(({ spell, gap }) => gap !== null && factor * (spell.span / 2) < gap);
    const wrongWithFixed = all.filter(({ gap }) => gap !== null && gap > 90).length;
    // The shortest multiple of the own gap that makes no more false alarms, to the thousandth.
    const factors = Array.from({ length: 2_000 }, (_, n) => n / 1_000);
    const factor = factors.find((one) => lateness(one).length <= wrongWithFixed) ?? NaN;
    const days = gone.reduce((sum, { spell }) => sum + Math.min(FOLLOW_UP, (factor * spell.span) / 2), 0) / gone.length;
    expect(Math.abs(judged(trials, 'own-gap').figures.chosenOn.earlier.value - (90 - days))).toBeLessThan(2);
  });

  test('has the figures of each origin, of those on which it is chosen and of those held back', () => {
    const trials = trialsOf(onTime);
    const { figures, trade } = judged(trials, 'own-gap');
    expect(figures.origins).toEqual([figures.chosenOn, figures.heldBack]);
    const [first] = trials;
    const scores = (first?.open ?? []).map(({ spell, silence, bought }) => {
      return { score: (-silence * spell.x) / spell.span, bought };
    });
    expect(figures.chosenOn.auc).toBeCloseTo(areaUnderCurve(scores), 12);
    const { gone, returned, falseAlarms } = trade.sums();
    expect(gone + returned).toBe(500);
    expect([...falseAlarms]).toEqual([...falseAlarms].toSorted((one, other) => one - other));
    expect(figures.heldBack.calibration.tenths.reduce((sum, { customers }) => sum + customers, 0)).toBe(
      trials[1]?.open.length,
    );
  });

  test('is tried at levels that do not know the origins held back', () => {
    const trials = trialsOf(onTime);
    const [chosen, heldBack] = [trials.slice(0, 1), trials.slice(1)];
    const sooner = heldBack.map((trial) => ({ ...trial, followed: trialsOf(byChance)[1]?.followed ?? [] }));
    const levels = judged(trials, 'own-gap').trade.levels;
    expect(judged([...chosen, ...sooner], 'own-gap').trade.levels).toEqual(levels);
    expect(judged([...chosen, ...sooner], 'own-gap').figures.chosenOn).toEqual(
      judged(trials, 'own-gap').figures.chosenOn,
    );
  });

  test('does the same each time, and pauses often', () => {
    const trials = trialsOf(onTime);
    const { outcome, pauses } = finish(judge(trials, 'own-gap', AGAINST));
    expect(judged(trials, 'own-gap')).toEqual(outcome);
    expect(pauses).toBeGreaterThan(4 * (AGAINST.samples ?? NaN));
  });
});

describe('with as many false alarms as fixed days make', () => {
  test('nobody is earlier for certain where fixed days call nobody, or hardly anybody', () => {
    for (const days of [FOLLOW_UP + 20, FOLLOW_UP, FOLLOW_UP - 5]) {
      const { chosenOn, heldBack } = judged(trialsOf(byChance), 'own-gap', { days }).figures;
      for (const { earlier } of [chosenOn, heldBack]) expect(earlier.low).toBeLessThanOrEqual(0);
    }
  });

  test('nobody is earlier for certain because everybody is called at the cap', () => {
    const bounds = { floorDays: 1, capDays: 60 };
    for (const by of ['fixed', 'own-gap'] as const) {
      const { earlier } = judged(trialsOf(byChance), by, { bounds }).figures.heldBack;
      expect(earlier.low).toBeLessThanOrEqual(0);
      expect(earlier.value).toBeLessThan(3);
    }
  });

  test('nobody is earlier for certain where fixed days could be fewer at no cost', () => {
    // Whoever comes back does so within 40 days: a rule by own gaps knows nothing that 40 days for everybody do not.
    const soon: Ending = (random) => {
      return { x: 2, span: 2 * (30 + random.below(3)), gap: random.chance(1 / 3) ? null : 20 + random.below(20) };
    };
    const { chosenOn, heldBack } = judged(trialsOf(soon), 'own-gap').figures;
    for (const { earlier } of [chosenOn, heldBack]) expect(earlier.low).toBeLessThanOrEqual(0);
  });

  test('somebody who calls no earlier than the floor is later than fixed days below it', () => {
    const { earlier } = judged(trialsOf(byChance), 'fixed', { days: 20, bounds: { floorDays: 40, capDays: 365 } })
      .figures.heldBack;
    expect(earlier.value).toBeCloseTo(-20, 0);
  });
});

test('a base may have more open silences than a call takes arguments', () => {
  const many = 550_000;
  const trials = trialsOf(onTime, 100).map((trial) => {
    const [one] = trial.open;
    return one && trial.origin.isHeldBack ? { ...trial, open: Array.from({ length: many }, () => one) } : trial;
  });
  const { heldBack } = judged(trials, 'fixed').figures;
  expect(heldBack.calibration.tenths.reduce((sum, { customers }) => sum + customers, 0)).toBe(many);
});

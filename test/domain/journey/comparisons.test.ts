import { describe, expect, test } from 'vitest';
import { comparedNow, type CountedArm } from '../../../domain/journey/compared.ts';
import { comparisonsOf } from '../../../domain/journey/comparisons.ts';
import { HELD_OUT, TREATED } from '../../../domain/journey/definition/window.ts';
import { DAY } from '../../../domain/time.ts';
import { aJourney, NOON } from '../../builders.ts';

const ENDS = new Date(NOON).toISOString();
const ARMS = [
  { name: 'none', weight: 1, next: 'end', control: true as const },
  { name: 'one', weight: 3, next: 'end' },
];

function journey(given: object = {}, split: object = {}) {
  return aJourney({
    goal: { on: 'event', event: 'purchase', within: '10d' },
    steps: [
      { id: 'abc', type: 'split', arms: ARMS, ...split },
      { id: 'end', type: 'stop', reason: 'done' },
    ],
    ...given,
  });
}

describe('what a journey compares', () => {
  test('without a goal is nothing, since nothing tells which is better', () => {
    expect(comparisonsOf(aJourney())).toEqual([]);
  });

  test('are steps with a control, by the time of the goal or their own', () => {
    const [own] = comparisonsOf(journey({}, { within: '3d', ends: ENDS }));
    expect(own).toMatchObject({ step: 'abc', control: 'none', within: 3 * DAY, ends: NOON, picks: false });
    const [usual] = comparisonsOf(journey());
    expect(usual).toMatchObject({ within: 10 * DAY, ends: null });
  });

  test('and those who are held out against all others, first', () => {
    const [first, second] = comparisonsOf(journey({ holdout: { percent: 20, ends: ENDS } }));
    expect(first).toMatchObject({ step: null, control: HELD_OUT, ends: NOON, within: 10 * DAY });
    expect([...(first?.weights ?? [])]).toEqual([
      [TREATED, 80],
      [HELD_OUT, 20],
    ]);
    expect(second).toMatchObject({ step: 'abc' });
  });
});

describe('what a comparison comes to', () => {
  const arm = (name: string, more: Partial<CountedArm> = {}): CountedArm => ({
    by: 'step',
    step: 'abc',
    arm: name,
    assigned: 100,
    matured: 100,
    converted: 10,
    buyers: 10,
    revenue: 100,
    squares: 1_000,
    ...more,
  });
  const comparison = () => {
    const [found] = comparisonsOf(journey({}, { within: '3d', ends: ENDS }));
    return found ?? expect.unreachable();
  };

  test('counts its own arms only: not those of other steps, of entering, or that are gone', () => {
    const others = [arm('none', { step: 'other' }), arm('none', { by: 'entering' }), arm('gone')];
    const { arms } = comparedNow(comparison(), [...others, arm('one')], NOON);
    expect([...arms.keys()]).toEqual(['one']);
  });

  test('is over once its end and the time to convert have passed, and everybody has matured', () => {
    const counted = [arm('none'), arm('one')];
    expect(comparedNow(comparison(), counted, NOON + 3 * DAY - 1).isOver).toBe(false);
    expect(comparedNow(comparison(), counted, NOON + 3 * DAY).isOver).toBe(true);
    const late = [arm('none'), arm('one', { matured: 99 })];
    expect(comparedNow(comparison(), late, NOON + 3 * DAY).isOver).toBe(false);
  });

  test('says of each other arm what it lifts, also while nobody has come into any', () => {
    const { lifts, isOver } = comparedNow(comparison(), [], NOON);
    expect(lifts.map((one) => one.arm)).toEqual(['one']);
    expect(isOver).toBe(false);
  });

  test('of a holdout looks at who entered', () => {
    const [holdout] = comparisonsOf(journey({ holdout: { percent: 20 } }));
    const entered = [arm(TREATED, { by: 'entering', step: 'abc' }), arm(HELD_OUT, { by: 'entering', step: 'abc' })];
    const { arms } = comparedNow(holdout ?? expect.unreachable(), [...entered, arm('none')], NOON);
    expect([...arms.keys()]).toEqual([TREATED, HELD_OUT]);
  });
});

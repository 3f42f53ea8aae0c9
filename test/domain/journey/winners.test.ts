import { expect, test } from 'vitest';
import type { CountedArm } from '../../../domain/journey/compared.ts';
import { winnersBy } from '../../../domain/journey/winners.ts';
import { stepId } from '../../../domain/ids.schema.ts';
import { own } from '../../../domain/own.ts';
import type { PublishedJourney } from '../../../domain/playbook.ts';
import { aJourney, NOON } from '../../builders.ts';

const ABC = stepId.parse('abc');

function published(given: object = {}): PublishedJourney {
  const way = (name: string, more = {}) => ({ name, weight: 1, next: 'end', ...more });
  const arms = [way('none', { control: true }), way('one'), way('two')];
  const definition = aJourney({
    goal: { on: 'event', event: 'purchase' },
    steps: [
      { id: 'abc', type: 'split', winner: 'auto', arms, ...given },
      { id: 'end', type: 'stop', reason: 'done' },
    ],
  });
  return { version: 4, definition };
}

function counted(converted: Readonly<Record<string, number>>, assigned = 1_000): readonly CountedArm[] {
  return Object.entries(converted).map(([arm, count]) => {
    const totals = { assigned, matured: assigned, converted: count, buyers: 0, revenue: 0, squares: 0 };
    return { by: 'step', step: 'abc', arm, ...totals };
  });
}

const wonBy = (converted: Readonly<Record<string, number>>, journey = published()) => {
  const winners = winnersBy(journey, counted(converted), NOON);
  return winners ? own(winners, ABC) : undefined;
};

test('the arm that is surely better than the control wins, of several the surest', () => {
  expect(wonBy({ none: 60, one: 180, two: 200 })).toMatchObject({ arm: 'two', against: 'none', version: 4 });
  expect(wonBy({ none: 60, one: 180, two: 70 })).toMatchObject({ arm: 'one' });
});

test('the control wins where it is surely better than all others, and says against the closest', () => {
  expect(wonBy({ none: 200, one: 60, two: 50 })).toMatchObject({ arm: 'none', against: 'one' });
  expect(wonBy({ none: 200, one: 60, two: 190 })).toBeUndefined();
});

test('nothing wins while a difference may be chance, where nobody asks, or has won already', () => {
  expect(wonBy({ none: 60, one: 70, two: 65 })).toBeUndefined();
  expect(wonBy({ none: 60, one: 200, two: 65 }, published({ winner: undefined }))).toBeUndefined();
  const winners = { [ABC]: { arm: 'one', version: 3, against: 'none', ratio: [1.1, 2] as const } };
  expect(wonBy({ none: 60, one: 200, two: 65 }, { ...published(), winners })).toBeUndefined();
});

test('nothing wins where the arms do not hold what was meant', () => {
  const arms = counted({ none: 60, one: 200, two: 65 });
  const uneven = arms.map((arm) => (arm.arm === 'two' ? { ...arm, assigned: 1_400 } : arm));
  expect(winnersBy(published(), arms, NOON)).not.toBeNull();
  expect(winnersBy(published(), uneven, NOON)).toBeNull();
});

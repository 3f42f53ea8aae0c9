import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takenAt, type CustomerEvent } from '../../../domain/events/event.ts';
import { standingsFrom } from '../../../domain/journey/evolve.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { parseJourney } from '../../../domain/journey/definition/parse.schema.ts';
import type { JourneyFact, MeasuringFact } from '../../../domain/journey/facts.ts';
import { isMeasuring } from '../../../domain/journey/watching.ts';
import { publishJourney, type Playbook } from '../../../domain/playbook.ts';
import { bucketOf } from '../../../domain/sha256.ts';
import { DAY, HOUR, isoTime, MINUTE, SECOND, type Instant } from '../../../domain/time.ts';
import {
  aCustomer,
  aJourney,
  aKey,
  anActivity,
  aPlaybook,
  aPurchase,
  aRefund,
  CUSTOMER,
  inside,
  NOON,
  take,
} from '../../builders.ts';
import { live } from '../decide/shop.ts';
import { bought, greeting, purchase, toast, viewed } from './greeting.ts';

const WINDOW = 10 * DAY + 30 * SECOND;
const goal = { ...purchase, within: '864030s' };
const view = { on: 'event', event: 'view' } as const;
type Steps = JourneyInput['steps'];
const split: Extract<Steps[number], { type: 'split' }> = {
  id: 'ab',
  type: 'split',
  arms: [
    { name: 'none', weight: 1, next: 'end', control: true },
    { name: 'toast', weight: 1, next: 'hello' },
  ],
};
const steps: Steps = [split, toast('hello'), { id: 'end', type: 'stop', reason: 'done' }];

/** A salt that puts the customer of these tests on one side of one half. */
function saltFor(isBelow: boolean): string {
  const salts = Array.from({ length: 50 }, (_, n) => `salt-${n}`);
  const salt = salts.find((one) => bucketOf(one, CUSTOMER) < 0.5 === isBelow);
  if (salt === undefined) throw new Error('all salts put the customer on one side');
  return salt;
}
const held = { percent: 50, salt: saltFor(true) };
const treated = { percent: 50, salt: saltFor(false) };

function book(given: Partial<JourneyInput>): Playbook {
  return aPlaybook([aJourney({ enter: view, goal, steps, ...given })]);
}

function measured(facts: readonly JourneyFact[]): readonly MeasuringFact[] {
  return facts.filter(isMeasuring);
}

describe('whoever would enter', () => {
  test('is assigned once in a version, for as long as the goal may take', () => {
    const playbook = book({ holdout: treated, steps: [toast('hello')] });
    const first = take(playbook, aCustomer(), NOON, [viewed()]);
    expect(measured(first.facts)).toMatchObject([
      { what: 'assigned', by: 'entering', arm: 'treated', until: NOON + WINDOW, place: { version: 1, enrolment: 1 } },
    ]);
    const again = take(playbook, first.state, NOON + DAY, [viewed(NOON + DAY)]);
    expect(again.told).not.toEqual([]);
    expect(measured(again.facts)).toEqual([]);
  });

  test('and is held out does not come in, however often, and is watched for just as long', () => {
    const playbook = book({ holdout: held });
    const first = take(playbook, aCustomer(), NOON, [viewed()]);
    expect(first.facts).toMatchObject([
      { what: 'assigned', arm: 'held-out', until: NOON + WINDOW },
      { what: 'refused', because: 'held-out' },
    ]);
    expect(first.effects).toEqual([]);
    expect(inside(first.state, greeting)).toBeUndefined();
    const again = take(playbook, first.state, NOON + DAY, [viewed(NOON + DAY)]);
    expect(again.facts).toMatchObject([{ what: 'refused', because: 'held-out' }]);
    const bought10 = take(playbook, again.state, NOON + 2 * DAY, [bought(NOON + 2 * DAY)]);
    expect(measured(bought10.facts)).toMatchObject([{ what: 'converted', arm: 'held-out' }]);
    const over = take(playbook, bought10.state, NOON + WINDOW);
    expect(over.facts).toMatchObject([{ what: 'matured', arm: 'held-out', converted: true, revenue: 0 }]);
    expect(measured(take(playbook, over.state, NOON + WINDOW + DAY, [viewed(NOON + WINDOW + DAY)]).facts)).toEqual([]);
  });

  test('is assigned anew by a new version, where they may come again at all', () => {
    const assigned = (again: string) => {
      const first = book({ holdout: held, enter: { ...view, again } });
      const second = publishJourney(
        first,
        aJourney({ enter: { ...view, again }, goal, holdout: held, name: 'Second' }),
      );
      let { state } = take(first, aCustomer(), NOON, [viewed()]);
      const soon = take(second, state, NOON + DAY, [viewed(NOON + DAY)]);
      expect(measured(soon.facts)).toEqual([]);
      ({ state } = take(first, soon.state, NOON + WINDOW));
      return measured(take(second, state, NOON + 20 * DAY, [viewed(NOON + 20 * DAY)]).facts).length;
    };
    expect(['always', 'never', '5d', '30d'].map(assigned)).toEqual([1, 0, 1, 0]);
  });

  test('after the declared end comes in as everybody does', () => {
    const playbook = book({ holdout: { ...held, ends: isoTime(NOON) } });
    const { facts, state } = take(playbook, aCustomer(), NOON - 1, [viewed(NOON - 1)]);
    expect(measured(facts)).toMatchObject([{ arm: 'held-out' }]);
    const later = take(playbook, aCustomer(), NOON, [viewed()]);
    expect(measured(later.facts)).toMatchObject([{ arm: 'everybody' }, { by: 'step' }]);
    expect(later.told).not.toEqual([]);
    expect(state.journeys[greeting]?.entered).toBe(0);
  });

  test('is not watched by a journey without a goal', () => {
    const { facts } = take(aPlaybook([aJourney({ enter: view })]), aCustomer(), NOON, [viewed()]);
    expect(measured(facts)).toEqual([]);
  });
});

describe('a split with a control', () => {
  const arm = bucketOf('greeting.ab', CUSTOMER) < 0.5 ? 'none' : 'toast';

  test('watches from the split on, in the arm that was taken', () => {
    const wait = { id: 'wait', type: 'wait', for: '1d' } as const;
    const playbook = book({ steps: [wait, { ...split, within: '2d' }, ...steps.slice(1)] });
    const before = take(playbook, aCustomer(), NOON, [viewed()]);
    const after = take(playbook, before.state, NOON + DAY);
    expect(measured(after.facts)).toMatchObject([{ what: 'assigned', by: 'step', arm, until: NOON + 3 * DAY }]);
  });

  test('where an arm has won sends everybody that way, and compares nothing', () => {
    for (const won of ['none', 'toast']) {
      const playbook = book({});
      const [[id, published] = []] = [...playbook.journeys];
      if (id === undefined || published === undefined) throw new Error('no journey');
      const winners = { ab: { arm: won, version: 1, against: 'none', ratio: [1.2, null] as const } };
      const journeys = new Map([[id, { ...published, winners }]]);
      const { facts, told } = take({ ...playbook, journeys }, aCustomer(), NOON, [viewed()]);
      expect(told.find(({ what }) => what === 'passed')).toMatchObject({ took: won });
      expect(measured(facts)).toMatchObject([{ by: 'entering' }]);
    }
  });
});

test('what cannot be compared is said, with what to do', () => {
  const problems = (given: object) => {
    const parsed = parseJourney({ id: 'greeting', name: 'Greeting', enter: view, steps, ...given });
    return 'problems' in parsed ? parsed.problems.map(({ code, path }) => `${code} ${path}`) : [];
  };
  const arms = split.arms.map(({ name, weight, next }) => ({ name, weight, next }));
  const plain = [{ ...split, arms, within: '1d', winner: 'auto' }, ...steps.slice(1)];
  expect(problems({ holdout: { percent: 20 } })).toEqual(['no-goal holdout', 'no-goal steps[0].arms']);
  expect(problems({ goal, steps: plain })).toEqual([
    'compares-nothing steps[0].within',
    'compares-nothing steps[0].winner',
  ]);
  expect(problems({ goal: { ...purchase, within: '59m' } })).toEqual(['malformed goal.within']);
  expect(problems({ goal: { ...purchase, within: '91d' } })).toEqual(['malformed goal.within']);
  expect(problems({ goal: { ...purchase, orderCap: 0 } })).toEqual(['malformed goal.orderCap']);
  expect(problems({ goal, holdout: { percent: 0 } })).toEqual(['malformed holdout.percent']);
  const two = [{ ...split, arms: split.arms.map((one) => ({ ...one, control: true })) }, ...steps.slice(1)];
  expect(problems({ goal, steps: two })).toEqual(['malformed steps[0].arms']);
  expect(problems({ goal, holdout: { percent: 20 } })).toEqual([]);
});

describe('given any life', () => {
  /** To the minute, so that nothing happens at the very end of a window. */
  const minute = fc.integer({ min: 0, max: 40 * 24 * 60 }).map((minutes) => NOON + minutes * MINUTE);
  const late = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 400 }).map((hours) => hours * HOUR),
  );
  const one = fc.record({
    what: fc.constantFrom('view', 'purchase', 'purchase', 'refund'),
    at: minute,
    late,
    amount: fc.integer({ min: 0, max: 5_000 }),
    order: fc.nat(8),
  });
  const lives = fc.array(one, { minLength: 1, maxLength: 24 }).map((list) =>
    list.map(({ what, at, late: delay, amount, order }, n): CustomerEvent => {
      const when = { at, seenAt: at + delay };
      if (what === 'view') return anActivity({ id: `v-${n}`, ...when });
      if (what === 'purchase') return aPurchase({ id: `o-${n}`, amount, ...when });
      return aRefund({ id: `r-${n}`, amount, order: aKey(`o-${order}`), ...when });
    }),
  );
  const END = NOON + 100 * DAY;
  const CAP = 2_000;

  /** What happened within the time and was known when it was over. */
  function naive(events: readonly CustomerEvent[], from: Instant) {
    const until = from + WINDOW;
    const known = events.filter((event) => takenAt(event) <= until);
    const orders = known.flatMap((event) => {
      return event.kind === 'purchase' && event.at > from && event.at < until ? [event] : [];
    });
    const left = orders.map(({ key, amount }) => {
      const refunds = known.flatMap((event) => (event.kind === 'refund' && event.order === key ? [event.amount] : []));
      return Math.max(0, amount - refunds.reduce((sum, refund) => sum + refund, 0));
    });
    const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
    const capped = sum(left.map((value) => Math.min(CAP, value)));
    return { converted: orders.length > 0, revenue: sum(left), capped };
  }

  test.each([
    ['held out', held],
    ['treated', treated],
  ])('somebody %s has what happened within the time, counted once', async (_, holdout) => {
    const playbook = book({ holdout, goal: { ...goal, orderCap: CAP } });
    await fc.assert(
      fc.asyncProperty(lives, async (events) => {
        const calls = events
          .toSorted((a, b) => takenAt(a) - takenAt(b))
          .map((event) => ({ now: takenAt(event), events: [event] }));
        const { state, journal, effects } = await live([...calls, { now: END, events: [] }], {
          playbook,
          sandbox: true,
        });
        const facts = measured(journal.flatMap((entry) => entry.facts));
        const entries = events
          .filter((event) => event.kind === 'activity' && event.seenAt - event.at <= DAY)
          .map(takenAt);
        const from = Math.min(...entries);
        const matured = facts.filter(({ what }) => what === 'matured');
        const byEntering = matured.filter(({ by }) => by === 'entering');
        if (entries.length === 0) {
          expect(facts).toEqual([]);
          return;
        }
        expect(byEntering).toMatchObject([{ ...naive(events, from), arm: holdout === held ? 'held-out' : 'treated' }]);
        if (holdout === held) {
          expect(effects).toEqual([]);
          expect(matured).toHaveLength(1);
          expect(journal.flatMap((entry) => entry.facts).filter(({ what }) => what === 'entered')).toEqual([]);
        } else {
          expect(matured.filter(({ by }) => by === 'step')).toMatchObject([naive(events, from)]);
        }
        expect(standingsFrom(journal)).toEqual(state.journeys);
      }),
      { numRuns: 60 },
    );
  });
});

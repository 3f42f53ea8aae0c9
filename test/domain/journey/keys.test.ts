import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { parseJourney } from '../../../domain/journey/definition/parse.schema.ts';
import { MOST_LEFT } from '../../../domain/journey/evolve.ts';
import { MOST_INSIDE } from '../../../domain/journey/walk/refusal.ts';
import type { CustomerState } from '../../../domain/decision/state.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { aCustomer, anActivity, aPurchase, aRefund, aKey, NOON, occurrence, take } from '../../builders.ts';
import { aDay, book, greeting, toast } from './greeting.ts';

const perOrder = { on: 'event', event: 'order.placed', per: 'event.order' } as const;
const placed = (order: string | number, at = NOON) =>
  occurrence(anActivity({ at, type: 'order.placed', facts: { order } }));
const shipped = (order: string | number, at = NOON) =>
  occurrence(anActivity({ at, type: 'order.shipped', facts: { parcel: order } }));
const ofOwn = { on: 'event', event: 'order.shipped', per: 'event.parcel' } as const;

/** Keys that are inside now, in the order of entering. */
const keysInside = ({ journeys }: CustomerState) =>
  (journeys[greeting]?.enrolments ?? []).flatMap((one) => (one.is === 'inside' ? [one.key] : []));

describe('one enrolment for each order', () => {
  const playbook = book({ enter: perOrder, goal: ofOwn, steps: [toast('thanks'), aDay, toast('later')] });
  const two = take(playbook, take(playbook, aCustomer(), NOON, [placed(1)]).state, NOON + HOUR, [
    placed('2', NOON + HOUR),
  ]);

  test('lets somebody in again while they are inside, once for each', () => {
    expect(keysInside(two.state)).toEqual(['1', '2']);
    expect(two.effects.map(({ key }) => key)).toEqual(['shop:c-1:greeting:1:2:thanks:1']);
    const again = take(playbook, two.state, NOON + 2 * HOUR, [placed('1', NOON + 2 * HOUR)]);
    expect(again.told).toEqual([
      { what: 'refused', place: { journey: greeting, version: 1 }, because: 'inside', key: '1' },
    ]);
  });

  test('each walks by itself: the wait of one ends at its own time', () => {
    const first = take(playbook, two.state, NOON + DAY);
    expect(first.effects.map(({ key }) => key)).toEqual(['shop:c-1:greeting:1:1:later:1']);
    expect(keysInside(first.state)).toEqual(['2']);
  });

  test('takes out only the one that an event is about', () => {
    const one = take(playbook, two.state, NOON + 2 * HOUR, [shipped(2, NOON + 2 * HOUR)]);
    expect(one.told).toMatchObject([{ what: 'left', place: { enrolment: 2 }, because: { by: 'goal' } }]);
    expect(keysInside(one.state)).toEqual(['1']);
  });

  test('wakes only the wait that an event is about, and another where none is named', () => {
    const until = (per: object) => ({ id: 'w', type: 'wait', until: { on: 'event', event: 'order.shipped', ...per } });
    const waits = (per: object) => book({ enter: perOrder, steps: [until(per), toast('sent')] } as JourneyInput);
    const sentBy = (per: object) => {
      const both = take(waits(per), aCustomer(), NOON, [placed(1), placed(2)]).state;
      return take(waits(per), both, NOON + 1, [shipped(1, NOON + 1)]).effects.length;
    };
    expect(sentBy({ per: 'event.parcel' })).toBe(1);
    expect(sentBy({})).toBe(2);
  });

  test('needs a value that can be a key', () => {
    for (const facts of [{}, { order: '' }, { order: 'x'.repeat(129) }]) {
      const knock = take(playbook, aCustomer(), NOON, [occurrence(anActivity({ type: 'order.placed', facts }))]);
      expect(knock.told).toEqual([{ what: 'refused', place: { journey: greeting, version: 1 }, because: 'no-key' }]);
    }
  });

  test('may go by the id of the event itself, and of a refund by its order', () => {
    const bought = book({
      enter: { on: 'event', event: 'purchase', per: 'event.id' },
      exit: [{ on: 'event', event: 'refund', per: 'event.order' }],
      steps: [aDay],
    });
    const inside = take(bought, aCustomer(), NOON, [
      occurrence(aPurchase({ id: 'order:1' })),
      occurrence(aPurchase({ id: 'order:2' })),
    ]);
    expect(keysInside(inside.state)).toEqual(['order:1', 'order:2']);
    const back = take(bought, inside.state, NOON + 1, [occurrence(aRefund({ at: NOON + 1, order: aKey('order:1') }))]);
    expect(keysInside(back.state)).toEqual(['order:2']);
  });

  test(`lets in ${MOST_INSIDE} at once, and refuses more`, () => {
    const all = Array.from({ length: MOST_INSIDE + 1 }, (_, order) => placed(order));
    const crowd = take(playbook, aCustomer(), NOON, all);
    expect(keysInside(crowd.state)).toHaveLength(MOST_INSIDE);
    expect(crowd.told).toContainEqual(expect.objectContaining({ because: 'too-many', key: String(MOST_INSIDE) }));
  });

  test(`remembers the newest ${MOST_LEFT} keys that have left, so that the state stays small`, () => {
    const once = book({ enter: { ...perOrder, again: 'never' } });
    let state = aCustomer();
    for (let order = 0; order <= MOST_LEFT; order += 1) {
      state = take(once, state, NOON + order, [placed(order, NOON + order)]).state;
    }
    const at = NOON + DAY;
    expect(take(once, state, at, [placed(1, at)]).told).toMatchObject([{ because: 'again', key: '1' }]);
    expect(take(once, state, at, [placed(0, at)]).told[0]).toMatchObject({ what: 'entered', key: '0' });
    expect(JSON.stringify(state.journeys[greeting]).length).toBeLessThan(100 * MOST_LEFT);
  });
});

describe('coming in again', () => {
  const knocks = fc.array(
    fc.record({ after: fc.integer({ min: 1, max: 30 }), order: fc.integer({ min: 1, max: 3 }), ships: fc.boolean() }),
    { maxLength: 25 },
  );
  const rules = fc.constantFrom('always' as const, 'never' as const, '1d');

  test('is judged for each key alone, as if the others did not exist', () => {
    fc.assert(
      fc.property(knocks, rules, (all, again) => {
        const steps = [{ id: 'w', type: 'wait', until: ofOwn } as const];
        const playbook = book({ enter: { ...perOrder, again }, steps });
        let state = aCustomer();
        const leftAt = new Map<number, number>();
        const inside = new Set<number>();
        let at = NOON;
        for (const { after, order, ships } of all) {
          at += after * HOUR;
          state = take(playbook, state, at, [ships ? shipped(order, at) : placed(order, at)]).state;
          const left = leftAt.get(order);
          const may = left === undefined || (again === '1d' ? at - left >= DAY : again === 'always');
          if (!ships && !inside.has(order) && may) inside.add(order);
          else if (ships && inside.delete(order)) leftAt.set(order, at);
          expect(new Set(keysInside(state))).toEqual(new Set([...inside].map(String)));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a definition', () => {
  const problemsOf = (given: object) => {
    const parsed = parseJourney({ id: 'j', name: 'J', enter: perOrder, steps: [aDay], ...given });
    return 'problems' in parsed ? parsed.problems.map(({ path }) => path) : [];
  };

  test('may ask for the own key only where enrolments have one', () => {
    const asking = { goal: ofOwn, exit: [ofOwn], steps: [{ id: 'w', type: 'wait', until: ofOwn }] };
    expect(problemsOf(asking)).toEqual([]);
    const without = { on: 'event', event: 'order.placed' };
    expect(problemsOf({ ...asking, enter: without })).toEqual(['exit[0].per', 'goal.per', 'steps[0].until.per']);
  });

  test('names a field of an event that can have one', () => {
    expect(problemsOf({ enter: { ...perOrder, per: 'segment' } })).toEqual(['enter.per']);
    expect(problemsOf({ enter: { ...perOrder, event: 'profile' } })).toEqual(['enter.per']);
  });
});

import { describe, expect, test } from 'vitest';
import { nextJourneyDeadline } from '../../../domain/journey/walk/deadline.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { aCustomer, aJourney, aMove, anActivity, aPlaybook, inside, NOON, occurrence, take } from '../../builders.ts';
import { aDay, book, bought, greeting, purchase, toast, viewed } from './greeting.ts';

const view = { on: 'event', event: 'view' } as const;

describe('entering', () => {
  test('goes through steps at once, up to the first wait', () => {
    const { effects, told, state } = take(book({ steps: [toast('hello'), aDay, toast('later')] }), aCustomer(), NOON, [
      viewed(),
    ]);
    expect(effects.map(({ key }) => key)).toEqual(['shop:c-1:greeting:1:1:hello:1']);
    expect(told.map(({ what }) => what)).toEqual(['entered', 'passed', 'waiting']);
    expect(inside(state, greeting)).toMatchObject({ enrolment: 1, step: 'a-day', waiting: { until: NOON + DAY } });
  });

  test('needs its condition to hold', () => {
    const when = { field: 'event.page', op: 'eq', value: 'cart' } as const;
    const playbook = book({ enter: { ...view, when } });
    expect(take(playbook, aCustomer(), NOON, [viewed()]).told).toEqual([]);
    const cart = occurrence(anActivity({ facts: { page: 'cart' } }));
    expect(take(playbook, aCustomer(), NOON, [cart]).told).toHaveLength(2);
  });

  test('follows moves between the segments named, and silence', () => {
    const moved = book({ enter: { on: 'move', from: ['loyal'], to: ['at-risk', 'lost'] } });
    expect(take(moved, aCustomer(), NOON, [aMove('loyal', 'at-risk')]).told).not.toEqual([]);
    expect(take(moved, aCustomer(), NOON, [aMove('champions', 'at-risk')]).told).toEqual([]);
    expect(take(moved, aCustomer(), NOON, [aMove('loyal', null)]).told).toEqual([]);
    const silent = book({ enter: { on: 'silence', stage: 'overdue' } });
    expect(take(silent, aCustomer(), NOON, [{ kind: 'silence', stage: 'overdue', starts: true }]).told).not.toEqual([]);
    expect(take(silent, aCustomer(), NOON, [{ kind: 'silence', stage: 'lapsed', starts: true }]).told).toEqual([]);
  });

  test('never follows imported history, nor what was learned of more than 24 hours late', () => {
    const playbook = book({});
    const late = anActivity({ at: NOON, seenAt: NOON + DAY + 1 });
    expect(take(playbook, aCustomer(), NOON + DAY + 1, [occurrence(late)]).told).toEqual([]);
    expect(take(playbook, aCustomer(), NOON, [occurrence(anActivity({ silent: true }))]).told).toEqual([]);
    const justInTime = anActivity({ at: NOON, seenAt: NOON + DAY });
    expect(take(playbook, aCustomer(), NOON + DAY, [occurrence(justInTime)]).told).not.toEqual([]);
  });

  test('happens once while inside, and says so', () => {
    const playbook = book({ steps: [aDay] });
    const within = take(playbook, aCustomer(), NOON, [viewed()]).state;
    const again = take(playbook, within, NOON + HOUR, [viewed(NOON + HOUR)]);
    expect(again.state.journeys).toEqual(within.journeys);
    expect(again.told).toEqual([{ what: 'refused', place: { journey: greeting, version: 1 }, because: 'inside' }]);
  });
});

describe('coming back', () => {
  const visits = (again: string, gap: number) => {
    const playbook = book({ enter: { ...view, again } });
    const first = take(playbook, aCustomer(), NOON, [viewed()]).state;
    return take(playbook, first, NOON + gap, [viewed(NOON + gap)]).state.journeys[greeting]?.entered;
  };

  test('is for ever possible, never, or after a time', () => {
    expect(visits('always', 1)).toBe(2);
    expect(visits('never', 365 * DAY)).toBe(1);
    expect(visits('30d', 30 * DAY - 1)).toBe(1);
    expect(visits('30d', 30 * DAY)).toBe(2);
  });

  test('counts the time from leaving', () => {
    const playbook = book({ enter: { ...view, again: '2d' }, steps: [aDay] });
    let { state } = take(playbook, aCustomer(), NOON, [viewed()]);
    state = take(playbook, state, NOON + DAY).state;
    expect(state.journeys[greeting]).toEqual({
      entered: 1,
      enrolments: [{ is: 'left', enrolment: 1, at: NOON + DAY }],
    });
    state = take(playbook, state, NOON + 2 * DAY, [viewed(NOON + 2 * DAY)]).state;
    expect(state.journeys[greeting]?.entered).toBe(1);
    state = take(playbook, state, NOON + 3 * DAY, [viewed(NOON + 3 * DAY)]).state;
    expect(inside(state, greeting)?.enrolment).toBe(2);
  });

  test('needs a later occurrence than the one that led out', () => {
    const playbook = book({ enter: purchase, exit: [purchase], steps: [aDay] });
    const entered = take(playbook, aCustomer(), NOON, [bought()]);
    expect(entered.told.map(({ what }) => what)).toEqual(['entered', 'waiting']);
    const left = take(playbook, entered.state, NOON + HOUR, [bought(NOON + HOUR)]);
    expect(left.told).toMatchObject([
      { what: 'left', place: { journey: greeting, enrolment: 1 }, because: { by: 'exit' } },
    ]);
    const back = take(playbook, left.state, NOON + 2 * HOUR, [bought(NOON + 2 * HOUR)]);
    expect(inside(back.state, greeting)?.enrolment).toBe(2);
  });
});

describe('leaving', () => {
  const playbook = book({ exit: [purchase], goal: { on: 'move', to: ['loyal'] }, steps: [aDay, toast('late')] });
  const within = take(playbook, aCustomer(), NOON, [viewed()]).state;

  test('by an exit ends a wait at once, and nothing of it is done later', () => {
    const left = take(playbook, within, NOON + HOUR, [bought(NOON + HOUR)]);
    expect(left.told).toMatchObject([
      { what: 'left', place: { journey: greeting, enrolment: 1 }, because: { by: 'exit' } },
    ]);
    expect(left.state.journeys[greeting]).toMatchObject({
      entered: 1,
      enrolments: [{ is: 'left', enrolment: 1, at: NOON + HOUR }],
    });
    expect(take(playbook, left.state, NOON + DAY).effects).toEqual([]);
  });

  test('by the goal counts, even where an exit came with it', () => {
    const left = take(playbook, within, NOON + HOUR, [bought(NOON + HOUR), aMove('potential-loyalist', 'loyal')]);
    expect(left.told).toMatchObject([{ because: { by: 'goal' } }]);
  });

  test('goes before a wait that ends at the same instant', () => {
    const left = take(playbook, within, NOON + DAY, [bought(NOON + DAY)]);
    expect(left.effects).toEqual([]);
    expect(left.told).toMatchObject([{ because: { by: 'exit' } }]);
  });

  test('is for newcomers too when something happens after what brought them in, before any step', () => {
    const both = take(playbook, aCustomer(), NOON, [viewed(), bought()]);
    expect(both.told.map(({ what }) => what)).toEqual(['entered', 'left']);
    const before = take(playbook, aCustomer(), NOON, [bought(), viewed()]);
    expect(before.told.map(({ what }) => what)).toEqual(['entered', 'waiting']);
  });

  test('comes with the end of the steps, or with a stop and its reason', () => {
    expect(take(book({ steps: [toast('only')] }), aCustomer(), NOON, [viewed()]).told.at(-1)).toMatchObject({
      because: { by: 'end' },
    });
    expect(take(book({}), aCustomer(), NOON, [viewed()]).told.at(-1)).toMatchObject({
      because: { by: 'stop', reason: 'greeted' },
    });
  });
});

describe('a new version', () => {
  const old = aJourney({ enter: view, steps: [aDay, toast('old')] });
  const fresh = aJourney({ enter: view, steps: [aDay, toast('fresh')] });
  const within = take(aPlaybook([old]), aCustomer(), NOON, [viewed()]).state;

  test('leaves those inside on theirs, and takes newcomers', () => {
    const both = aPlaybook([old, fresh]);
    expect(take(both, within, NOON + DAY).effects.map(({ origin }) => origin.place.step)).toEqual(['old']);
    expect(inside(take(both, aCustomer(), NOON, [viewed()]).state, greeting)?.version).toBe(2);
  });

  test('lets nobody go because their version was not loaded', () => {
    const without = { ...aPlaybook([old, fresh]), earlier: [] };
    expect(() => take(without, within, NOON + HOUR)).toThrow('version 1 of journey "greeting" is not at hand');
  });

  test('lets out those whose version or step is gone', () => {
    const left = take(aPlaybook(), within, NOON + HOUR);
    expect(left.told).toMatchObject([
      { what: 'left', place: { journey: greeting, enrolment: 1 }, because: { by: 'step-gone' } },
    ]);
    expect(take(aPlaybook([aJourney()]), within, NOON + HOUR).told).toMatchObject([{ because: { by: 'step-gone' } }]);
  });
});

describe('the next deadline', () => {
  test('is the earliest wait that ends by time', () => {
    const playbook = aPlaybook([
      aJourney({ id: 'long', enter: view, steps: [{ id: 'w', type: 'wait', for: '3d' }] }),
      aJourney({ id: 'short', name: 'Short', enter: view, steps: [aDay] }),
      aJourney({ id: 'open', enter: view, steps: [{ id: 'w', type: 'wait', until: purchase }] }),
    ]);
    const { state } = take(playbook, aCustomer(), NOON, [viewed()]);
    expect(nextJourneyDeadline(state.journeys, playbook)).toEqual({
      at: NOON + DAY,
      because: 'a wait ends: step a-day of "Short"',
    });
    expect(nextJourneyDeadline({}, playbook)).toBeNull();
  });
});

describe('the state', () => {
  test('of somebody inside stays within 200 bytes', () => {
    const { state } = take(book({ steps: [aDay] }), aCustomer(), NOON, [viewed()]);
    expect(JSON.stringify(state.journeys[greeting]).length).toBeLessThanOrEqual(200);
  });
});

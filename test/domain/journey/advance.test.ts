import { describe, expect, it } from 'vitest';
import { nextJourneyDeadline } from '../../../domain/journey/deadline.ts';
import type { JourneyInput } from '../../../domain/journey/definition.schema.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import {
  aCustomer,
  aJourney,
  aMove,
  anActivity,
  aPlaybook,
  aPurchase,
  NOON,
  occurrence,
  take,
} from '../../builders.ts';

const toast = (id: string, more: object = {}) =>
  ({ id, type: 'place', placement: 'toast', slot: 'corner', title: 'T', body: 'B', ...more }) as const;
const purchase = { on: 'event', event: 'purchase' } as const;
const view = { on: 'event', event: 'view' } as const;
const aDay = { id: 'a-day', type: 'wait', for: '1d' } as const;

const viewed = (at = NOON) => occurrence(anActivity({ at }));
const bought = (at = NOON) => occurrence(aPurchase({ at }));
const book = (given: Partial<JourneyInput>) => aPlaybook([aJourney({ enter: view, ...given })]);
const greeting = aJourney().id;

describe('entering', () => {
  it('goes through steps at once, up to the first wait', () => {
    const { effects, notes, journeys } = take(
      book({ steps: [toast('hello'), aDay, toast('later')] }),
      aCustomer(),
      NOON,
      [viewed()],
    );
    expect(effects.map(({ key }) => key)).toEqual(['shop:c-1:greeting:1:1:hello:1']);
    expect(notes.map(({ what }) => what)).toEqual(['entered', 'passed', 'waiting']);
    expect(journeys[greeting]).toMatchObject({ entered: 1, inside: { step: 'a-day', waiting: { until: NOON + DAY } } });
  });

  it('needs its condition to hold', () => {
    const when = { field: 'event.page', op: 'eq', value: 'cart' } as const;
    const playbook = book({ enter: { ...view, when } });
    expect(take(playbook, aCustomer(), NOON, [viewed()]).notes).toEqual([]);
    const cart = occurrence(anActivity({ facts: { page: 'cart' } }));
    expect(take(playbook, aCustomer(), NOON, [cart]).notes).toHaveLength(2);
  });

  it('follows moves between the segments named, and silence', () => {
    const moved = book({ enter: { on: 'move', from: ['loyal'], to: ['at-risk', 'lost'] } });
    expect(take(moved, aCustomer(), NOON, [aMove('loyal', 'at-risk')]).notes).not.toEqual([]);
    expect(take(moved, aCustomer(), NOON, [aMove('champions', 'at-risk')]).notes).toEqual([]);
    expect(take(moved, aCustomer(), NOON, [aMove('loyal', null)]).notes).toEqual([]);
    const silent = book({ enter: { on: 'silence', stage: 'overdue' } });
    expect(take(silent, aCustomer(), NOON, [{ kind: 'silence', stage: 'overdue', starts: true }]).notes).not.toEqual(
      [],
    );
    expect(take(silent, aCustomer(), NOON, [{ kind: 'silence', stage: 'lapsed', starts: true }]).notes).toEqual([]);
  });

  it('never follows imported history, nor what was learned of more than 24 hours late', () => {
    const playbook = book({});
    const late = anActivity({ at: NOON, seenAt: NOON + DAY + 1 });
    expect(take(playbook, aCustomer(), NOON + DAY + 1, [occurrence(late)]).notes).toEqual([]);
    expect(take(playbook, aCustomer(), NOON, [occurrence(anActivity({ silent: true }))]).notes).toEqual([]);
    const justInTime = anActivity({ at: NOON, seenAt: NOON + DAY });
    expect(take(playbook, aCustomer(), NOON + DAY, [occurrence(justInTime)]).notes).not.toEqual([]);
  });

  it('happens once while inside', () => {
    const playbook = book({ steps: [aDay] });
    const inside = take(playbook, aCustomer(), NOON, [viewed()]).state;
    const again = take(playbook, inside, NOON + HOUR, [viewed(NOON + HOUR)]);
    expect(again.state.journeys).toEqual(inside.journeys);
    expect(again.notes).toEqual([]);
  });
});

describe('coming back', () => {
  const visits = (again: string, gap: number) => {
    const playbook = book({ enter: { ...view, again } });
    const first = take(playbook, aCustomer(), NOON, [viewed()]).state;
    return take(playbook, first, NOON + gap, [viewed(NOON + gap)]).state.journeys[greeting]?.entered;
  };

  it('is for ever possible, never, or after a time', () => {
    expect(visits('always', 1)).toBe(2);
    expect(visits('never', 365 * DAY)).toBe(1);
    expect(visits('30d', 30 * DAY - 1)).toBe(1);
    expect(visits('30d', 30 * DAY)).toBe(2);
  });

  it('counts the time from leaving', () => {
    const playbook = book({ enter: { ...view, again: '2d' }, steps: [aDay] });
    let { state } = take(playbook, aCustomer(), NOON, [viewed()]);
    state = take(playbook, state, NOON + DAY).state;
    expect(state.journeys[greeting]).toEqual({ entered: 1, leftAt: NOON + DAY });
    state = take(playbook, state, NOON + 2 * DAY, [viewed(NOON + 2 * DAY)]).state;
    expect(state.journeys[greeting]?.entered).toBe(1);
    state = take(playbook, state, NOON + 3 * DAY, [viewed(NOON + 3 * DAY)]).state;
    expect(state.journeys[greeting]?.inside?.enrolment).toBe(2);
  });

  it('needs a later occurrence than the one that led out', () => {
    const playbook = book({ enter: purchase, exit: [purchase], steps: [aDay] });
    const entered = take(playbook, aCustomer(), NOON, [bought()]);
    expect(entered.notes.map(({ what }) => what)).toEqual(['entered', 'waiting']);
    const left = take(playbook, entered.state, NOON + HOUR, [bought(NOON + HOUR)]);
    expect(left.notes).toEqual([{ what: 'left', journey: greeting, enrolment: 1, because: { by: 'exit' } }]);
    const back = take(playbook, left.state, NOON + 2 * HOUR, [bought(NOON + 2 * HOUR)]);
    expect(back.state.journeys[greeting]?.inside?.enrolment).toBe(2);
  });
});

describe('leaving', () => {
  const playbook = book({ exit: [purchase], goal: { on: 'move', to: ['loyal'] }, steps: [aDay, toast('late')] });
  const inside = take(playbook, aCustomer(), NOON, [viewed()]).state;

  it('by an exit ends a wait at once, and nothing of it is done later', () => {
    const left = take(playbook, inside, NOON + HOUR, [bought(NOON + HOUR)]);
    expect(left.notes).toEqual([{ what: 'left', journey: greeting, enrolment: 1, because: { by: 'exit' } }]);
    expect(left.state.journeys[greeting]).toEqual({ entered: 1, leftAt: NOON + HOUR });
    expect(take(playbook, left.state, NOON + DAY).effects).toEqual([]);
  });

  it('by the goal counts, even where an exit came with it', () => {
    const left = take(playbook, inside, NOON + HOUR, [bought(NOON + HOUR), aMove('potential-loyalist', 'loyal')]);
    expect(left.notes).toMatchObject([{ because: { by: 'goal' } }]);
  });

  it('goes before a wait that ends at the same instant', () => {
    const left = take(playbook, inside, NOON + DAY, [bought(NOON + DAY)]);
    expect(left.effects).toEqual([]);
    expect(left.notes).toMatchObject([{ because: { by: 'exit' } }]);
  });

  it('is for newcomers too when something happens after what brought them in, before any step', () => {
    const both = take(playbook, aCustomer(), NOON, [viewed(), bought()]);
    expect(both.notes.map(({ what }) => what)).toEqual(['entered', 'left']);
    const before = take(playbook, aCustomer(), NOON, [bought(), viewed()]);
    expect(before.notes.map(({ what }) => what)).toEqual(['entered', 'waiting']);
  });

  it('comes with the end of the steps, or with a stop and its reason', () => {
    expect(take(book({ steps: [toast('only')] }), aCustomer(), NOON, [viewed()]).notes.at(-1)).toMatchObject({
      because: { by: 'end' },
    });
    expect(take(book({}), aCustomer(), NOON, [viewed()]).notes.at(-1)).toMatchObject({
      because: { by: 'stop', reason: 'greeted' },
    });
  });
});

describe('a new version', () => {
  const old = aJourney({ enter: view, steps: [aDay, toast('old')] });
  const fresh = aJourney({ enter: view, steps: [aDay, toast('fresh')] });
  const inside = take(aPlaybook([old]), aCustomer(), NOON, [viewed()]).state;

  it('leaves those inside on theirs, and takes newcomers', () => {
    const both = aPlaybook([old, fresh]);
    expect(take(both, inside, NOON + DAY).effects.map(({ step }) => step)).toEqual(['old']);
    expect(take(both, aCustomer(), NOON, [viewed()]).state.journeys[greeting]?.inside?.version).toBe(2);
  });

  it('lets nobody go because their version was not loaded', () => {
    const without = { ...aPlaybook([old, fresh]), earlier: [] };
    expect(() => take(without, inside, NOON + HOUR)).toThrow('version 1 of journey "greeting" is not at hand');
  });

  it('lets out those whose version or step is gone', () => {
    const left = take(aPlaybook(), inside, NOON + HOUR);
    expect(left.notes).toEqual([{ what: 'left', journey: greeting, enrolment: 1, because: { by: 'step-gone' } }]);
    expect(take(aPlaybook([aJourney()]), inside, NOON + HOUR).notes).toMatchObject([{ because: { by: 'step-gone' } }]);
  });
});

describe('the next deadline', () => {
  it('is the earliest wait that ends by time', () => {
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
  it('of somebody inside stays within 200 bytes', () => {
    const { state } = take(book({ steps: [aDay] }), aCustomer(), NOON, [viewed()]);
    expect(JSON.stringify(state.journeys[greeting]).length).toBeLessThanOrEqual(200);
  });
});

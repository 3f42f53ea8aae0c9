import { expect, test } from 'vitest';
import { decide } from '../../../domain/decision/decide.ts';
import { NEW_CUSTOMER } from '../../../domain/decision/state.ts';
import { madeUpState, trialPlaybook, trialState, walkAhead } from '../../../domain/decision/trial.ts';
import { pauseAfter } from '../../../domain/journey/webhook-schedule.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../domain/time.ts';
import { aJourney, aPlaybook, aPurchase, CUSTOMER_KEY, NOON } from '../../builders.ts';

const daily = aJourney({
  id: 'daily',
  enter: { on: 'event', event: 'purchase' },
  steps: [
    { id: 'day', type: 'wait', for: '1d' },
    { id: 'show', type: 'place', placement: 'toast', slot: 'corner', title: 'Hello', body: 'Again', next: 'day' },
  ],
});
const other = aJourney({ id: 'other', enter: { on: 'event', event: 'purchase' }, steps: daily.steps });
const book = aPlaybook([daily, other]);
const circumstances = { customer: CUSTOMER_KEY, timezone: 'UTC', sandbox: false };
const order = aPurchase({ id: 'o-1', at: NOON });

function walk(mostInstants: number, until = NOON + 400 * DAY) {
  const playbook = trialPlaybook(book, { version: 2, definition: daily }, false);
  const known = { state: NEW_CUSTOMER, history: [], events: [order] };
  const steps = walkAhead({ ...circumstances, ...known, playbook, until, mostInstants });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

test('a walk of many instants is the same as one by one, and is cut where there are too many', () => {
  const all = walk(10_000);
  expect(all.isCut).toBe(false);
  const shown = all.entries.filter(({ effects }) => effects.length > 0);
  expect(shown).toHaveLength(400);
  expect(new Set(all.entries.map(({ seq }) => seq)).size).toBe(all.entries.length);
  const cut = walk(250);
  expect(cut.isCut).toBe(true);
  expect(all.entries.slice(0, cut.entries.length)).toEqual(cut.entries);
});

test('only the journey that is tried is live, unless the others are wanted', () => {
  const tried = { version: 2, definition: daily };
  expect([...trialPlaybook(book, tried, false).journeys.keys()]).toEqual(['daily']);
  expect([...trialPlaybook(book, tried, true).journeys.keys()]).toEqual(['daily', 'other']);
  const asked = {
    ...circumstances,
    playbook: book,
    state: NEW_CUSTOMER,
    events: [order],
    orders: new Map(),
    now: NOON,
  };
  const { state } = decide(asked);
  expect(Object.keys(trialState(state, daily.id, true).journeys)).toEqual(['other']);
  expect(trialState(state, daily.id, false).journeys).toEqual({});
});

test('somebody made up has their history, and is in no journey', () => {
  const state = madeUpState([order], {}, { playbook: book, timezone: 'UTC' }, NOON + DAY);
  expect(state).toMatchObject({ standing: { segment: 'potential-loyalist' }, journeys: {} });
});

test('a webhook is tried ten times within four days, and later where it asks for that, by a day at most', () => {
  const pauses = Array.from({ length: 10 }, (_, failed) => pauseAfter(failed + 1));
  expect(pauses.at(-1)).toBeNull();
  const all = pauses.reduce<number>((sum, pause) => sum + (pause ?? 0), 0);
  expect(all).toBeGreaterThan(3 * DAY);
  expect(all).toBeLessThan(4 * DAY);
  expect(pauseAfter(1, 10 * MINUTE)).toBe(10 * MINUTE);
  expect(pauseAfter(1, SECOND)).toBe(5 * SECOND);
  expect(pauseAfter(2, 100 * HOUR)).toBe(DAY);
});

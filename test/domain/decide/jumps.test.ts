import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { aJourney, anActivity, aPlaybook, aPurchase, aRefund, aKey, NOON, placeOf } from '../../builders.ts';
import { live, type Call } from './shop.ts';

/** Waits for a time, for an event and for a move; entered by silence, by a purchase and by a move. */
const JOURNEYS = [
  aJourney({
    id: 'silence',
    enter: { on: 'silence', stage: 'overdue' },
    goal: { on: 'event', event: 'purchase' },
    steps: [
      { id: 'mail', type: 'send', channel: 'email', subject: 'Hello', body: 'It has been a while.' },
      { id: 'three-days', type: 'wait', for: '3d' },
      { id: 'banner', type: 'place', placement: 'banner', slot: 'home', title: 'Hello', body: 'Again.' },
    ],
  }),
  aJourney({
    id: 'thanks',
    enter: { on: 'event', event: 'purchase', again: '5d' },
    steps: [
      { id: 'a-view', type: 'wait', until: { on: 'event', event: 'view' }, for: '36h', onTimeout: 'mail' },
      {
        id: 'toast',
        type: 'place',
        placement: 'toast',
        slot: 'corner',
        title: 'Thanks',
        body: 'For looking.',
        next: 'end',
      },
      { id: 'mail', type: 'send', channel: 'email', subject: 'Thanks', body: 'For buying.' },
      { id: 'end', type: 'stop', reason: 'thanked' },
    ],
  }),
  aJourney({
    id: 'fading',
    enter: { on: 'move', to: ['needs-attention', 'hibernating', 'lost'] },
    exit: [{ on: 'move', to: ['potential-loyalist', 'loyal', 'champions'] }],
    steps: [
      { id: 'better', type: 'wait', until: { on: 'move', to: ['loyal'] }, for: '10d' },
      { id: 'mail', type: 'send', channel: 'email', subject: 'Come back', body: 'We kept a seat.' },
    ],
  }),
];
const RULES = { playbook: aPlaybook(JOURNEYS), sandbox: true };
const DAYS = 30;

/** Bought long enough ago for silence to fall within the month, or lately enough for it not to. */
const before = fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 4 }).map((days) =>
  days.map((ago, index): CustomerEvent => {
    return aPurchase({ id: `before-${index}`, at: NOON - ago * DAY - index * HOUR });
  }),
);

/** What happens on the way, at any hour, sometimes at midnight or at the very instant at which the clock stops. */
const onTheWay = fc
  .array(
    fc.record({
      hours: fc.oneof(
        fc.integer({ min: 1, max: DAYS * 24 }),
        fc.integer({ min: 1, max: DAYS }).map((days) => days * 24),
      ),
      kind: fc.constantFrom('purchase', 'view', 'view', 'refund'),
    }),
    { maxLength: 8 },
  )
  .map((happenings) =>
    happenings.map(({ hours, kind }, index): CustomerEvent => {
      const given = { id: `way-${index}`, at: NOON + hours * HOUR };
      if (kind === 'purchase') return aPurchase(given);
      return kind === 'view' ? anActivity(given) : aRefund({ ...given, order: aKey('before-0') });
    }),
  );

function jumps(events: readonly CustomerEvent[], stops: readonly number[]): Call[] {
  return stops.map((now, index) => {
    const from = stops[index - 1] ?? NOON;
    return { now, events: events.filter((event) => event.at > from && event.at <= now) };
  });
}

test('one jump of 30 days leaves the same journal, effects and state as 30 jumps of a day', async () => {
  const everyDay = Array.from({ length: DAYS }, (_, index) => NOON + (index + 1) * DAY);
  await fc.assert(
    fc.asyncProperty(before, onTheWay, async (history, events) => {
      const start: Call = { now: NOON, events: history };
      const slowly = await live([start, ...jumps(events, everyDay)], RULES);
      const atOnce = await live([start, ...jumps(events, [NOON + DAYS * DAY])], RULES);
      const entries = ({ journal }: typeof slowly) =>
        journal.map(({ turn: _turn, heard: _heard, now: _now, ...entry }) => entry);
      expect(entries(atOnce)).toEqual(entries(slowly));
      expect(atOnce.effects).toEqual(slowly.effects);
      const { turn: _one, seen: _seen, ...state } = atOnce.state;
      expect(slowly.state).toMatchObject(state);
      expect(atOnce.wake).toEqual(slowly.wake);
    }),
    { numRuns: 150 },
  );
});

test('the month in between is not empty', async () => {
  const lately = [aPurchase({ id: 'before-0', at: NOON - 80 * DAY })];
  const { journal, effects } = await live(
    [
      { now: NOON, events: lately },
      { now: NOON + DAYS * DAY, events: [anActivity({ id: 'way-0', at: NOON + 2 * DAY })] },
    ],
    RULES,
  );
  expect(journal.flatMap((entry) => entry.silence?.stage ?? [])).toEqual(['overdue']);
  expect(effects.map((effect) => placeOf(effect).journey).toSorted()).toEqual([
    'fading',
    'silence',
    'silence',
    'thanks',
  ]);
});

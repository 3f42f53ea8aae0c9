import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JournalRow } from '../../../db/events/journal.ts';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { DAY, HOUR, MINUTE } from '../../../domain/time.ts';
import { aJourney, anActivity, aPlaybook, aPurchase, NOON, placeOf } from '../../builders.ts';
import { live, type Call } from './shop.ts';

const place = {
  type: 'place',
  placement: 'banner',
  slot: 'home',
  title: 'On its way',
  body: 'It has left us.',
} as const;

const journeys: readonly JourneyInput[] = [
  { id: 'shipped', name: 'Shipped', enter: { on: 'event', event: 'shipped' }, steps: [{ id: 'tell', ...place }] },
  {
    id: 'nudge',
    name: 'Nudge',
    enter: { on: 'event', event: 'nudge', again: 'always' },
    goal: { on: 'event', event: 'purchase' },
    steps: [
      { id: 'pause', type: 'wait', until: { on: 'event', event: 'shipped' }, for: '2h' },
      { id: 'tell', ...place },
    ],
  },
  {
    id: 'risen',
    name: 'Risen',
    enter: { on: 'move', to: ['potential-loyalist', 'loyal', 'champions'] },
    steps: [{ id: 'cheer', ...place, placement: 'toast' }],
  },
];
const playbook = aPlaybook(journeys.map((journey) => aJourney(journey)));

/** What a journal says apart from when things were learned, and in which call. */
function told(journal: readonly JournalRow[]) {
  return journal.map(({ events, move, facts, effects, segment, score }) => ({
    events: events.map(({ key, type, at }) => ({ key, type, at })),
    move,
    facts: facts.map((fact) => (fact.what === 'waiting' ? { ...fact, waiting: fact.waiting.for } : fact)),
    effects,
    segment,
    score,
  }));
}

/** Events of an afternoon, in order, all learned in its evening. */
const afternoon = fc
  .array(
    fc.record({
      minutes: fc.integer({ min: 0, max: 300 }),
      type: fc.constantFrom('shipped', 'nudge', 'view', 'purchase'),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((drawn) =>
    drawn
      .toSorted((a, b) => a.minutes - b.minutes)
      .map(({ minutes, type }, index): CustomerEvent => {
        const happened = { id: `e-${String(index).padStart(2, '0')}`, at: NOON + minutes * MINUTE + index };
        const seenAt = NOON + 6 * HOUR;
        return type === 'purchase' ? aPurchase({ ...happened, seenAt }) : anActivity({ ...happened, type, seenAt });
      }),
  );

test('in which calls events come does not matter: any partition of the same events gives the same journal', async () => {
  await fc.assert(
    fc.asyncProperty(afternoon, fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 12 }), async (events, sizes) => {
      const now = NOON + 6 * HOUR;
      const whole = await live([{ now, events }], { playbook });
      const parts: Call[] = [];
      let from = 0;
      for (const size of [...sizes, events.length]) {
        if (from < events.length) parts.push({ now, events: events.slice(from, from + size) });
        from += size;
      }
      const cut = await live(parts, { playbook });
      expect(told(cut.journal)).toEqual(told(whole.journal));
      expect(cut.effects.map(({ key }) => key)).toEqual(whole.effects.map(({ key }) => key));
    }),
    { numRuns: 200 },
  );
});

test('nor does the order within a call', async () => {
  await fc.assert(
    fc.asyncProperty(afternoon, fc.func(fc.integer()), async (events, order) => {
      const now = NOON + 6 * HOUR;
      const shuffled = events.toSorted((a, b) => order(a.key) - order(b.key));
      const [one, other] = [
        await live([{ now, events }], { playbook }),
        await live([{ now, events: shuffled }], { playbook }),
      ];
      expect(other.journal).toEqual(one.journal);
    }),
    { numRuns: 100 },
  );
});

test('what was accepted while nobody could be told is taken as if each had been told at once', async () => {
  await fc.assert(
    fc.asyncProperty(afternoon, async (learned) => {
      const events = learned.map((event) => ({ ...event, seenAt: event.at, receivedAt: event.at }));
      const end = NOON + 8 * HOUR;
      const atOnce = await live(
        [...events.map((event) => ({ now: event.at, events: [event] })), { now: end, events: [] }],
        {
          playbook,
        },
      );
      const afterOutage = await live([{ now: end, events }], { playbook });
      expect(told(afterOutage.journal)).toEqual(told(atOnce.journal));
      expect(afterOutage.effects.map(({ key, at }) => [key, at])).toEqual(
        atOnce.effects.map(({ key, at }) => [key, at]),
      );
    }),
    { numRuns: 200 },
  );
});

describe('given a journey of one banner per event', () => {
  const shipped = Array.from({ length: 5 }, (_, index) =>
    anActivity({ id: `s-${index}`, type: 'shipped', at: NOON + index * 10 * MINUTE, seenAt: NOON + HOUR }),
  );

  test('five events in one call give five banners, as five calls do', async () => {
    const now = NOON + HOUR;
    const one = await live([{ now, events: shipped }], { playbook });
    const five = await live(
      shipped.map((event) => ({ now, events: [event] })),
      { playbook },
    );
    expect(one.effects).toHaveLength(5);
    expect(five.effects.map(({ key }) => key)).toEqual(one.effects.map(({ key }) => key));
  });
});

describe('given an old purchase and a view of now in one call', () => {
  const events = [
    aPurchase({ id: 'old', at: NOON - 60 * DAY, seenAt: NOON }),
    anActivity({ id: 'now', at: NOON, seenAt: NOON }),
  ];

  test('the move is caused by what may start nothing, so it starts nothing', async () => {
    const { effects, journal } = await live([{ now: NOON, events }], { playbook });
    expect(journal.flatMap(({ move }) => move?.cause ?? [])).toMatchObject([{ by: 'event', type: 'purchase' }]);
    expect(effects).toEqual([]);
  });

  test('a purchase of now starts what it moves', async () => {
    const { effects } = await live([{ now: NOON, events: [aPurchase({ id: 'new', at: NOON, seenAt: NOON })] }], {
      playbook,
    });
    expect(effects.map((effect) => placeOf(effect).journey)).toEqual(['risen']);
  });
});

import { describe, expect, test } from 'vitest';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { DAY, HOUR, MINUTE } from '../../../domain/time.ts';
import { aJourney, anActivity, aPlaybook, aPurchase, aRefund, NOON, placeOf } from '../../builders.ts';
import { live } from './shop.ts';

const tell = {
  id: 'tell',
  type: 'place',
  placement: 'banner',
  slot: 'home',
  title: 'Still there',
  body: 'It is.',
} as const;
const nudge = anActivity({ id: 'nudge', type: 'nudge', at: NOON, seenAt: NOON });

async function shownAfter(journey: Partial<JourneyInput>, later: readonly CustomerEvent[], end = NOON + 10 * DAY) {
  const playbook = aPlaybook([
    aJourney({ id: 'nudge', name: 'Nudge', enter: { on: 'event', event: 'nudge' }, ...journey }),
  ]);
  const calls = later.map((event) => ({ now: Math.max(event.at, event.seenAt), events: [event] }));
  const lived = await live([{ now: NOON, events: [nudge] }, ...calls, { now: end, events: [] }], { playbook });
  const left = lived.journal.flatMap(({ facts }) =>
    facts.flatMap((note) => (note.what === 'left' ? note.because.by : [])),
  );
  return { shown: lived.effects.map((effect) => placeOf(effect).step), left };
}

const wait = { id: 'three-days', type: 'wait', for: '3d' } as const;
const bought = { on: 'event', event: 'purchase' } as const;

describe('what may not start something may still end something', () => {
  const imported = aPurchase({ id: 'o', at: NOON + 30 * MINUTE, seenAt: NOON + 90 * MINUTE, silent: true });
  const late = aPurchase({ id: 'o', at: NOON - 400 * DAY, seenAt: NOON + 2 * DAY });

  test('a purchase that an import brings reaches the goal at once', async () => {
    expect(await shownAfter({ goal: bought, steps: [wait, tell] }, [imported])).toEqual({ shown: [], left: ['goal'] });
  });

  test('so does one that is learned of much too late, and so does an exit', async () => {
    expect(await shownAfter({ goal: bought, steps: [wait, tell] }, [late])).toEqual({ shown: [], left: ['goal'] });
    expect(await shownAfter({ exit: [bought], steps: [wait, tell] }, [late])).toEqual({ shown: [], left: ['exit'] });
  });

  test('a move that such a purchase makes ends what moves end', async () => {
    const exit: JourneyInput['exit'] = [{ on: 'move', to: ['potential-loyalist'] }];
    expect(await shownAfter({ exit, steps: [wait, tell] }, [imported])).toEqual({
      shown: [],
      left: ['exit'],
    });
  });

  test('an imported purchase ends a wait for it', async () => {
    const buy = { id: 'buy', type: 'wait', until: bought, for: '3d', onTimeout: 'tell' } as const;
    const steps: JourneyInput['steps'] = [buy, { id: 'done', type: 'stop', reason: 'bought' }, tell];
    expect(await shownAfter({ steps }, [imported])).toEqual({ shown: [], left: ['stop'] });
  });

  test('none of them lets anybody in', async () => {
    const enter = { on: 'event', event: 'purchase' } as const;
    expect(await shownAfter({ enter, steps: [tell] }, [imported])).toEqual({ shown: [], left: [] });
    expect(await shownAfter({ enter, steps: [tell] }, [late])).toEqual({ shown: [], left: [] });
  });
});

describe('a wait looks at when something happened, not at when it was learned', () => {
  const verified = { on: 'event', event: 'verified' } as const;
  const steps = (until: typeof verified & { since?: 'entering' | 'step' }): JourneyInput['steps'] => [
    { id: 'settle', type: 'wait', for: '1h' },
    { id: 'verify', type: 'wait', until, for: '2d', onTimeout: 'tell' },
    { id: 'done', type: 'stop', reason: 'verified' },
    tell,
  ];
  const at = NOON + 20 * MINUTE;
  const delivered = (minutes: number) => anActivity({ id: 'v', type: 'verified', at, seenAt: NOON + minutes * MINUTE });

  test.each([20, 30, 90, 120])('delivered after %i minutes it ends the wait, and nobody is nagged', async (minutes) => {
    expect(await shownAfter({ steps: steps(verified) }, [delivered(minutes)])).toEqual({ shown: [], left: ['stop'] });
  });

  test.each([20, 30, 90, 120])('since the step it is too early, also delivered after %i minutes', async (minutes) => {
    const until = { ...verified, since: 'step' } as const;
    expect((await shownAfter({ steps: steps(until) }, [delivered(minutes)])).shown).toEqual(['tell']);
  });

  test('what happened before they entered does not count, whenever it is learned', async () => {
    const early = anActivity({ id: 'v', type: 'verified', at: NOON - 1, seenAt: NOON + 90 * MINUTE });
    expect((await shownAfter({ steps: steps(verified) }, [early])).shown).toEqual(['tell']);
  });

  test('entering by an event that was learned late, they are inside since it happened', async () => {
    const enter = anActivity({ id: 'late', type: 'nudge', at: NOON + DAY, seenAt: NOON + DAY + HOUR });
    const inBetween = anActivity({ id: 'v', type: 'verified', at: NOON + DAY + MINUTE, seenAt: NOON + DAY + 2 * HOUR });
    const journey = { enter: { on: 'event', event: 'nudge', again: 'always' }, steps: steps(verified) } as const;
    const playbook = aPlaybook([aJourney({ id: 'nudge', name: 'Nudge', ...journey, steps: [...journey.steps] })]);
    const lived = await live(
      [enter, inBetween]
        .map((event) => ({ now: event.seenAt, events: [event] }))
        .concat({ now: NOON + 9 * DAY, events: [] }),
      { playbook },
    );
    expect(lived.effects).toEqual([]);
  });

  test('one occurrence ends one wait: a second wait for the same wants another', async () => {
    const two: JourneyInput['steps'] = [
      { id: 'first', type: 'wait', until: bought },
      { id: 'second', type: 'wait', until: bought, for: '2d', onTimeout: 'tell' },
      { id: 'done', type: 'stop', reason: 'bought twice' },
      tell,
    ];
    const buy = (id: string, hours: number) => aPurchase({ id, at: NOON + hours * HOUR, seenAt: NOON + hours * HOUR });
    expect((await shownAfter({ steps: two }, [buy('a', 1)])).shown).toEqual(['tell']);
    expect(await shownAfter({ steps: two }, [buy('a', 1), buy('b', 2)])).toEqual({ shown: [], left: ['stop'] });
    // The same where they stand elsewhere while it happens.
    const later: typeof two = [{ id: 'settle', type: 'wait', for: '3h' }, ...two];
    expect((await shownAfter({ steps: later }, [buy('a', 1)])).shown).toEqual(['tell']);
    expect(await shownAfter({ steps: later }, [buy('a', 1), buy('b', 2)])).toEqual({ shown: [], left: ['stop'] });
  });
});

test('somebody has returned with the first purchase after the stage began, not with the last of a late batch', async () => {
  const first = aPurchase({ id: 'first', at: NOON, seenAt: NOON });
  const batch = [100, 130, 150].map((days) =>
    aPurchase({ id: `p-${days}`, at: NOON + days * DAY, seenAt: NOON + 160 * DAY }),
  );
  const { journal } = await live([
    { now: NOON, events: [first] },
    { now: NOON + 95 * DAY, events: [] },
    { now: NOON + 160 * DAY, events: batch },
  ]);
  expect(journal.flatMap(({ returned = [] }) => returned)).toMatchObject([
    { stage: 'overdue', back: NOON + 100 * DAY },
  ]);
});

test('refunds end nothing that they do not name', async () => {
  const refund = aRefund({ id: 'r', at: NOON + HOUR, seenAt: NOON + HOUR });
  expect((await shownAfter({ goal: bought, steps: [wait, tell] }, [refund])).shown).toEqual(['tell']);
});

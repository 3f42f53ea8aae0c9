import { describe, expect, test } from 'vitest';
import { FIRST_CHOICE, wantedOf } from '../../web/screens/journeys/outcomes/publish/choice.ts';
import { differencePlaces, ratioPlaces } from '../../web/screens/journeys/outcomes/results/interval.ts';
import { revenueAtEnd } from '../../web/screens/journeys/outcomes/results/revenue-at-end.ts';
import { goneFrom } from '../../web/screens/journeys/outcomes/standing.ts';
import { eventTypesOf, FIRST_FORM, rowAfter, tryOf } from '../../web/screens/journeys/outcomes/try/trial.ts';
import { laterOf, momentsOf, type Tried } from '../../web/screens/journeys/outcomes/try/walk.ts';

const WORKSPACE = { timezone: 'Europe/Berlin', minorDigits: 2 };

describe('what a try asks', () => {
  test('of somebody made up, with times of the workspace and amounts in minor units', () => {
    const event = { key: 1, type: ' purchase ', at: '2026-06-09T10:00', amount: '19.99' };
    expect(tryOf({ ...FIRST_FORM, from: '2026-06-01T00:00', events: [event] }, WORKSPACE)).toEqual({
      for: '30d',
      others: false,
      enter: {},
      consent: true,
      history: [],
      from: '2026-05-31T22:00:00.000Z',
      events: [{ type: 'purchase', id: 'ahead:1', at: '2026-06-09T08:00:00.000Z', amount: 1_999 }],
    });
  });

  test('of somebody known, without what belongs to somebody made up', () => {
    const form = { ...FIRST_FORM, who: 'known', customer: ' c-1 ', from: '2026-06-01T00:00', version: '2' } as const;
    expect(tryOf({ ...form, isAskedIn: false, history: [rowAfter([])] }, WORKSPACE)).toEqual({
      for: '30d',
      others: false,
      events: [],
      customer: 'c-1',
      version: 2,
    });
  });

  test('keeps no amount of an event that has none, and tells rows apart', () => {
    const first = rowAfter([]);
    const view = { ...rowAfter([first]), type: 'view' };
    expect(tryOf({ ...FIRST_FORM, events: [first, view] }, { ...WORKSPACE, minorDigits: 0 }).events).toEqual([
      { type: 'purchase', id: 'ahead:1', amount: 40 },
      { type: 'view', id: 'ahead:2' },
    ]);
  });

  test('offers the events that a definition names anywhere', () => {
    const definition = {
      enter: { on: 'event', event: 'basket.left' },
      steps: [{ type: 'branch', paths: [{ when: { not: { did: 'order.sent' } } }] }],
    };
    expect(eventTypesOf(definition)).toEqual(expect.arrayContaining(['purchase', 'basket.left', 'order.sent']));
  });
});

describe('a walk', () => {
  const at = '2026-06-04T09:00:00.000Z';
  const sent = 'The message of step mail of j waits to be sent';
  const tried: Pick<Tried, 'entries' | 'messages'> = {
    entries: [
      {
        kind: 'decision',
        at,
        text: `Is now Loyal, because of a purchase. Entered j (version 2). ${sent}`,
        segment: 'loyal',
        score: null,
        journeys: [
          { what: 'entered', journey: 'j', text: 'Entered j (version 2)' },
          { what: 'sending', journey: 'j', step: 'mail', text: sent },
        ],
        effects: [],
        noted: [],
        took: [],
        playbook: 1,
      },
      { kind: 'event', at, text: 'Bought for €30.00', about: 'purchase', type: 'purchase', source: 'api', id: 'e' },
    ],
    messages: [
      { at, journey: 'j', step: 'mail', channel: 'email', subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' },
    ],
  };

  test('is told in order of time, the move apart from what it led to, and a message beside what sent it', () => {
    expect(
      momentsOf(tried, { entry: ({ text }) => text, fact: ({ text }) => text, besides: (_decision, rest) => rest }),
    ).toEqual([
      {
        at,
        happenings: [
          { is: 'event', text: 'Bought for €30.00' },
          { is: 'move', text: 'Is now Loyal, because of a purchase' },
          { is: 'fact', what: 'entered', text: 'Entered j (version 2)', message: null },
          { is: 'fact', what: 'sending', text: sent, step: 'mail', message: tried.messages[0] },
        ],
      },
    ]);
  });

  test('counts from its beginning in the largest unit that says something', () => {
    expect(laterOf(at, at)).toBeNull();
    expect(laterOf(at, '2026-06-04T09:40:00.000Z')).toEqual({ unit: 'minutes', value: 40 });
    expect(laterOf(at, '2026-06-06T08:00:00.000Z')).toEqual({ unit: 'hours', value: 47 });
    expect(laterOf(at, '2026-06-07T09:00:00.000Z')).toEqual({ unit: 'days', value: 3 });
  });
});

describe('what becomes of those inside', () => {
  const mapping = new Map([['old', 'new']]);

  test('is asked with what belongs to the chosen way alone', () => {
    const choice = { ...FIRST_CHOICE, mapping, until: '2026-06-09T10:00' };
    expect(wantedOf(choice, 'UTC')).toEqual({ inside: 'pin' });
    expect(wantedOf({ ...choice, inside: 'migrate' }, 'UTC')).toEqual({ inside: 'migrate', mapping: { old: 'new' } });
    expect(wantedOf({ ...choice, inside: 'drain' }, 'UTC')).toEqual({
      inside: 'drain',
      until: '2026-06-09T10:00:00.000Z',
    });
    expect(wantedOf({ ...FIRST_CHOICE, inside: 'drain' }, 'UTC')).toEqual({ inside: 'drain' });
  });

  test('has to be said of steps that are gone and have somebody at them, each once', () => {
    const standing = [
      { version: 2, step: 'gone', customers: 3 },
      { version: 1, step: 'gone', customers: 2 },
      { version: 1, step: 'empty', customers: 0 },
      { version: 1, step: 'kept', customers: 9 },
    ];
    expect(goneFrom(standing, [{ id: 'kept' }])).toEqual(['gone']);
  });
});

describe('where an interval is drawn', () => {
  test('half as often lies as far from no difference as twice as often', () => {
    const { from, to, none, isCut } = ratioPlaces([0.5, 2]);
    expect(none).toBeCloseTo(0.5);
    expect(none - from).toBeCloseTo(to - none);
    expect(isCut).toEqual({ from: false, to: false });
  });

  test('what is beyond the drawing, or open, is cut at its end', () => {
    expect(ratioPlaces([0, null])).toMatchObject({ from: 0, to: 1, isCut: { from: true, to: true } });
    expect(ratioPlaces([1, 100])).toMatchObject({ to: 1, isCut: { from: false, to: true } });
  });

  test('no difference is always in sight', () => {
    for (const span of [
      [0.02, 0.05],
      [-0.05, -0.02],
      [-1, 1],
    ] as const) {
      const { from, to, none, ticks } = differencePlaces(span);
      expect(none).toBeGreaterThanOrEqual(0);
      expect(none).toBeLessThanOrEqual(1);
      expect(from).toBeLessThan(to);
      expect(ticks.map(({ value }) => value)).toContain(0);
    }
  });
});

describe('revenue at the declared end', () => {
  type Lift = Parameters<typeof revenueAtEnd>[0];
  type Comparison = Parameters<typeof revenueAtEnd>[1];
  const counts = {
    assigned: 10,
    matured: 10,
    converted: 1,
    buyers: 1,
    revenue: 1,
    revenueCompared: 1,
    conversionsSoFar: 1,
    revenueSoFar: 1,
  };
  const lift: Lift = {
    arm: 'treated',
    is: 'open',
    text: '',
    ratio: [1, 1],
    additional: [0, 0],
    lacking: null,
    difference: null,
    atEnd: null,
    revenue: [-1, 1],
    revenueAtEnd: null,
  };
  const over: Comparison = {
    step: null,
    control: 'held-out',
    days: 14,
    ends: '2026-06-01T00:00:00.000Z',
    orderCap: null,
    over: true,
    arms: [
      { arm: 'treated', control: false, share: 0.5, ...counts },
      { arm: 'held-out', control: true, share: 0.5, ...counts },
    ],
    lifts: [lift],
  };
  const unequal = over.arms.map((arm) => ({ ...arm, share: arm.control ? 0.1 : 0.9 }));

  test.each([
    [{ is: 'known', from: -20, to: 340 }, { ...lift, revenueAtEnd: [-20, 340] as [number, number] }, over],
    [{ is: 'unequal' }, lift, { ...over, arms: unequal, ends: null, over: false }],
    [{ is: 'endless' }, lift, { ...over, ends: null, over: false }],
    [{ is: 'early', ends: over.ends }, lift, { ...over, over: false }],
    [{ is: 'few-buyers' }, { ...lift, revenue: null }, over],
    [{ is: 'few-customers' }, lift, over],
  ] as const)('is told as %o', (told, of, comparison) => expect(revenueAtEnd(of, comparison)).toEqual(told));
});

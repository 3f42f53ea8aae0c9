import { describe, expect, test } from 'vitest';
import { quietlyAdopted } from '../../../domain/decision/quiet-adoption.ts';
import { foldEntries, loyaltyDifferences, NOTHING_TOLD } from '../../../domain/decision/journal-fold.ts';
import { loyaltyView } from '../../../domain/loyalty/view.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import {
  aJourney,
  anActivity,
  anAudience,
  aPlaybook,
  aPurchase,
  aRefund,
  NOON,
  withAudiences,
  CUSTOMER_KEY,
} from '../../builders.ts';
import { Life, withLoyalty } from './life.ts';

const levels = [
  { id: 'bronze', name: 'Bronze', min: 0 },
  { id: 'silver', name: 'Silver', min: 10_000, multiplier: 1.5 },
  { id: 'gold', name: 'Gold', min: 50_000, multiplier: 2 },
];
const tiers = {
  metric: { by: 'spend' },
  window: { by: 'rolling', days: 30 },
  validity: { by: 'days', days: 60 },
  graceDays: 10,
  warnDays: 5,
  levels,
};
/** The first instant of a day counted from that of `NOON`. */
const day = (n: number) => Date.parse('2026-01-12T00:00:00Z') + n * DAY;
/** Without that somebody was placed on the ground floor. */
const changes = (life: Life) =>
  life.entries.flatMap(({ at, loyalty = [] }) =>
    loyalty.flatMap((fact) =>
      fact.what === 'tier' && fact.change !== 'placed'
        ? [[(at - day(0)) / DAY, fact.change, fact.from, fact.now?.tier ?? null]]
        : [],
    ),
  );
const buy = (id: string, at: number, amount: number) => aPurchase({ id, at, amount });

describe('up', () => {
  test('at once, over as many levels as are reached, and everybody is on the ground floor', () => {
    const life = new Life(withLoyalty({ earn: [], tiers })).take(NOON, buy('a', NOON, 900));
    expect(life.tier).toBe('bronze');
    expect(life.effects).toEqual([]);
    expect(life.state.loyalty?.nextAt).toBeUndefined();
    life.take(NOON + HOUR, buy('b', NOON + HOUR, 60_000));
    expect(life.tier).toBe('gold');
    expect(life.effects).toMatchObject([
      {
        kind: 'changeTier',
        from: 'bronze',
        to: 'gold',
        origin: { by: 'tier', fact: 2 },
        summary: 'tier bronze → gold',
      },
    ]);
    expect(life.entries.at(-1)?.effects).toMatchObject([{ kind: 'changeTier' }]);
  });

  test('multiplies what is earned afterwards', () => {
    const earn = [{ id: 'e', on: 'purchase', per: { by: 'amount', amount: 100, points: 1 }, expire: { by: 'never' } }];
    const life = new Life(withLoyalty({ earn, tiers })).take(NOON, buy('a', NOON, 60_000));
    life.take(NOON + 1, buy('b', NOON + 1, 10_000));
    expect(life.facts.flatMap((fact) => (fact.what === 'earned' ? [fact.points] : []))).toEqual([600, 200]);
  });

  test.each([
    [
      { by: 'orders' },
      [
        ['silver', 3],
        ['gold', 5],
      ],
    ],
    [
      { by: 'events', event: 'view' },
      [
        ['silver', 3],
        ['gold', 5],
      ],
    ],
    [
      { by: 'points' },
      [
        ['silver', 3],
        ['gold', 5],
      ],
    ],
  ])('by %o', (metric, reached) => {
    const earn = [{ id: 'e', on: 'purchase', per: { by: 'event', points: 1 }, expire: { by: 'never' } }];
    const some = [{ ...levels[0] }, { ...levels[1], min: 3 }, { ...levels[2], min: 5 }];
    const life = new Life(
      withLoyalty({
        earn,
        tiers: { ...tiers, metric, levels: some.map(({ multiplier: _no, ...one }: { multiplier?: number }) => one) },
      }),
    );
    const at: [string | null, number][] = [];
    for (let n = 1; n <= 5; n += 1) {
      const when = NOON + n;
      life.take(when, buy(`p-${n}`, when, 0), anActivity({ id: `v-${n}`, at: when }));
      if (life.tier !== at.at(-1)?.[0]) at.push([life.tier, n]);
    }
    expect(at.filter(([tier]) => tier !== 'bronze')).toEqual(reached);
  });
});

describe('down', () => {
  const life = (given: object = {}) =>
    new Life(withLoyalty({ earn: [], tiers: { ...tiers, ...given } })).take(NOON, buy('a', NOON, 60_000));

  test('after validity and grace, with a warning before; never by the window alone', () => {
    expect(changes(life().take(day(75)))).toEqual([
      [0.5, 'up', 'bronze', 'gold'],
      [60, 'grace', 'gold', 'gold'],
      [65, 'warned', 'gold', 'gold'],
      [70, 'down', 'gold', 'bronze'],
    ]);
  });

  test('one step at a time, where that is wanted', () => {
    const steps = changes(life({ downgrade: 'one-step' }).take(day(145))).filter(([, change]) => change === 'down');
    expect(steps).toEqual([
      [70, 'down', 'gold', 'silver'],
      [140, 'down', 'silver', 'bronze'],
    ]);
  });

  test('never, where that is wanted, and without an end where there is none', () => {
    expect(changes(life({ downgrade: 'none' }).take(day(130))).map(([, change]) => change)).toEqual([
      'up',
      'kept',
      'kept',
    ]);
    expect(changes(life({ validity: { by: 'forever' } }).take(day(500)))).toHaveLength(1);
  });

  test('not where the metric holds at the end, or again within the grace', () => {
    const held = life()
      .take(day(50), buy('b', day(50), 50_000))
      .take(day(61));
    expect(changes(held).at(-1)).toEqual([60, 'kept', 'gold', 'gold']);
    const again = life()
      .take(day(66), buy('b', day(66), 50_000))
      .take(day(80));
    expect(changes(again).slice(-1)).toEqual([[66, 'kept', 'gold', 'gold']]);
  });

  test('at once in a calendar of validity without grace', () => {
    const end = life({ validity: { by: 'calendar', period: 'month' }, graceDays: 0 }).take(day(50));
    expect(changes(end).map(([at, change]) => [at, change])).toEqual([
      [0.5, 'up'],
      [20, 'kept'],
      [43, 'warned'],
      [48, 'down'],
    ]);
  });

  test('after a return through the same grace, where returns count', () => {
    const refund = aRefund({ id: 'r', at: day(1), order: buy('a', NOON, 1).key, amount: 60_000 });
    expect(changes(life().take(day(1), refund).take(day(20)))).toHaveLength(1);
    const strict = life({ onRefund: 'recompute' }).take(day(1), refund).take(day(20));
    expect(changes(strict).slice(1)).toEqual([
      [1, 'grace', 'gold', 'gold'],
      [6, 'warned', 'gold', 'gold'],
      [11, 'down', 'gold', 'bronze'],
    ]);
  });
});

describe('new thresholds', () => {
  const lower = { ...tiers, levels: levels.map((level) => ({ ...level, min: level.min / 10 })) };
  const higher = { ...tiers, levels: levels.map((level) => ({ ...level, min: level.min * 10 })) };

  test('raise at once, by rules: told, and neither seen by the world nor a reason to let anybody in', () => {
    const greet = aJourney({ enter: { on: 'tier', changed: 'up' } });
    const life = new Life(withLoyalty({ earn: [], tiers }, aPlaybook([greet]))).take(NOON, buy('a', NOON, 6_000));
    life.playbook = withLoyalty({ earn: [], tiers: lower }, life.playbook, NOON + HOUR);
    life.take(NOON + HOUR);
    expect(life.tier).toBe('gold');
    expect(life.entries.at(-1)).toMatchObject({ loyalty: [{ change: 'up', by: 'rules' }], effects: [], facts: [] });
  });

  test('take nothing from those who hold a tier', () => {
    const life = new Life(withLoyalty({ earn: [], tiers })).take(NOON, buy('a', NOON, 60_000));
    life.playbook = withLoyalty({ earn: [], tiers: higher }, life.playbook, NOON + HOUR);
    expect(life.take(NOON + HOUR).tier).toBe('gold');
    expect(life.take(day(69)).tier).toBe('gold');
    expect(life.take(day(71)).tier).toBe('bronze');
  });

  test('are adopted asleep, with the entry that their own decision would write', () => {
    const life = new Life(aPlaybook()).take(NOON, buy('a', NOON, 12_000));
    const playbook = withLoyalty(
      { earn: [], tiers: { ...tiers, validity: { by: 'forever' } } },
      life.playbook,
      NOON + HOUR,
    );
    const input = {
      customer: CUSTOMER_KEY,
      playbook,
      timezone: 'UTC',
      sandbox: false,
      state: life.state,
      now: NOON + HOUR,
    };
    const adopted = quietlyAdopted(input, { at: NOON + DAY, because: 'something' });
    expect(adopted?.entry).toMatchObject({ loyalty: [{ change: 'placed', now: { tier: 'silver' }, by: 'rules' }] });
    expect(adopted?.state.loyalty?.tier?.tier).toBe('silver');
    const fold = foldEntries(NOTHING_TOLD, [...life.entries, ...(adopted?.entry ? [adopted.entry] : [])]);
    expect(loyaltyDifferences(adopted?.state.loyalty, fold)).toEqual([]);
  });
});

describe('journeys and audiences', () => {
  test('a journey lets in by a tier that is reached, and by a warning', () => {
    const step = (id: string) => [
      { id, type: 'place' as const, placement: 'toast' as const, slot: 'home', title: id, body: id, for: '1d' },
    ];
    const up = aJourney({
      id: 'up',
      enter: { on: 'tier', changed: 'up', to: ['gold'] },
      steps: [...step('yes'), { id: 'end', type: 'stop', reason: 'told' }] as never,
    });
    const warned = aJourney({ id: 'warned', enter: { on: 'tier', changed: 'warned', from: ['gold'] } });
    const life = new Life(withLoyalty({ earn: [], tiers }, aPlaybook([up, warned]))).take(NOON, buy('a', NOON, 20_000));
    const entered = () =>
      life.entries.flatMap(({ facts }) =>
        facts.flatMap((fact) => (fact.what === 'entered' ? [fact.place.journey] : [])),
      );
    expect(entered()).toEqual([]);
    life.take(NOON + 1, buy('b', NOON + 1, 40_000));
    expect(entered()).toEqual(['up']);
    life.take(day(66));
    expect(entered()).toEqual(['up', 'warned']);
  });

  test('conditions look at the tier and at points', () => {
    const earn = [
      { id: 'e', on: 'purchase', per: { by: 'amount', amount: 100, points: 1 }, expire: { by: 'rolling', months: 1 } },
    ];
    const rich = anAudience('rich', { field: 'points', op: 'gte', value: 100 });
    const silver = anAudience('silver', { field: 'tier', op: 'eq', value: 'silver' });
    const life = new Life(withLoyalty({ earn, tiers }, withAudiences([rich, silver])));
    const inside = () => Object.keys(life.state.audiences ?? {}).toSorted();
    life.take(NOON, buy('a', NOON, 9_000));
    expect(inside()).toEqual([]);
    life.take(NOON + 1, buy('b', NOON + 1, 1_000));
    expect(inside()).toEqual(['rich', 'silver']);
    life.take(day(32));
    expect(inside()).toEqual(['silver']);
  });
});

test('what is missing to the next tier is told, also of whoever nobody has looked at yet', () => {
  const { loyalty } = withLoyalty({ earn: [], tiers });
  const life = new Life(aPlaybook()).take(NOON, buy('a', NOON, 12_000));
  expect(loyaltyView(loyalty, life.state, NOON, 'UTC').tier).toMatchObject({
    held: { id: 'silver' },
    value: 12_000,
    next: { id: 'gold', missing: 38_000 },
  });
});

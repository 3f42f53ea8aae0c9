import { describe, expect, test } from 'vitest';
import { foldEntries, loyaltyDifferences, NOTHING_TOLD } from '../../../domain/decision/journal-fold.ts';
import type { DrawPlayed } from '../../../domain/events/event.ts';
import { drawId, prizeId } from '../../../domain/ids.schema.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { loyaltyFaults } from '../../../domain/loyalty/draft-faults.ts';
import { loyaltyDraft } from '../../../domain/loyalty/draft.schema.ts';
import { draw as drawSchema } from '../../../domain/loyalty/draws/draw.schema.ts';
import { prizeOrder } from '../../../domain/loyalty/draws/order.ts';
import { reward, rewardText, type Reward } from '../../../domain/loyalty/rewards/index.ts';
import { DAY } from '../../../domain/time.ts';
import { aJourney, aKey, anActivity, aPlaybook, aProfileChange, CUSTOMER, NOON } from '../../builders.ts';
import { Life, withLoyalty } from '../loyalty/life.ts';

const WHEEL = {
  id: 'wheel',
  name: 'Wheel of spring',
  look: 'wheel',
  prizes: [
    { id: 'blank', name: 'Nothing', weight: 6 },
    { id: 'points', name: '50 points', weight: 3, reward: { give: 'points', points: 50 } },
    { id: 'mug', name: 'A mug', weight: 1, stock: 5, reward: { give: 'coupon', pool: 'mugs' } },
  ],
};
const draw = drawSchema.parse(WHEEL);
const wheel = drawId.parse('wheel');

describe('the order in which a ticket wants prizes', () => {
  const orders = Array.from({ length: 6_000 }, (_, n) => prizeOrder(draw, 'shop:wheel:1', `c-${n}:1`));
  const share = (id: string, among: typeof orders) => among.filter(([first]) => first?.id === id).length / among.length;

  test('is the same at every time, another one for another salt, and has every prize once', () => {
    expect(prizeOrder(draw, 'shop:wheel:1', 'c-0:1')).toEqual(orders[0]);
    const salted = Array.from({ length: 100 }, (_, n) => prizeOrder(draw, 'shop:wheel:2', `c-${n}:1`));
    expect(salted).not.toEqual(orders.slice(0, 100));
    expect(orders.every((order) => new Set(order).size === 3)).toBe(true);
  });

  test('begins with each by its weight, and goes on by the weights that are left', () => {
    expect(share('blank', orders)).toBeCloseTo(0.6, 1);
    expect(share('points', orders)).toBeCloseTo(0.3, 1);
    expect(share('mug', orders)).toBeCloseTo(0.1, 1);
    const without = orders.map((order) => order.filter(({ id }) => id !== 'blank'));
    expect(share('points', without)).toBeCloseTo(0.75, 1);
  });
});

describe('a draw that can come to nothing is not published:', () => {
  const inStock = (...prizes: object[]) => ({ ...WHEEL, prizes });
  const mug = { id: 'mug', name: 'A mug', weight: 1, stock: 0 };
  test.each([
    ['all of its prizes are out of stock', [inStock(mug, { ...mug, id: 'cup' })], 'draw-empty', 'draws[0].prizes'],
    ['there are two of its name', [WHEEL, WHEEL], 'duplicate-draw', 'draws[1].id'],
    ['two prizes have one id', [inStock(mug, { ...mug, stock: 1 })], 'duplicate-prize', 'draws[0].prizes[1].id'],
    [
      'a prize is a badge that there is not',
      [inStock({ ...mug, stock: 1, reward: { give: 'badge', badge: 'no' } })],
      'unknown-badge',
      'draws[0].prizes[0].reward.badge',
    ],
    [
      'a prize is a ticket of a draw that there is not',
      [inStock({ ...mug, stock: 1, reward: { give: 'draw', draw: 'no' } })],
      'unknown-draw',
      'draws[0].prizes[0].reward.draw',
    ],
  ])('%s', (_why, draws, code, path) => {
    const faults = loyaltyFaults(loyaltyDraft.parse({ earn: [], draws }));
    expect(faults.map((fault) => [fault.code, fault.path])).toEqual([[code, path]]);
  });

  test('one that is in force is taken out', () => {
    const before = loyaltyDraft.parse({ earn: [], draws: [WHEEL] });
    expect(loyaltyFaults(loyaltyDraft.parse({ earn: [] }), before)).toMatchObject([{ code: 'draw-in-use' }]);
    expect(loyaltyFaults(before, before)).toEqual([]);
  });
});

describe('a ticket', () => {
  type Step = JourneyInput['steps'][number];
  const give: Step = { id: 'spin', type: 'grant', reward: { give: 'draw', draw: 'wheel' } as never };
  const hello = (id: string, at: number) => anActivity({ id, type: 'hello', at });

  function holding(): Life {
    const greet = aJourney({ enter: { on: 'event', event: 'hello' }, steps: [give] });
    return new Life(withLoyalty({ earn: [], draws: [WHEEL] }, aPlaybook([greet])))
      .take(NOON - DAY, aProfileChange({ id: 'p', at: NOON - DAY, timezone: 'UTC' }))
      .take(NOON, hello('a', NOON));
  }

  function played(id: string, ticket: number, prize: string | null, given: Reward | null): DrawPlayed {
    const at = NOON + 1;
    const what = { draw: wheel, ticket, prize: prize === null ? null : prizeId.parse(prize), reward: given };
    return { kind: 'draw-played', key: aKey(id), customer: CUSTOMER, at, seenAt: at, receivedAt: at, ...what };
  }
  const outcomes = (life: Life) => life.entries.flatMap(({ events }) => events.map(({ outcome }) => outcome?.is));

  test('is held until it is played, which gives the reward of the prize, and only once', () => {
    const life = holding();
    expect(life.state.loyalty?.tickets).toEqual([{ fact: 1, draw: 'wheel' }]);
    const points = reward.parse({ give: 'points', points: 50 });
    life.take(NOON + 1, played('one', 1, 'points', points)).take(NOON + 1, played('two', 1, 'points', points));
    expect(life.facts.map(({ what }) => what)).toEqual(['ticket', 'drawn', 'awarded']);
    expect(life.facts[2]).toMatchObject({ points: 50, cause: { by: 'draw', draw: 'wheel', ticket: 1 } });
    expect(life.state.loyalty?.tickets).toBeUndefined();
    expect(life.account?.earned).toBe(50);
    expect(outcomes(life).slice(-2)).toEqual(['accepted', 'no-ticket']);
    expect(loyaltyDifferences(life.state.loyalty, foldEntries(NOTHING_TOLD, life.entries))).toEqual([]);
  });

  test('may come to a blank, to nothing at all, or to a coupon that a mail of any journey may say', () => {
    const life = holding().take(NOON + 1, played('one', 1, 'blank', null));
    expect(life.facts.at(-1)).toMatchObject({ what: 'drawn', prize: 'blank' });
    const none = holding().take(NOON + 1, played('one', 1, null, null));
    expect(none.facts.at(-1)).toMatchObject({ what: 'drawn', prize: null });
    const coupon = reward.parse({ give: 'coupon', pool: 'mugs' });
    const won = holding().take(NOON + 1, played('one', 1, 'mug', coupon));
    expect(won.state.loyalty?.coupons).toEqual([{ fact: 3, pool: 'mugs' }]);
    expect(won.effects).toMatchObject([{ kind: 'grantCoupon', pool: 'mugs', origin: { by: 'reward', fact: 3 } }]);
  });

  test('of another draw, or of another number, is none', () => {
    const other = { ...played('one', 1, null, null), draw: drawId.parse('other') };
    const life = holding().take(NOON + 1, other, played('two', 7, null, null));
    expect(outcomes(life).slice(-2)).toEqual(['no-ticket', 'no-ticket']);
    expect(life.state.loyalty?.tickets).toHaveLength(1);
  });

  test('is told as people read it', () => {
    const ticket = reward.parse({ give: 'draw', draw: 'wheel' });
    expect(rewardText(ticket, { badges: [], draws: [draw] })).toBe('a ticket of Wheel of spring');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldEntries, loyaltyDifferences, NOTHING_TOLD } from '../../../domain/decision/journal-fold.ts';
import type { CustomerEvent, ReferralBrought, ReferralCame } from '../../../domain/events/event.ts';
import { customerId } from '../../../domain/ids.schema.ts';
import { CustomerFacts } from '../../../domain/journey/conditions/condition.ts';
import { loyaltyFaults } from '../../../domain/loyalty/draft-faults.ts';
import { loyaltyDraft } from '../../../domain/loyalty/draft.schema.ts';
import { Reading } from '../../../domain/scoring/reading.ts';
import { DAY } from '../../../domain/time.ts';
import { aJourney, aKey, anActivity, aPlaybook, aPurchase, aRefund, CUSTOMER, NOON } from '../../builders.ts';
import { Life, withLoyalty } from './life.ts';

const points = (many: number) => ({ give: 'points', points: many });
const programme = (given: object = {}) => ({
  earn: [],
  referral: { referrer: [points(50)], referred: [points(20)], minOrder: 1_000, ...given },
});
const ADA = customerId.parse('ada');

function came(at: number, id = 'came', from = ADA): ReferralCame {
  return { kind: 'referral-came', from, key: aKey(id), customer: CUSTOMER, at, seenAt: at, receivedAt: at };
}

function brought(who: string, at: number): ReferralBrought {
  const head = { key: aKey(`brought-${who}`), customer: CUSTOMER, at, seenAt: at, receivedAt: at };
  return { kind: 'referral-brought', who: customerId.parse(who), ...head };
}

const buys = (id: string, at: number, amount = 2_000) => aPurchase({ id, at, amount });
const life = (given: object = {}) => new Life(withLoyalty(programme(given)));
const told = ({ facts }: Life) => facts.flatMap((fact) => (fact.what === 'referral' ? [fact.is] : []));
const outcomes = ({ entries }: Life) =>
  entries.flatMap(({ events }) => events.flatMap(({ outcome }) => (outcome ? [outcome.is] : [])));
const earned = ({ account }: Life) => account?.earned ?? 0;
const tells = ({ effects }: Life) => effects.filter(({ kind }) => kind === 'tellReferrer');

describe('who was brought', () => {
  test('is rewarded for the first order once it can be given back no more, and whoever brought them is told once', () => {
    const one = life()
      .take(NOON, came(NOON))
      .take(NOON + DAY, buys('o-1', NOON + DAY), buys('o-2', NOON + DAY + 1));
    expect([earned(one), one.state.loyalty?.nextAt]).toEqual([0, NOON + 15 * DAY]);
    one.take(NOON + 15 * DAY - 1);
    expect(tells(one)).toEqual([]);
    one.take(NOON + 40 * DAY, buys('o-3', NOON + 40 * DAY));
    expect(told(one)).toEqual(['came', 'bought', 'rewarded']);
    expect([earned(one), outcomes(one)]).toEqual([20, ['accepted']]);
    expect(tells(one)).toMatchObject([{ referrer: 'ada', at: NOON + 15 * DAY, origin: { by: 'reward' } }]);
    expect(one.facts.at(-1)).toMatchObject({
      what: 'awarded',
      cause: { by: 'referral', as: 'referred', other: 'ada' },
    });
    expect(loyaltyDifferences(one.state.loyalty, foldEntries(NOTHING_TOLD, one.entries))).toEqual([]);
  });

  test.each<[string, CustomerEvent[], string[]]>([
    ['bought before', [buys('o-0', NOON - DAY), came(NOON)], ['bought-before']],
    [
      'was brought by another one',
      [came(NOON), came(NOON + 1, 'again', customerId.parse('bob'))],
      ['accepted', 'brought-before'],
    ],
    [
      'but was brought by the same one, who is asked once more',
      [came(NOON), came(NOON + 1, 'again')],
      ['accepted', 'accepted'],
    ],
    ['would bring themselves', [came(NOON, 'came', CUSTOMER)], ['no-referral']],
  ])('is refused who %s', (_who, events, expected) => {
    const one = life();
    for (const event of events) one.take(event.at, event);
    expect(outcomes(one)).toEqual(expected);
    expect(told(one)).toEqual(expected.includes('accepted') ? ['came'] : []);
  });

  test('may have done other things that count, where nothing was bought', () => {
    const one = life();
    one.playbook = {
      ...one.playbook,
      scoring: { ...one.playbook.scoring, counts: { actions: ['purchase', 'visit'], engagement: 'any' } },
    };
    one.take(NOON - DAY, anActivity({ id: 'visit', type: 'visit', at: NOON - DAY })).take(NOON, came(NOON));
    expect(outcomes(one)).toEqual(['accepted']);
    const buyer = life();
    buyer.playbook = one.playbook;
    buyer.take(NOON - DAY, buys('o-0', NOON - DAY)).take(NOON, came(NOON));
    expect(outcomes(buyer)).toEqual(['bought-before']);
  });

  test('without such a programme is refused, and the programme may stop rewarding meanwhile', () => {
    const without = new Life(withLoyalty({ earn: [] })).take(NOON, came(NOON));
    expect([outcomes(without), told(without)]).toEqual([['no-referral'], []]);
    const one = life()
      .take(NOON, came(NOON))
      .take(NOON + 1, buys('o-1', NOON + 1));
    one.playbook = withLoyalty({ earn: [] }, one.playbook, NOON + DAY);
    one.take(NOON + 30 * DAY);
    expect([told(one), earned(one)]).toEqual([['came', 'bought', 'rewarded'], 0]);
  });

  test('has to reach the smallest order within the window', () => {
    const one = life({ windowDays: 10 }).take(NOON, came(NOON));
    one.take(NOON + DAY, buys('small', NOON + DAY, 999)).take(NOON + 10 * DAY, buys('late', NOON + 10 * DAY));
    expect(told(one)).toEqual(['came']);
    // It happened in time, and is learned of later.
    one.take(NOON + 11 * DAY, aPurchase({ id: 'old', at: NOON + 9 * DAY, seenAt: NOON + 11 * DAY, amount: 5_000 }));
    expect(told(one)).toEqual(['came', 'bought']);
  });

  test('has nothing of an order that is refunded meanwhile, and another one may count', () => {
    const one = life()
      .take(NOON, came(NOON))
      .take(NOON + 1, buys('o-1', NOON + 1));
    one.take(NOON + 2, aRefund({ id: 'r-1', order: aKey('o-1'), amount: 900, at: NOON + 2 }));
    expect(told(one)).toEqual(['came', 'bought']);
    one.take(NOON + 3, aRefund({ id: 'r-2', order: aKey('o-1'), amount: 200, at: NOON + 3 }));
    expect([told(one), one.state.loyalty?.nextAt]).toEqual([['came', 'bought', 'lost'], undefined]);
    one.take(NOON + 4, buys('o-2', NOON + 4)).take(NOON + 40 * DAY);
    one.take(NOON + 41 * DAY, aRefund({ id: 'r-3', order: aKey('o-2'), amount: 2_000, at: NOON + 41 * DAY }));
    expect([told(one), earned(one)]).toEqual([['came', 'bought', 'lost', 'bought', 'rewarded'], 20]);
  });
});

describe('who brings', () => {
  test('is rewarded for each whom they brought, and for no more within a year than the programme says', () => {
    const one = life({ mostPerYear: 2 });
    for (const [place, who] of ['a', 'b', 'c'].entries()) one.take(NOON + place, brought(who, NOON + place));
    expect([earned(one), one.state.loyalty?.referral]).toMatchObject([100, { brings: 3 }]);
    expect(one.facts.at(-1)).toMatchObject({ is: 'brought', who: 'c', beyond: true });
    one.take(NOON + 366 * DAY, brought('d', NOON + 366 * DAY));
    expect([earned(one), one.state.loyalty?.referral?.rewarded]).toMatchObject([150, [expect.any(Number)]]);
  });

  test('lets journeys react, and so does each step of who was brought', () => {
    const say = (is: 'came' | 'bought' | 'rewarded' | 'brought') =>
      aJourney({
        id: is,
        enter: { on: 'referral', is },
        steps: [{ id: 'toast', type: 'place', placement: 'toast', slot: 'home', title: is, body: 'x' } as never],
      });
    const book = aPlaybook([say('came'), say('bought'), say('rewarded'), say('brought')]);
    const one = new Life(withLoyalty(programme({ pendingDays: 0 }), book));
    one
      .take(NOON, came(NOON))
      .take(NOON + 1, buys('o-1', NOON + 1))
      .take(NOON + 2, brought('bob', NOON + 2));
    const shown = one.effects.flatMap(({ kind, origin }) =>
      kind === 'showPlacement' && origin.by === 'journey' ? [origin.place.journey] : [],
    );
    expect(shown).toEqual(['came', 'bought', 'rewarded', 'brought']);
  });
});

test('conditions see whether somebody was brought, and how many they brought', () => {
  const one = life();
  const seen = () => {
    const { state, playbook } = one;
    const at = state.asOf;
    const reading = new Reading(state.ledger, state, playbook.scoring, at);
    const facts = new CustomerFacts({ state, playbook, at, reading, timezone: 'UTC' });
    return [facts.read('referred'), facts.read('referrals')];
  };
  one.take(NOON - 1, anActivity({ id: 'visit', type: 'visit', at: NOON - 1 }));
  expect(seen()).toEqual(['no', 0]);
  one.take(NOON, came(NOON));
  expect(seen()).toEqual(['came', 0]);
  one.take(NOON + 1, buys('o-1', NOON + 1));
  expect(seen()).toEqual(['bought', 0]);
  one.take(NOON + 15 * DAY, brought('bob', NOON + 15 * DAY));
  expect(seen()).toEqual(['rewarded', 1]);
});

test('whatever happens, nobody is rewarded twice for having been brought, and what the journal tells is the state', () => {
  const step = fc.record({
    what: fc.constantFrom('came', 'buy', 'refund', 'wait'),
    days: fc.integer({ min: 0, max: 20 }),
    order: fc.nat(3),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const one = life();
      let at = NOON;
      for (const [place, { what, days, order }] of steps.entries()) {
        at += days * DAY + 1;
        if (what === 'came') one.take(at, came(at, `came-${place}`));
        else if (what === 'buy') one.take(at, buys(`o-${order}-${place}`, at));
        else if (what === 'refund')
          one.take(at, aRefund({ id: `r-${place}`, order: aKey(`o-${order}-${place - 1}`), amount: 1_500, at }));
        else one.take(at);
      }
      expect(tells(one).length).toBeLessThanOrEqual(1);
      expect(earned(one)).toBe(20 * tells(one).length);
      expect(loyaltyDifferences(one.state.loyalty, foldEntries(NOTHING_TOLD, one.entries))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('a programme that rewards nobody, or by what it does not have, is refused', () => {
  const codes = (referral: object) =>
    loyaltyFaults(loyaltyDraft.parse({ earn: [], referral })).map(({ code, path }) => [code, path]);
  expect(codes({})).toEqual([['referral-never', 'referral']]);
  const badge = { give: 'badge', badge: 'none' };
  expect(codes({ referrer: [badge], referred: [badge] })).toEqual([
    ['unknown-badge', 'referral.referrer[0].badge'],
    ['unknown-badge', 'referral.referred[0].badge'],
  ]);
});

import { describe, expect, test } from 'vitest';
import { foldEntries, loyaltyDifferences, NOTHING_TOLD } from '../../../domain/decision/journal-fold.ts';
import { activePoints, pendingPoints } from '../../../domain/loyalty/account.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { loyaltyDraft } from '../../../domain/loyalty/draft.schema.ts';
import { loyaltyFaults } from '../../../domain/loyalty/draft-faults.ts';
import { reward, rewardText } from '../../../domain/loyalty/rewards/index.ts';
import { DAY } from '../../../domain/time.ts';
import { rewardProblems } from '../../../publishing/loyalty-names.ts';
import { aJourney, anActivity, aPlaybook, aKey, aPurchase, aRefund, NOON } from '../../builders.ts';
import { aSpend, Life, withLoyalty } from './life.ts';

const explorer = { id: 'explorer', name: 'Explorer', text: 'For three categories' };
type Step = JourneyInput['steps'][number];
type Given = Extract<Step, { type: 'grant' }>['reward'];

const grant = (id: string, given: Given): Step => ({ id, type: 'grant', reward: given });
const points = (many: number, more: Omit<Extract<Given, { give: 'points' }>, 'give' | 'points'> = {}): Given => ({
  give: 'points',
  points: many,
  ...more,
});
const hello = (id: string, at: number) => anActivity({ id, type: 'hello', at });

/** A journey that gives these to whoever says hello, as often as they do. */
function giving(steps: Step[], draft: object = {}): Life {
  const enter = { on: 'event', event: 'hello' } as const;
  const journey = aJourney({ enter, steps });
  return new Life(withLoyalty({ earn: [], badges: [explorer], ...draft }, aPlaybook([journey])));
}

describe('a step that gives', () => {
  test('points makes them spendable at once, tells where they come from, and once for each visit', () => {
    const life = giving([grant('thanks', points(100))])
      .take(NOON, hello('a', NOON))
      .take(NOON + DAY);
    expect(life.account).toMatchObject({ earned: 100, active: [{ points: 100, expires: null }] });
    expect(life.facts).toEqual([
      expect.objectContaining({ n: 1, what: 'awarded', points: 100, cause: { by: 'step', place: expect.anything() } }),
    ]);
    life.take(NOON + DAY, hello('b', NOON + DAY));
    expect(life.account?.earned).toBe(200);
    const places = life.facts.map((fact) => 'cause' in fact && fact.cause.by === 'step' && fact.cause.place);
    expect(places).toMatchObject([
      { enrolment: 1, step: 'thanks' },
      { enrolment: 2, step: 'thanks' },
    ]);
  });

  test('points that wait and expire wakes the customer for it', () => {
    const lasting = { pending: { days: 2 }, expire: { by: 'rolling', months: 1 } } as const;
    const life = giving([grant('thanks', points(10, lasting))]).take(NOON, hello('a', NOON));
    expect(pendingPoints(life.state.loyalty?.account ?? { pending: [] })).toBe(10);
    const active = Date.parse('2026-01-15T00:00:00Z');
    expect(life.state.loyalty?.nextAt).toBe(active);
    expect(activePoints(life.take(active).account ?? { active: [] })).toBe(10);
    expect(life.take(NOON + 60 * DAY).account).toMatchObject({ active: [], expired: 10 });
  });

  test('points pays what is owed first', () => {
    const earn = [{ id: 'o', on: 'purchase', per: { by: 'event', points: 30 }, expire: { by: 'never' } }];
    const life = giving([grant('thanks', points(50))], { earn }).take(NOON, aPurchase());
    life.take(NOON + 1, aSpend('s', 30, NOON + 1)).take(NOON + 2, aRefund({ amount: 4_000, at: NOON + 2 }));
    expect(life.account?.debt).toBe(30);
    expect(life.take(NOON + 3, hello('a', NOON + 3)).account).toMatchObject({ debt: 0, active: [{ points: 20 }] });
  });

  test('a coupon names the order by which the journey was entered, however much later, and tickets hand it on', () => {
    const coupon = grant('coupon', { give: 'coupon', pool: 'thanks' });
    const wait: Step = { id: 'wait', type: 'wait', for: '2d' };
    const journey = aJourney({ enter: { on: 'event', event: 'purchase' }, steps: [wait, coupon] });
    const life = new Life(withLoyalty({ earn: [] }, aPlaybook([journey])));
    life.take(NOON, aPurchase({ id: 'o-1' })).take(NOON + 3 * DAY);
    expect(life.facts).toMatchObject([{ what: 'granted', pool: 'thanks', order: aKey('o-1') }]);
    expect(life.effects).toMatchObject([{ kind: 'grantCoupon', order: aKey('o-1') }]);
    const other = giving([coupon]).take(NOON, hello('a', NOON));
    expect(other.effects[0]).not.toHaveProperty('order');
  });

  test('a badge gives it once, whatever gives it again', () => {
    const given = grant('badge', { give: 'badge', badge: 'explorer' });
    const life = giving([given])
      .take(NOON, hello('a', NOON))
      .take(NOON + DAY, hello('b', NOON + DAY));
    expect(life.facts.map(({ what }) => what)).toEqual(['badge']);
    expect(life.state.loyalty?.badges).toEqual({ explorer: Math.floor(NOON / DAY) });
  });

  test('is seen by the steps after it, and counts for no tier', () => {
    const when = { field: 'points', op: 'gte', value: 100 } as const;
    const steps: Step[] = [
      grant('thanks', points(100)),
      { id: 'rich', type: 'branch', paths: [{ when, next: 'more' }] },
      { id: 'poor', type: 'stop', reason: 'nothing' },
      grant('more', points(1)),
    ];
    const tiers = {
      metric: { by: 'points' },
      window: { by: 'lifetime' },
      validity: { by: 'forever' },
      levels: [{ id: 'gold', name: 'Gold', min: 50 }],
    };
    const life = giving(steps, { tiers })
      .take(NOON, hello('a', NOON))
      .take(NOON + DAY);
    expect(life.account?.earned).toBe(101);
    expect(life.tier).toBeNull();
  });

  test('gives nothing where there is no programme', () => {
    const life = giving([grant('thanks', points(100))]);
    const { loyalty: _none, ...playbook } = life.playbook;
    life.playbook = playbook;
    life.take(NOON, hello('a', NOON));
    expect(life.state.loyalty).toBeUndefined();
    expect(life.entries.flatMap(({ facts }) => facts)).toContainEqual(
      expect.objectContaining({ took: 'no-programme' }),
    );
  });

  test('tells facts of which the state is the fold', () => {
    const steps: Step[] = [
      grant('thanks', points(100, { pending: { days: 3 } })),
      grant('b', { give: 'badge', badge: 'explorer' }),
    ];
    const life = giving(steps)
      .take(NOON, hello('a', NOON))
      .take(NOON + 5 * DAY);
    const fold = foldEntries(NOTHING_TOLD, life.entries);
    expect(loyaltyDifferences(life.state.loyalty, fold)).toEqual([]);
    const other = life.state.loyalty && { ...life.state.loyalty, badges: {} };
    expect(loyaltyDifferences(other, fold).map(({ field }) => field)).toEqual(['loyalty.badges']);
  });
});

describe('what is checked before it is published', () => {
  const draft = loyaltyDraft.parse({ earn: [], badges: [explorer] });
  const journey = (given: Given) => aJourney({ steps: [grant('thanks', given)] });
  const book = (programme: boolean) => (programme ? withLoyalty({ earn: [], badges: [explorer] }) : aPlaybook());

  test.each<[Given, boolean, string[][]]>([
    [points(5), true, []],
    [{ give: 'badge', badge: 'explorer' }, true, []],
    [{ give: 'badge', badge: 'nobody' }, true, [['unknown-badge', 'steps[0].reward.badge']]],
    [points(5), false, [['no-programme', 'steps[0]']]],
  ])('a step that gives %j', (given, programme, expected) => {
    const found = rewardProblems(journey(given), book(programme));
    expect(found.map(({ code, path }) => [code, path])).toEqual(expected);
  });

  test('badges have different ids, and none that somebody may have is taken out', () => {
    const codes = (badges: object[]) =>
      loyaltyFaults(loyaltyDraft.parse({ earn: [], badges }), draft).map(({ code, path }) => [code, path]);
    expect(codes([explorer, explorer])).toEqual([['duplicate-badge', 'badges[1].id']]);
    expect(codes([])).toEqual([['badge-in-use', 'badges']]);
  });

  test('rewards are told in words', () => {
    expect(rewardText(reward.parse(points(5)), draft)).toBe('5 points');
    expect(rewardText(reward.parse({ give: 'badge', badge: 'explorer' }), draft)).toBe('the badge Explorer');
  });
});

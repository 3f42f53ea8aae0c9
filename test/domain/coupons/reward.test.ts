import { expect, test } from 'vitest';
import { foldEntries, loyaltyDifferences, NOTHING_TOLD } from '../../../domain/decision/journal-fold.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { reward, rewardText } from '../../../domain/loyalty/rewards/index.ts';
import { DAY } from '../../../domain/time.ts';
import { nameCoupon } from '../../../domain/words/template-context.ts';
import { unknownPools } from '../../../publishing/loyalty-names.ts';
import { aJourney, anActivity, aPlaybook, aProfileChange, CUSTOMER_KEY, NOON } from '../../builders.ts';
import { WORKSPACE } from '../../contract/rows.ts';
import { Life, withLoyalty } from '../loyalty/life.ts';

type Step = JourneyInput['steps'][number];

const give: Step = { id: 'gift', type: 'grant', reward: { give: 'coupon', pool: 'welcome' } as never };
const mail: Step = { id: 'mail', type: 'send', channel: 'email', subject: 'Hi', body: 'Take {{ coupon.code }}' };
const hello = (id: string, at: number) => anActivity({ id, type: 'hello', at });

function giving(...steps: Step[]): Life {
  const journey = aJourney({ enter: { on: 'event', event: 'hello' }, steps });
  return new Life(withLoyalty({ earn: [] }, aPlaybook([journey]))).take(
    NOON - DAY,
    aProfileChange({ id: 'consent', at: NOON - DAY, consent: { email: true }, address: { email: true } }),
  );
}

test('a coupon is a fact with an effect, whose number makes it one grant', () => {
  const life = giving(give)
    .take(NOON, hello('a', NOON))
    .take(NOON + DAY, hello('b', NOON + DAY));
  expect(life.facts).toMatchObject([
    { n: 1, what: 'granted', pool: 'welcome', cause: { place: { enrolment: 1, step: 'gift' } } },
    { n: 2, what: 'granted', pool: 'welcome', cause: { place: { enrolment: 2, step: 'gift' } } },
  ]);
  expect(life.effects).toMatchObject([
    { kind: 'grantCoupon', key: `${CUSTOMER_KEY}:coupon:1`, origin: { by: 'reward', fact: 1 }, pool: 'welcome' },
    { kind: 'grantCoupon', key: `${CUSTOMER_KEY}:coupon:2`, summary: 'coupon of welcome' },
  ]);
  const live = life.state.loyalty;
  expect(live?.coupons?.map(({ fact, inside }) => [fact, inside?.enrolment])).toEqual([
    [1, 1],
    [2, 2],
  ]);
  const fold = foldEntries(NOTHING_TOLD, life.entries);
  expect(loyaltyDifferences(live, fold)).toEqual([]);
  expect(loyaltyDifferences({ ...(live ?? never()), coupons: [] }, fold)).toMatchObject([{ field: 'loyalty.coupons' }]);
});

test('of very many coupons the state keeps the newest', () => {
  const life = giving(give);
  for (let n = 1; n <= 25; n += 1) life.take(NOON + n, hello(`h-${n}`, NOON + n));
  expect(life.state.loyalty?.coupons).toHaveLength(20);
  expect(life.state.loyalty?.coupons?.at(-1)?.fact).toBe(25);
});

test('a message that names a coupon is about the one of its own enrolment, and is skipped without one', () => {
  const messages = (life: Life) =>
    life.effects.flatMap((effect) => (effect.kind === 'sendMessage' ? [effect.context.coupon] : []));
  const life = giving(give, mail).take(NOON, hello('a', NOON));
  expect(messages(life.take(NOON + DAY, hello('b', NOON + DAY)))).toEqual([
    { pool: 'welcome', fact: 1 },
    { pool: 'welcome', fact: 2 },
  ]);
  const without = giving(mail).take(NOON, hello('a', NOON));
  expect(messages(without)).toEqual([]);
  expect(without.entries.flatMap(({ facts }) => facts)).toContainEqual(
    expect.objectContaining({ what: 'skipped', because: 'no-coupon' }),
  );
});

test('a banner may stand only as long as the coupon of its enrolment can be used, and is skipped without one', () => {
  const words = { placement: 'banner' as const, slot: 'home', title: 'A coupon', body: 'It is yours' };
  const banner: Step = { id: 'told', type: 'place', ...words, withCoupon: true };
  const shown = (life: Life) =>
    life.effects.flatMap((effect) => (effect.kind === 'showPlacement' ? [effect.coupon] : []));
  expect(shown(giving(give, banner).take(NOON, hello('a', NOON)))).toEqual([{ pool: 'welcome', fact: 1 }]);
  expect(shown(giving({ id: 'told', type: 'place', ...words }).take(NOON, hello('a', NOON)))).toEqual([undefined]);
  const without = giving(banner).take(NOON, hello('a', NOON));
  expect(shown(without)).toEqual([]);
  expect(without.entries.flatMap(({ facts }) => facts)).toContainEqual(
    expect.objectContaining({ what: 'skipped', because: 'no-coupon' }),
  );
});

test.each([
  ['{{ coupon.code }}', true],
  ['{% if coupon.code %}x{% endif %}', true],
  ["{{ coupon['code'] | upcase }}", true],
  ['Use your coupon.', false],
  ['{{ customer }} and a coupon. {{ tier.name }}', false],
])('whether %j says something of a coupon: %s', (text, says) => {
  expect(nameCoupon([undefined, text])).toBe(says);
});

test('a pool that there is not is told wherever a reward names it, and asked for only there', async () => {
  const steps = [give, { id: 'thanks', type: 'grant', reward: { give: 'coupon', pool: 'gone' } }];
  const problems = await unknownPools({ steps }, WORKSPACE, async () => []);
  expect(problems.map(({ code, path }) => [code, path])).toEqual([
    ['unknown-pool', 'steps[0].reward.pool'],
    ['unknown-pool', 'steps[1].reward.pool'],
  ]);
  expect(await unknownPools({ steps: [mail] }, WORKSPACE, never)).toEqual([]);
});

test('a coupon is told as people read it', () => {
  const parsed = reward.parse({ give: 'coupon', pool: 'welcome' });
  expect(rewardText(parsed, { badges: [], draws: [] })).toBe('a coupon of the pool welcome');
});

function never(): never {
  throw new Error('nobody should ask');
}

import type { getCouponPoolsContract } from '../../api/coupon-pools/get-coupon-pools.contract.ts';
import type { postCouponCodesGenerateContract } from '../../api/coupon-pools/post-coupon-codes-generate.contract.ts';
import type { putCouponPoolContract } from '../../api/coupon-pools/put-coupon-pool.contract.ts';
import type { getJourneysContract } from '../../api/journeys/get-journeys.contract.ts';
import type { postJourneyPublishContract } from '../../api/journeys/post-journey-publish.contract.ts';
import type { putJourneyContract } from '../../api/journeys/put-journey.contract.ts';
import type { getLoyaltyContract } from '../../api/loyalty/get-loyalty.contract.ts';
import type { postLoyaltyPublishContract } from '../../api/loyalty/post-loyalty-publish.contract.ts';
import type { putLoyaltyContract } from '../../api/loyalty/put-loyalty.contract.ts';
import type { getPlacementSettingsContract } from '../../api/placements/get-placement-settings.contract.ts';
import type { postPlacementKeysContract } from '../../api/placements/post-placement-keys.contract.ts';
import type { putPlacementSettingsContract } from '../../api/placements/put-placement-settings.contract.ts';
import type { getTemplatesContract } from '../../api/templates/get-templates.contract.ts';
import type { postTemplatePublishContract } from '../../api/templates/post-template-publish.contract.ts';
import type { putTemplateContract } from '../../api/templates/put-template.contract.ts';
import { call, type CallReply } from '../api/call.ts';
import {
  additions,
  CARD,
  couponJourney,
  couponPool,
  elsewhere,
  helloJourney,
  luckJourney,
  pageTemplates,
  programme,
  thanksJourney,
  TOUR,
  tourJourney,
  WHEEL,
} from './definitions.ts';
import type { ShopWords } from './words-en.ts';
import { shopLanguage } from './words.ts';

type Programme = NonNullable<CallReply<typeof getLoyaltyContract>['loyalty']>['definition'];

/** Soon enough to see a toast come, and no load for one shopper. */
const POLL_SECONDS = 3;
const POOL = 'shop-thanks';
/** Of its coupons at first; whoever opens the shop again finds them there. */
const CODES = 500;
/** What it says on its page, by the journeys that show it. */
const SAID = { hello: 'shop-hello', thanks: 'shop-thanks', coupon: 'shop-coupon', tour: 'shop-tour' } as const;

/**
 * Publishes what the workspace has not got, by the calls that anybody makes: they stand in its audit log, and whatever was
 * published by somebody before stays as it is. Doing it again changes nothing.
 */
export async function openShop(words: ShopWords, unit: number): Promise<void> {
  await fillPool(words);
  const { loyalty } = await call<typeof getLoyaltyContract>('get /v1/loyalty', {});
  if (loyalty === null) await publishProgramme(programme(words, unit));
  // The programme that came with the workspace, which nobody has written, gets what the shop adds.
  else if (loyalty.publishedAt === null) await publishProgramme(withAdditions(loyalty.definition, words, unit));
  const { loyalty: held } = await call<typeof getLoyaltyContract>('get /v1/loyalty', {});
  const parts = [...(held?.definition.draws ?? []), ...(held?.definition.quests ?? [])];
  const isThere = (wanted: string) => parts.some(({ id }) => id === wanted);
  const { tour, ...others } = pageTemplates(shopLanguage());
  await publishTemplate(SAID.hello, others.hello);
  await publishTemplate(SAID.thanks, others.thanks);
  await publishTemplate(SAID.coupon, others.coupon);
  if (isThere(TOUR)) await publishTemplate(SAID.tour, tour);
  const { journeys } = await call<typeof getJourneysContract>('get /v1/journeys', {});
  const known = new Set(journeys.flatMap(({ id, live }) => (live === null ? [] : id)));
  // A programme that somebody has written has neither draws nor the quest of the shop, and stays as it is.
  const wanted = new Map<string, object>([
    ['shop-hello', helloJourney(words, SAID.hello)],
    ['shop-thanks', thanksJourney(words, SAID.thanks)],
    ['shop-coupon', couponJourney(words, POOL, SAID.coupon)],
    ...(isThere(WHEEL) && isThere(CARD) ? [['shop-luck', luckJourney(words)] as const] : []),
    ...(isThere(TOUR) ? [['shop-tour', tourJourney(words, SAID.tour)] as const] : []),
  ]);
  for (const [id, journey] of wanted) if (!known.has(id)) await publish(id, journey);
  await takeTokens();
}

async function fillPool(words: ShopWords): Promise<void> {
  const { pools } = await call<typeof getCouponPoolsContract>('get /v1/coupon-pools', {});
  if (pools.some(({ id }) => id === POOL)) return;
  const params = { id: POOL };
  await call<typeof putCouponPoolContract>('put /v1/coupon-pools/:id', { params, body: couponPool(words) });
  const name = 'post /v1/coupon-pools/:id/codes/generate';
  await call<typeof postCouponCodesGenerateContract>(name, { params, body: { count: CODES } });
}

async function publishTemplate(id: string, body: unknown): Promise<void> {
  const { templates } = await call<typeof getTemplatesContract>('get /v1/templates', {});
  if (templates.some((one) => one.id === id && one.live !== null)) return;
  const params = { id };
  await call<typeof putTemplateContract>('put /v1/templates/:id', { params, body });
  await call<typeof postTemplatePublishContract>('post /v1/templates/:id/publish', { params });
}

function withAdditions(definition: Programme, words: ShopWords, unit: number) {
  const { earn, draws, quests } = additions(words, unit);
  return {
    ...definition,
    earn: [...definition.earn.map(elsewhere), ...earn],
    draws,
    quests: [...(definition.quests ?? []), ...quests],
  };
}

async function publishProgramme(body: unknown): Promise<void> {
  await call<typeof putLoyaltyContract>('put /v1/loyalty', { body });
  await call<typeof postLoyaltyPublishContract>('post /v1/loyalty/publish', {});
}

async function publish(id: string, body: unknown): Promise<void> {
  const params = { id };
  await call<typeof putJourneyContract>('put /v1/journeys/:id', { params, body });
  await call<typeof postJourneyPublishContract>('post /v1/journeys/:id/publish', { params });
}

async function takeTokens(): Promise<void> {
  const name = 'get /v1/placements/settings';
  const { mode, origins, keys } = await call<typeof getPlacementSettingsContract>(name, {});
  if (!keys.some(({ alg }) => alg === 'HS256')) {
    // The secret that comes back is not looked at: the part of the server that plays the shop knows it.
    await call<typeof postPlacementKeysContract>('post /v1/placements/keys', { body: { alg: 'HS256' } });
  }
  if (mode !== 'off') return;
  await call<typeof putPlacementSettingsContract>('put /v1/placements/settings', {
    body: { mode: 'optional', origins, pollSeconds: POLL_SECONDS },
  });
}

import type { getDrawsContract } from '../../api/draws/get-draws.contract.ts';
import type { getJourneysContract } from '../../api/journeys/get-journeys.contract.ts';
import type { postJourneyPublishContract } from '../../api/journeys/post-journey-publish.contract.ts';
import type { putJourneyContract } from '../../api/journeys/put-journey.contract.ts';
import type { getLoyaltyContract } from '../../api/loyalty/get-loyalty.contract.ts';
import type { postLoyaltyPublishContract } from '../../api/loyalty/post-loyalty-publish.contract.ts';
import type { putLoyaltyContract } from '../../api/loyalty/put-loyalty.contract.ts';
import type { getPlacementSettingsContract } from '../../api/placements/get-placement-settings.contract.ts';
import type { postPlacementKeysContract } from '../../api/placements/post-placement-keys.contract.ts';
import type { putPlacementSettingsContract } from '../../api/placements/put-placement-settings.contract.ts';
import { call, type CallReply } from '../api/call.ts';
import { additions, CARD, helloJourney, luckJourney, programme, thanksJourney, WHEEL } from './definitions.ts';
import type { ShopWords } from './words.ts';

type Programme = NonNullable<CallReply<typeof getLoyaltyContract>['loyalty']>['definition'];

/** Soon enough to see a toast come, and no load for one shopper. */
const POLL_SECONDS = 3;
const HELLO = 'shop-hello';
const THANKS = 'shop-thanks';
const LUCK = 'shop-luck';

/**
 * Publishes what the workspace has not got, by the calls that anybody makes: they stand in its audit log, and whatever was
 * published by somebody before stays as it is. Doing it again changes nothing.
 */
export async function openShop(words: ShopWords, unit: number): Promise<void> {
  const { loyalty } = await call<typeof getLoyaltyContract>('get /v1/loyalty', {});
  if (loyalty === null) await publishProgramme(programme(words, unit));
  // The programme that came with the workspace, which nobody has written, gets the draws and the quest of the shop.
  else if (loyalty.publishedAt === null) await publishProgramme(withAdditions(loyalty.definition, words));
  const { journeys } = await call<typeof getJourneysContract>('get /v1/journeys', {});
  const known = new Set(journeys.flatMap(({ id, live }) => (live === null ? [] : id)));
  if (!known.has(HELLO)) await publish(HELLO, helloJourney(words));
  if (!known.has(THANKS)) await publish(THANKS, thanksJourney(words));
  // A programme that somebody has written has no draws of the shop, and stays as it is.
  const { draws } = await call<typeof getDrawsContract>('get /v1/draws', {});
  const hasDraws = [WHEEL, CARD].every((wanted) => draws.some(({ id }) => id === wanted));
  if (hasDraws && !known.has(LUCK)) await publish(LUCK, luckJourney(words));
  await takeTokens();
}

function withAdditions(definition: Programme, words: ShopWords) {
  const { draws, quests } = additions(words);
  return { ...definition, draws, quests: [...(definition.quests ?? []), ...quests] };
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

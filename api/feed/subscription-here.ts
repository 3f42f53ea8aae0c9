import { randomBytes } from 'node:crypto';
import type { FeedRow } from '../../db/feed/rows.ts';
import { isKept } from '../../db/feed/store.ts';
import { secretAbout, type SealedSecret, type SubscriptionRow } from '../../db/feed/subscription-rows.ts';
import { readToken } from '../../domain/feed/token.ts';
import type { SubscriptionId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../http/problem.ts';
import { sealedFor } from '../sources/secret.ts';
import { tooOld } from './feed-here.ts';

/** @throws ApiProblem where there is none */
export async function subscriptionHere(
  { stores }: Pick<ApiDeps, 'stores'>,
  workspace: WorkspaceId,
  id: SubscriptionId,
): Promise<SubscriptionRow> {
  const row = await stores.subscriptions.find(workspace, id);
  if (row !== null) return row;
  throw new ApiProblem('not-found', 'There is no subscription of this id; GET /v1/subscriptions lists them all.');
}

const BYTES = 32;

/** A secret for Standard Webhooks, and as it is kept. @throws ApiProblem where nothing can be sealed here */
export function newSecret(
  deps: Pick<ApiDeps, 'seals' | 'clock'>,
  key: string,
): { readonly secret: string; readonly kept: SealedSecret } {
  const secret = `whsec_${randomBytes(BYTES).toString('base64')}`;
  return { secret, kept: { sealed: sealedFor(deps, secretAbout(key), secret), at: deps.clock() } };
}

/** Behind which number to go on. @throws ApiProblem where what lies behind the token is not kept */
export function placeOf(feed: FeedRow, given: string): number {
  if (given === 'now') return feed.last;
  const token = readToken(given);
  if (token === null) return feed.first - 1;
  if (!isKept(feed, token)) throw tooOld(feed);
  return token.n;
}

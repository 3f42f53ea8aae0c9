import type { FeedRow } from '../../db/feed/rows.ts';
import { tokenText } from '../../domain/feed/token.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { isoTime } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../http/problem.ts';

/** @throws ApiProblem where the workspace has no feed */
export async function feedHere({ stores }: Pick<ApiDeps, 'stores'>, workspace: WorkspaceId): Promise<FeedRow> {
  const feed = await stores.feed.find(workspace);
  if (feed !== null) return feed;
  throw new ApiProblem('conflict', 'This workspace keeps no feed yet; begin it with PUT /v1/feed/settings.');
}

/** What its reader has to do who has been away for too long. */
export function tooOld(feed: FeedRow): ApiProblem {
  return new ApiProblem(
    'feed-too-old',
    `Lines behind this token are gone: they are kept for ${feed.keepDays} days, or the feed was ended and begun anew. ` +
      `Load what you keep of customers anew (GET /v1/customers, GET /v1/moves), then go on with after=${oldestOf(feed)}.`,
  );
}

function oldestOf({ epoch, first }: FeedRow): string {
  return tokenText({ epoch, n: first - 1 });
}

export function settingsView(feed: FeedRow) {
  const { epoch, keepDays, since, last } = feed;
  return { keepDays, since: isoTime(since), oldest: oldestOf(feed), newest: tokenText({ epoch, n: last }) };
}

import type { FeedRow } from '../../db/feed/rows.ts';
import type { PausedBecause, SubscriptionRow } from '../../db/feed/subscription-rows.ts';
import { tokenText } from '../../domain/feed/token.ts';
import { isoTime, type Instant } from '../../domain/time.ts';
import { isoOrNull, minuteText } from '../sentences.ts';

export function subscriptionView(row: SubscriptionRow, feed: FeedRow | null, now: Instant) {
  const { subscription, url, kinds, createdAt, paused, batch, replay, epoch, after, secret, previous } = row;
  const isSame = feed?.epoch === epoch;
  const failed = batch !== undefined && batch.failed > 0;
  return {
    id: subscription,
    url,
    kinds,
    since: isoTime(createdAt),
    state: stateOf(row, isSame && feed.last === after, failed),
    paused: paused ? { since: isoTime(paused.at), because: paused.because } : null,
    alert: alertOf(row),
    resume: tokenText({ epoch, n: after }),
    behind: isSame ? feed.last - after : 0,
    failed: batch?.failed ?? 0,
    replaying: replay !== undefined,
    nextAttemptAt: failed && paused === undefined ? isoTime(batch.due) : null,
    deliveredAt: isoOrNull(row.deliveredAt ?? null),
    secret: {
      since: isoTime(secret.at),
      previousUntil: previous && previous.until > now ? isoTime(previous.until) : null,
    },
  };
}

type State = 'up-to-date' | 'behind' | 'retrying' | 'paused';

function stateOf({ paused, replay }: SubscriptionRow, hasAll: boolean, failed: boolean): State {
  if (paused !== undefined) return 'paused';
  if (failed) return 'retrying';
  return hasAll && replay === undefined ? 'up-to-date' : 'behind';
}

const PAUSED: Readonly<Record<PausedBecause, string | null>> = {
  asked: null,
  gone: 'answered 410, so it wants nothing more',
  failing: 'took no call at any attempt over three days',
  refused: 'is not in public, and is not called',
  'too-old': 'lacks changes that are not kept any more, so load what it keeps of customers anew',
};

function alertOf({ paused, batch, attempts }: SubscriptionRow): string | null {
  if (paused !== undefined) {
    const words = PAUSED[paused.because];
    return words && `The receiver ${words}. Paused since ${minuteText(paused.at)}; resume it when that is mended.`;
  }
  const last = attempts.at(-1);
  if (batch === undefined || batch.failed === 0 || last === undefined) return null;
  return `The last ${batch.failed} attempts failed: ${last.reason ?? 'no reason is known'}. Next at ${minuteText(batch.due)}.`;
}

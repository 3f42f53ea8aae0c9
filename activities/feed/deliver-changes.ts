import { ApplicationFailure, Context } from '@temporalio/activity';
import type { Answer, WebhookChannel } from '../../channels/webhook.ts';
import type { FeedStore } from '../../db/feed/store.ts';
import type { FeedLineRow } from '../../db/feed/rows.ts';
import { secretAbout, type Batch, type PausedBecause, type SubscriptionRow } from '../../db/feed/subscription-rows.ts';
import type { SubscriptionStore } from '../../db/feed/subscriptions.ts';
import type { Seals } from '../../db/seal.ts';
import { batchId, MOST_CHANGES } from '../../domain/feed/batch.ts';
import { feedLine } from '../../domain/feed/line.ts';
import { pauseAfter } from '../../domain/journey/webhook-schedule.ts';
import { isoTime, MINUTE, type Instant } from '../../domain/time.ts';
import { alive } from '../../jobs/progress.ts';
import type { DeliverCall } from '../../workflows/messages.ts';

export interface DeliverChangesDeps {
  readonly feed: Pick<FeedStore, 'read'>;
  readonly subscriptions: Pick<SubscriptionStore, 'find' | 'begin' | 'pass' | 'delivered' | 'failed' | 'pause'>;
  /** `undefined`: secrets cannot be opened here. */
  readonly seals: Seals | undefined;
  readonly channel: WebhookChannel;
  /** Wall clock. */
  readonly now: () => Instant;
}

/** After so long the workflow begins anew, so that its history stays short. */
const WORKS_FOR = MINUTE;
const GONE = 410;

/**
 * Calls a receiver with what it has not got, one call after another in the order of the feed, until it has everything. A
 * call is written down before its first attempt, so every attempt has the same id and the same changes, and a receiver
 * knows a repeat: what a dead worker leaves in doubt is sent again. A call that fails keeps those behind it waiting, by the
 * published schedule; when that is over, or the address is gone, the subscription is paused.
 */
export function createDeliverChanges(deps: DeliverChangesDeps) {
  /** @throws ApplicationFailure `CallLater`, to be tried again at the time it says */
  return async function deliverChanges({ workspace, subscription }: DeliverCall): Promise<'more' | 'done'> {
    const until = deps.now() + WORKS_FOR;
    let calls = 0;
    while (deps.now() < until) {
      const row = await deps.subscriptions.find(workspace, subscription);
      if (row === null || row.paused !== undefined) return 'done';
      const step = await alive(() => deliverNext(deps, row), { calls, after: row.after });
      if (step === 'nothing-left') return 'done';
      calls += 1;
    }
    return 'more';
  };
}

async function deliverNext(deps: DeliverChangesDeps, row: SubscriptionRow): Promise<'went-on' | 'nothing-left'> {
  if (row.batch === undefined) return await beginNext(deps, row);
  const { batch } = row;
  const now = deps.now();
  if (batch.due > now) throw later('its time has not come', batch.due - now);
  const lines = await linesOf(deps, row, batch);
  if (lines === null) {
    await deps.subscriptions.pause(row, 'too-old', now);
    return 'went-on';
  }
  const secrets = secretsOf(deps, row, now);
  const body = bodyOf(row, batch, lines);
  const answer = await deps.channel.post(
    { url: row.url, id: batch.id, body, secrets, at: now },
    Context.current().cancellationSignal,
  );
  const made = { at: now, id: batch.id, changes: lines.length, ms: deps.now() - now, replay: batch.replay };
  await settle(deps, row, batch, made, answer);
  return 'went-on';
}

type Made = Omit<Parameters<SubscriptionStore['delivered']>[2], 'status' | 'reason'>;

async function settle(
  { subscriptions, now }: DeliverChangesDeps,
  row: SubscriptionRow,
  batch: Batch,
  made: Made,
  answer: Answer,
): Promise<void> {
  if (answer.is === 'answered' && answer.status >= 200 && answer.status < 300) {
    return await subscriptions.delivered(row, batch, { ...made, status: answer.status });
  }
  const attempt =
    answer.is === 'answered'
      ? { ...made, status: answer.status, reason: `it was answered with ${answer.status}` }
      : { ...made, reason: answer.reason };
  const pause = pauseAfter(batch.failed + 1, answer.is === 'answered' ? answer.retryAfter : null);
  const because = pausesAt(answer, pause);
  if (because !== null || pause === null) {
    return await subscriptions.failed(row, batch, attempt, { pause: because ?? 'failing' });
  }
  await subscriptions.failed(row, batch, attempt, { due: now() + pause });
  throw later(attempt.reason, pause);
}

function pausesAt(answer: Answer, pause: number | null): PausedBecause | null {
  if (answer.is === 'refused') return 'refused';
  if (answer.is === 'answered' && answer.status === GONE) return 'gone';
  return pause === null ? 'failing' : null;
}

function later(reason: string, pause: number): ApplicationFailure {
  return ApplicationFailure.create({ message: reason, type: 'CallLater', nextRetryDelay: Math.max(pause, 1) });
}

/** Finds out what the next call is about: what is told once more comes first. */
async function beginNext(deps: DeliverChangesDeps, row: SubscriptionRow): Promise<'went-on' | 'nothing-left'> {
  const { _id, epoch, replay } = row;
  const after = replay?.after ?? row.after;
  const span = await deps.feed.read(row.workspace, { epoch, n: after }, row.kinds);
  if (span === null) {
    await deps.subscriptions.pause(row, 'too-old', deps.now());
    return 'went-on';
  }
  const isReplay = replay !== undefined;
  const end = isReplay ? Math.min(span.upTo, replay.to) : span.upTo;
  const lines = span.lines.filter(({ n }) => n <= end);
  if (end === after && !isReplay) return 'nothing-left';
  const last = lines.at(MOST_CHANGES - 1);
  const to = last?.n ?? end;
  if (lines.length === 0) {
    await deps.subscriptions.pass(row, { to, replay: isReplay });
    return 'went-on';
  }
  const id = batchId({ of: _id, epoch, after, to, ...(isReplay ? { replay: replay.id } : {}) });
  await deps.subscriptions.begin(row, { id, after, to, replay: isReplay, failed: 0, due: 0 });
  return 'went-on';
}

/** What a call brings, read again at each attempt; lines of whoever was erased meanwhile are gone. `null`: not all of it is kept. */
async function linesOf(
  { feed }: DeliverChangesDeps,
  { workspace, epoch, kinds }: SubscriptionRow,
  { after, to }: Batch,
): Promise<readonly FeedLineRow[] | null> {
  const span = await feed.read(workspace, { epoch, n: after }, kinds);
  return span && span.lines.filter(({ n }) => n <= to);
}

/** @throws where SECRETS_KEY lacks what sealed them: tried again until somebody sets it right */
function secretsOf({ seals }: DeliverChangesDeps, row: SubscriptionRow, now: Instant): readonly string[] {
  if (seals === undefined) throw later('SECRETS_KEY is not set, so nothing can be signed', MINUTE);
  const { _id, secret, previous } = row;
  const valid = previous !== undefined && previous.until > now ? [secret, previous] : [secret];
  return valid.map(({ sealed }) => seals.open(sealed, secretAbout(_id)));
}

/** The same at every attempt, but for whom was erased. */
function bodyOf({ subscription, epoch }: SubscriptionRow, { replay }: Batch, lines: readonly FeedLineRow[]): string {
  const newest = lines.reduce((latest, { loggedAt }) => Math.max(latest, loggedAt), 0);
  return JSON.stringify({
    type: 'changes',
    timestamp: isoTime(newest),
    data: { subscription, replay, changes: lines.map((line) => feedLine(epoch, line)) },
  });
}

import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { isKept, type FeedSpan } from '../../db/feed/store.ts';
import { feedLine } from '../../domain/feed/line.ts';
import type { FeedKind } from '../../domain/feed/kinds.ts';
import { readToken, tokenText, type FeedToken } from '../../domain/feed/token.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { SECOND, type Instant } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { whenOver } from '../live/when-over.ts';
import { feedHere, tooOld } from './feed-here.ts';
import { getFeedContract } from './get-feed.contract.ts';

const LOOKED_EVERY = SECOND;
const ALIVE_EVERY = 15 * SECOND;
/** Each asks the store once a second. */
const MOST_AT_ONCE = 20;

/** How many readers of a workspace this process serves now. */
const reading = new Map<WorkspaceId, number>();

export const getFeed = endpoint(getFeedContract, async ({ query, caller }, deps) => {
  const { after, kinds, limit, wait, follow } = query;
  const feed = await feedHere(deps, caller.workspace);
  const token = after === undefined || after === 'now' ? null : readToken(after);
  const from = token ?? { epoch: feed.epoch, n: after === 'now' ? feed.last : feed.first - 1 };
  if (!isKept(feed, from)) throw tooOld(feed);
  const until = deps.clock() + wait * SECOND;
  const end = enter(caller, deps);
  const asked = { workspace: caller.workspace, from, kinds: kinds ?? null, limit: follow ? Infinity : limit };
  // Whoever reads slowly is read for slowly: nothing is asked of the store before the last lines have gone out.
  const body = Readable.from(lines(deps, { ...asked, follow, until }, end.signal), { highWaterMark: 1 });
  body.once('close', end.leave);
  return { status: 200, headers: { 'X-Accel-Buffering': 'no', 'Cache-Control': 'no-store' }, body };
});

interface Asked {
  readonly workspace: WorkspaceId;
  readonly from: FeedToken;
  readonly kinds: readonly FeedKind[] | null;
  readonly limit: number;
  readonly follow: boolean;
  /** Until when the first line is waited for, by the wall clock. */
  readonly until: number;
}

/** Text of whole lines, a part of the feed at a time. */
async function* lines(deps: ApiDeps, asked: Asked, signal: AbortSignal): AsyncGenerator<string> {
  const { workspace, kinds } = asked;
  const place = new Place(asked, deps.clock);
  for (;;) {
    const span = await deps.stores.feed.read(workspace, place.token, kinds);
    if (span === null) return yield said({ kind: 'problem', code: 'feed-too-old', resume: tokenText(place.token) });
    const told = place.take(span);
    if (told !== '') yield told;
    if (signal.aborted || place.isEnough()) break;
    if (!place.isEmpty) continue;
    if (place.isQuiet()) yield said({ kind: 'heartbeat', resume: tokenText(place.token) });
    await pause(LOOKED_EVERY, undefined, { signal }).catch(() => undefined);
  }
  yield said({ kind: 'end', resume: tokenText(place.token), more: !place.isEmpty });
}

/** How far a reader has come. */
class Place {
  token: FeedToken;
  /** There was nothing behind it when that was last asked. */
  isEmpty = false;
  readonly #asked: Asked;
  readonly #clock: () => Instant;
  #told = 0;
  #quietSince: Instant;

  constructor(asked: Asked, clock: () => Instant) {
    [this.token, this.#asked, this.#clock] = [asked.from, asked, clock];
    // The first word comes at once, so that whoever follows knows that they do.
    this.#quietSince = clock() - ALIVE_EVERY;
  }

  take({ lines: found, upTo }: FeedSpan): string {
    const { epoch, n } = this.token;
    const page = found.slice(0, this.#asked.limit - this.#told);
    this.isEmpty = upTo === n;
    this.token = { epoch, n: page.length < found.length ? (page.at(-1)?.n ?? n) : upTo };
    this.#told += page.length;
    if (page.length > 0) this.#quietSince = this.#clock();
    return page.map((line) => said(feedLine(epoch, line))).join('');
  }

  isEnough(): boolean {
    const { limit, follow, until } = this.#asked;
    if (this.#told >= limit) return true;
    return this.isEmpty && !follow && (this.#told > 0 || this.#clock() >= until);
  }

  /** Whether somebody who follows has to be told that nothing has happened; asked, it counts as said. */
  isQuiet(): boolean {
    if (!this.#asked.follow || this.#clock() - this.#quietSince < ALIVE_EVERY) return false;
    this.#quietSince = this.#clock();
    return true;
  }
}

function said(line: object): string {
  return `${JSON.stringify(line)}\n`;
}

/** Takes a place among the readers. `signal` tells that it ends: the server stops, or the caller's key or session is over. */
function enter(caller: Caller, { draining, keyRing }: ApiDeps): { readonly signal: AbortSignal; leave: () => void } {
  const { workspace } = caller;
  const others = reading.get(workspace) ?? 0;
  if (others >= MOST_AT_ONCE) {
    const detail = `${MOST_AT_ONCE} readers of the feed are served at once; end one of them first.`;
    throw new ApiProblem('rate-limited', detail, { retryAfter: 10 });
  }
  reading.set(workspace, others + 1);
  const over = new AbortController();
  const stopWaiting = draining.whenOn(() => over.abort());
  const stopAsking = whenOver(keyRing, caller, () => over.abort());
  return {
    signal: over.signal,
    leave: () => {
      over.abort();
      stopWaiting();
      stopAsking();
      const left = (reading.get(workspace) ?? 1) - 1;
      if (left === 0) reading.delete(workspace);
      else reading.set(workspace, left);
    },
  };
}

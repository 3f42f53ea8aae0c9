import type { z } from 'zod';
import { getMovesContract } from '../../api/segments/get-moves.contract.ts';
import { getTimelineContract } from '../../api/customers/get-timeline.contract.ts';
import { forEachAtOnce } from '../../ingest/at-once.ts';
import { get, type Api } from './http.ts';

const movesReply = getMovesContract.output[200].json;
const timelineReply = getTimelineContract.output[200].json;
type Move = z.output<typeof movesReply>['moves'][number];
type Entry = z.output<typeof timelineReply>['entries'][number];

/** What a span of a workspace's time brought. */
export interface Happened {
  readonly moves: readonly Move[];
  /** Of everybody who moved: journeys begin with a move. */
  readonly entries: readonly Entry[];
}

const AT_ONCE = 8;

/** Reads what happened after `since`, page by page. */
export async function happenedSince(api: Api, since: number): Promise<Happened> {
  const moves = await movesSince(api, since);
  const entries: Entry[] = [];
  await forEachAtOnce(AT_ONCE, [...new Set(moves.map(({ customer }) => customer))], async (customer) => {
    entries.push(...(await entriesSince(api, customer, since)));
  });
  return { moves, entries };
}

async function movesSince(api: Api, since: number): Promise<readonly Move[]> {
  const moves: Move[] = [];
  const from = new Date(since + 1).toISOString();
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: z.output<typeof movesReply> = await get(
      api,
      `/v1/moves?limit=500&since=${from}${cursor === '' ? '' : `&cursor=${cursor}`}`,
      movesReply,
    );
    moves.push(...page.moves);
    cursor = page.next;
  }
  return moves;
}

/** Newest first, so what came before `since` ends it. */
async function entriesSince(api: Api, customer: string, since: number): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: z.output<typeof timelineReply> = await get(
      api,
      `/v1/customers/${encodeURIComponent(customer)}/timeline?limit=50${cursor === '' ? '' : `&cursor=${cursor}`}`,
      timelineReply,
    );
    const fresh = page.entries.filter(({ at }) => Date.parse(at) > since);
    entries.push(...fresh);
    cursor = fresh.length < page.entries.length ? null : page.next;
  }
  return entries;
}

import type { MemberRow } from '../../db/boards/boards.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import { periodOf } from '../../domain/loyalty/boards/score.ts';
import { isHeldOut } from '../../domain/policy/holdout.ts';
import { dayOf } from '../../domain/time-zone.ts';
import { isoTime } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { countBeforeReading } from '../segments/census.ts';
import { boardHere } from './board.ts';
import { getBoardContract } from './get-board.contract.ts';

const NEIGHBOURS = 3;
/** Counting further would read as many entries of the index. */
const MOST_AHEAD = 1_000;
/** Who is held out by policies that came later is read and not shown. */
const READ = 3;

export const getBoard = endpoint(getBoardContract, async ({ params, query, caller }, deps) => {
  const { here, playbook, board } = await boardHere(deps, caller, params.id);
  const { workspace, now } = here;
  const uncounted = await countBeforeReading(deps, here);
  const period = periodOf(board, dayOf(now, workspace.timezone));
  const isShown = ({ customer }: MemberRow) => !isHeldOut(playbook.policies, customer);
  const which = { workspace: workspace._id, board: board.id, period };
  const best = (await deps.stores.boards.top(which, query.limit * READ)).filter(isShown).slice(0, query.limit);
  const around = query.around === undefined ? null : await aroundOf(deps, which, query.around, isShown);
  const top = best.map((row, place) => entryOf(row, place + 1, query.around));
  return { status: 200, body: { asOf: isoTime(now), uncounted, board: board.name, top, around } };
});

async function aroundOf(
  { stores }: ApiDeps,
  { workspace, board, period }: Pick<MemberRow, 'workspace' | 'board' | 'period'>,
  customer: CustomerId,
  isShown: (row: MemberRow) => boolean,
) {
  const own = await stores.boards.find(workspace, board, customer);
  if (own?.period !== period || own.score === 0 || !isShown(own)) return null;
  const [{ before, after }, ahead] = await Promise.all([
    stores.boards.near(own, NEIGHBOURS * READ),
    stores.boards.ahead(own, MOST_AHEAD + 1),
  ]);
  const above = before.filter(isShown).slice(-NEIGHBOURS);
  const rows = [...above, own, ...after.filter(isShown).slice(0, NEIGHBOURS)];
  const rank = ahead > MOST_AHEAD ? null : ahead + 1;
  return rows.map((row, place) => entryOf(row, rank === null ? null : rank + place - above.length, customer));
}

function entryOf({ name, score, customer }: MemberRow, rank: number | null, you: CustomerId | undefined) {
  return { rank, name, score, ...(customer === you ? { you: true as const } : {}) };
}

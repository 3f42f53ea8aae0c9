import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { DAY, isoTime, parseDuration, SECOND, type Instant } from '../../domain/time.ts';
import { moveClock, nextInstant } from '../../ingest/clock.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { postClockContract } from './post-clock.contract.ts';

/** Further than that, nothing is due any more, and dates end. */
const FURTHEST = 100 * 366 * DAY;

type Asked = { readonly advance: string } | { readonly to: 'next' | Instant };

export const postClock = endpoint(postClockContract, async ({ body, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  if (workspace.clock === undefined) {
    throw new ApiProblem(
      'conflict',
      'This workspace lives in real time; only one made with testClock has a clock to move.',
    );
  }
  const to = await targetOf(body, workspace, workspace.clock, deps);
  if (to < now) throw new ApiProblem('conflict', `The clock stands at ${isoTime(now)} and never goes back.`);
  if (to - now > FURTHEST) throw new ApiProblem('conflict', 'A clock moves at most 100 years at a time.');
  const move = await moveClock(deps.ingest.clock, workspace._id, to);
  if (move.outcome === 'busy') {
    throw new ApiProblem('conflict', 'The clock is being moved already; wait until GET /v1/clock says moving: false.');
  }
  if (move.outcome === 'moving') {
    throw new ApiProblem(
      'still-moving',
      `The clock is still on its way: ${move.arrived} of ${move.total} customers have arrived. It goes on by itself and passes nobody; GET /v1/clock says how far it is.`,
      { retryAfter: 10 },
    );
  }
  await launchDue(deps, caller);
  return { status: 200, body: { now: isoTime(move.now), woken: move.woken, settled: true } };
});

/** Somebody's request waits for the launches that came due, and moves the clock on with its next call. */
const LAUNCHED_WITHIN = 10 * SECOND;

async function launchDue(deps: ApiDeps, caller: Caller): Promise<void> {
  const { workspace } = await hereOf(deps, caller);
  const book = await deps.stores.playbooks.load(workspace._id, workspace.playbook);
  for (const job of await deps.jobs.launchSchedules.fire(workspace, book)) await deps.jobs.wait(job, LAUNCHED_WITHIN);
}

async function targetOf(
  body: Asked,
  workspace: WorkspaceRow,
  now: Instant,
  { ingest, jobs }: Pick<ApiDeps, 'ingest' | 'jobs'>,
): Promise<Instant> {
  if ('advance' in body) return now + (parseDuration(body.advance) ?? 0);
  if (body.to !== 'next') return body.to;
  const [due, launch] = await Promise.all([nextInstant(ingest.clock, workspace), jobs.launchSchedules.next(workspace)]);
  const next = due === null || launch === null ? (due ?? launch) : Math.min(due, launch);
  if (next === null)
    throw new ApiProblem('conflict', 'Nothing falls due by time alone; advance the clock by a duration.');
  return next;
}

import { workspaceTime, type WorkspaceRow } from '../db/workspaces.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { DAY, MINUTE, parseDuration } from '../domain/time.ts';
import { censusOf } from './census.ts';
import { currentPlaybook, inForce } from '../publishing/book.ts';
import { NotPublished } from '../publishing/problem.ts';
import { resumeRollout, type LastRollout } from '../publishing/resume-rollouts.ts';
import type { ApiDeps } from './deps.ts';
import type { Here } from './here.ts';

type Deps = Pick<ApiDeps, 'stores' | 'clock' | 'log' | 'publishing' | 'rollOut'> & {
  readonly tasks: { readonly rows: Pick<ApiDeps['tasks']['rows'], 'list'> };
};

/** What scoring needs done again and again; any number of processes may do so. */
export function scoringDuties(deps: Deps): readonly (() => Promise<void>)[] {
  return [
    async () => {
      const waiting = await deps.stores.tallies.waiting();
      await forEachWorkspace(deps, waiting, async (here) => {
        await deps.stores.tallies.catchUp(await censusOf(deps, here));
      });
    },
    everyNowAndThen(deps, async () => {
      const counted = await deps.stores.recounts.workspaces();
      await forEachWorkspace(deps, counted, async ({ workspace, now }) => {
        await deps.stores.currentTotals.bringUpTo(workspace._id, now);
      });
    }),
    everyNowAndThen(deps, async () => {
      const { stores, rollOut, clock: now } = deps;
      const counted = await stores.recounts.workspaces();
      await forEachWorkspace(deps, counted, async ({ workspace: { _id } }) => {
        const ports = { parts: stores.parts, now, last: (id: WorkspaceId) => lastRollout(deps, id), rollOut };
        await resumeRollout(ports, _id, await currentPlaybook(stores, _id));
      });
    }),
    async () => {
      const scheduled = await deps.stores.parts.recomputing();
      await forEachWorkspace(deps, scheduled, async (here) => await recomputeIfDue(deps, here));
    },
    async () => {
      const counted = await deps.stores.recounts.workspaces();
      await forEachWorkspace(deps, counted, async (here) => await recountIfDue(deps, here));
    },
  ];
}

/** Among so many of the newest jobs the last rollout is looked for; another one costs little. */
const JOBS_LOOKED_AT = 100;

async function lastRollout({ tasks }: Pick<Deps, 'tasks'>, workspace: WorkspaceId): Promise<LastRollout | null> {
  const rows = await tasks.rows.list(workspace, JOBS_LOOKED_AT);
  return rows.find((row) => row.kind === 'rollout') ?? null;
}

/** Orders leave windows at midnight; whoever reads sums sooner counts them anew, this only makes them wait less. */
const NOW_AND_THEN = 15 * MINUTE;

function everyNowAndThen({ clock }: Pick<Deps, 'clock'>, duty: () => Promise<void>): () => Promise<void> {
  let last = -Infinity;
  return async () => {
    const now = clock();
    if (now - last < NOW_AND_THEN) return;
    last = now;
    await duty();
  };
}

/** One that fails keeps none of the others waiting; the first error is thrown at the end. */
async function forEachWorkspace(
  { stores, clock }: Deps,
  ids: readonly WorkspaceId[],
  work: (here: Here) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = [];
  for (const id of ids) {
    try {
      const workspace = await stores.workspaces.find(id);
      if (workspace) await work({ workspace, now: workspaceTime(workspace, clock()) });
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

const NOTHING_TO_DO: readonly NotPublished['code'][] = ['not-publishable', 'conflict'];

/** A model whose cut-offs are as old as its draft allows is computed anew; if nothing comes of it, an interval later. */
async function recomputeIfDue(deps: Deps, here: Here): Promise<void> {
  if (isMoving(here.workspace)) return;
  const { stores, publishing } = deps;
  const { _id: workspace } = here.workspace;
  const book = await currentPlaybook(stores, workspace);
  const live = await inForce(stores, publishing.parts.scoring, workspace, book, 'scoring');
  const every = parseDuration(live?.source.recompute ?? '');
  if (live === undefined || live.content.origin.by === 'fixed' || every === undefined) return;
  const last = Math.max(live.content.origin.asOf, live.row.triedAt ?? 0);
  if (here.now < last + every) return;
  try {
    await publishing.recompute(workspace);
  } catch (error) {
    // Too thin a base, or somebody else was quicker: there is nothing to do now.
    if (!(error instanceof NotPublished && NOTHING_TO_DO.includes(error.code))) throw error;
  }
}

/** While a test clock moves, customers are on their way: what they add up to is nobody's base. */
function isMoving({ movingTo }: WorkspaceRow): boolean {
  return movingTo !== undefined;
}

/** Once a day, so that a counter that went astray does not stay astray. */
async function recountIfDue(deps: Deps, here: Here): Promise<void> {
  const { stores, log, clock } = deps;
  const { _id: workspace } = here.workspace;
  const wallClock = clock();
  if (!(await stores.recounts.claim(workspace, wallClock, wallClock - DAY))) return;
  const { differences } = await stores.tallies.rebuild(await censusOf(deps, here));
  if (differences.length === 0) return;
  const shown = differences.slice(0, 10);
  log.warn({ workspace, counters: differences.length, shown }, 'tallies were counted wrongly; they are right again');
}

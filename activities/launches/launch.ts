import { setTimeout as pause } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { NOBODY_LAUNCHED, type LaunchCounts } from '../../db/jobs/results.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import { SECOND, type Instant } from '../../domain/time.ts';
import { openJob, Progress, pulse } from '../../jobs/progress.ts';
import type { JobCall } from '../../workflows/job-messages.ts';
import type { JobDeps } from '../jobs/job-deps.ts';
import { Asker } from './asker.ts';
import { Candidates, type CandidatePage } from './candidates.ts';
import { counted } from './counted.ts';

/** Customers read together; between two pages it is seen whether the launch is to wait. */
const PAGE = 50;
/** How often a launch that waits looks whether it may go on. */
const LOOK_EVERY = SECOND / 2;

/** Where an attempt stood: everybody up to and including `after` has been looked at, and asked where it was due. */
interface Cursor {
  readonly after: CustomerKey | null;
  readonly done: number;
  readonly became: LaunchCounts;
}

/**
 * Asks people into a journey, page by page. Each is asked by an event whose id is the launch and the customer, so an
 * attempt that goes over a page again asks nobody twice.
 */
export function createLaunch(deps: JobDeps) {
  return async function launch(input: JobCall): Promise<void> {
    const job = await openJob(deps, input, 'launch');
    if (job === null) return;
    const begun = workspaceTime(await deps.workspace(job.workspace), job.startedAt);
    const candidates = new Candidates(deps, job.workspace, job.options.to, begun);
    const progress = await Progress.begin(deps, job, await candidates.count());
    const asker = new Asker(deps, job);
    let cursor = lastCursor();
    for (;;) {
      const workspace = await untilMay(deps, job, progress, cursor);
      const page = await candidates.page(cursor.after, PAGE);
      if (page === null) break;
      cursor = await taken(asker, page, workspace, cursor);
      pulse(cursor);
      await progress.at(cursor.done, { became: cursor.became });
    }
    await progress.end(cursor.done, { became: cursor.became });
  };
}

function lastCursor(): Cursor {
  const details: Partial<Cursor> | undefined = Context.current().info.heartbeatDetails;
  return { after: null, done: 0, became: NOBODY_LAUNCHED, ...details };
}

async function taken(
  asker: Asker,
  { rows, unknown, last }: CandidatePage,
  workspace: WorkspaceRow,
  before: Cursor,
): Promise<Cursor> {
  const outcomes = await asker.ask(rows, workspace, () => pulse(before));
  const became = outcomes.reduce((sum, what) => counted(sum, what), counted(before.became, 'unknown', unknown));
  return { after: last, done: before.done + rows.length + unknown, became };
}

/** Waits while the launch is paused, and while a test clock moves: whoever moves it delivers then. */
async function untilMay(
  deps: JobDeps,
  { workspace, _id }: JobRow<'launch'>,
  progress: Progress<'launch'>,
  cursor: Cursor,
): Promise<WorkspaceRow> {
  let told: Instant = 0;
  for (;;) {
    const [row, here] = await Promise.all([
      openJob(deps, { workspace, job: _id }, 'launch'),
      deps.workspace(workspace),
    ]);
    if (row?.paused !== true && here.movingTo === undefined) return here;
    pulse(cursor);
    if (deps.now() - told > SECOND * 10) {
      await progress.at(cursor.done, { became: cursor.became });
      told = deps.now();
    }
    await pause(LOOK_EVERY);
  }
}

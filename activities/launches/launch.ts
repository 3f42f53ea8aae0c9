import { setTimeout as pause } from 'node:timers/promises';
import { NOBODY_LAUNCHED, type LaunchReached } from '../../db/jobs/results.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { SECOND } from '../../domain/time.ts';
import { keep, openJob, Progress, pulse } from '../../jobs/progress.ts';
import type { JobCall } from '../../workflows/job-messages.ts';
import type { JobDeps } from '../jobs/job-deps.ts';
import { Asker } from './asker.ts';
import { Candidates, type CandidatePage } from './candidates.ts';
import { counted, reachCounted } from './counted.ts';

/** Customers read together; between two pages it is seen whether the launch is to wait. */
const PAGE = 50;
/** How often a launch that waits looks whether it may go on. */
const LOOK_EVERY = SECOND / 2;

const NOWHERE: LaunchReached = { after: null, done: 0, became: NOBODY_LAUNCHED };

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
    let { reached = NOWHERE } = job;
    if (job.planned !== undefined) await asker.resume();
    for (let planned = job.planned; ; planned = undefined) {
      const workspace = await untilMay(deps, job, progress);
      const page = await candidates.page(reached.after, PAGE);
      if (page === null) break;
      reached = await taken(deps, job, { asker, page, workspace, reached, planned });
      await progress.at(reached.done, { became: reached.became, reached });
    }
    await asker.told(pulse);
    await progress.end(reached.done, { became: reached.became, reached });
  };
}

interface Turn {
  readonly asker: Asker;
  readonly page: CandidatePage;
  readonly workspace: WorkspaceRow;
  readonly reached: LaunchReached;
  /** What an attempt before this one foresaw of the page. */
  readonly planned: LaunchReached | undefined;
}

async function taken(deps: JobDeps, job: JobRow<'launch'>, turn: Turn): Promise<LaunchReached> {
  const { asker, page, workspace, reached, planned } = turn;
  const before = planned !== undefined && planned.after !== reached.after ? planned : undefined;
  const rows = page.rows.filter(({ _id }) => before?.after == null || _id <= before.after);
  const plan = await asker.plan(rows, workspace, pulse);
  const next = before ?? {
    after: page.last,
    done: reached.done + page.rows.length + page.unknown,
    became: plan.reduce(
      (sum, one) => reachCounted(counted(sum, one.outcome), one),
      counted(reached.became, 'unknown', page.unknown),
    ),
  };
  if (!job.options.dryRun) {
    await keep(deps, job, { reached, planned: next });
    await asker.ask(plan, pulse);
  }
  return next;
}

/** Waits while the launch is paused, and while a test clock moves: whoever moves it delivers then. */
async function untilMay(
  deps: JobDeps,
  { workspace: id, _id: job }: JobRow<'launch'>,
  progress: Progress<'launch'>,
): Promise<WorkspaceRow> {
  for (;;) {
    pulse();
    const [row, workspace] = await Promise.all([openJob(deps, { workspace: id, job }, 'launch'), deps.workspace(id)]);
    if (row?.paused !== true && workspace.movingTo === undefined) return workspace;
    await progress.at(row?.done ?? 0);
    await pause(LOOK_EVERY);
  }
}

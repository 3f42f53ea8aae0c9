import { log } from '@temporalio/activity';
import { censusOf } from '../../db/tallies/census.ts';
import type { Census } from '../../db/tallies/counted.ts';
import type { CounterDifference } from '../../db/tallies/recount.ts';
import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { alive, keep, openJob, Progress } from '../../jobs/progress.ts';
import type { JobCall } from '../../workflows/job-messages.ts';
import type { JobDeps } from './job-deps.ts';

/** A counter that went astray is one fault and its place says where; the rest of many says no more. */
const MOST_SHOWN = 10;

/** Counts everybody anew from the read model, puts the counters right, and says what was wrong. */
export function createRecount(deps: JobDeps) {
  return async function recount(call: JobCall): Promise<void> {
    const job = await openJob(deps, call, 'recount');
    if (job === null) return;
    const customers = await deps.customers.count(job.workspace);
    const progress = await Progress.begin(deps, job, customers);
    const census = await censusHere(deps, await deps.workspace(job.workspace));
    const { differences } = await alive(() => deps.tallies.rebuild(census));
    await progress.end(customers);
    const shown = differences.slice(0, MOST_SHOWN).map(sentence);
    await keep(deps, job, { result: { differences: differences.length, shown } });
    if (differences.length === 0) return;
    const { workspace } = job;
    const message = 'tallies were counted wrongly; they are right again';
    log.warn(message, { workspace, counters: differences.length, shown });
  };
}

function sentence({ tally, of, day, amount, counted, recounted }: CounterDifference): string {
  const place = [tally, of, day, amount].filter((part) => part !== null && part !== '').join(' ');
  return `${place}: ${counted} → ${recounted}`;
}

/** How the model in force counts a workspace, as of its time. */
export async function censusHere(
  { playbooks, now }: Pick<JobDeps, 'playbooks' | 'now'>,
  workspace: WorkspaceRow,
): Promise<Census> {
  return await censusOf(playbooks, workspace, workspaceTime(workspace, now()));
}

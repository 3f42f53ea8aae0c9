import type { RecomputeResult } from '../../db/jobs/results.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { rollOutHere } from '../../jobs/from-activity.ts';
import { alive, keep, openJob, Progress, pulse } from '../../jobs/progress.ts';
import type { PartModule } from '../../publishing/part.ts';
import { NotPublished } from '../../publishing/problem.ts';
import { recompute as publishRecomputed } from '../../publishing/recompute.ts';
import { scoringPart } from '../../publishing/scoring-part.ts';
import type { JobCall } from '../../workflows/job-messages.ts';
import { baseOf } from './draft-base.ts';
import type { JobDeps } from './job-deps.ts';

/**
 * Computes the cut-offs of the model in force anew, from what it was published as, and publishes them where one has
 * changed. A repetition after it was published finds nothing changed.
 */
export function createRecompute(deps: JobDeps) {
  return async function recompute(call: JobCall): Promise<void> {
    const job = await openJob(deps, call, 'recompute');
    if (job === null || job.result !== undefined) return;
    const progress = await Progress.begin(deps, job, await deps.customers.count(job.workspace));
    const result = await alive(() => recomputed(deps, job, progress));
    await keep(deps, job, { result });
  };
}

/** How a model is published here: where the tallies do not tell, by going through everybody. */
export function scoringPartHere(
  deps: JobDeps,
  seen: (customers: number) => Promise<void> = async () => pulse(),
): PartModule<'scoring'> {
  const { checkMails, now } = deps;
  return scoringPart({
    checkMails,
    now,
    population: (base, draft) => baseOf(deps, base, draft, base.book, seen),
  });
}

async function recomputed(
  deps: JobDeps,
  { workspace }: JobRow<'recompute'>,
  progress: Progress<'recompute'>,
): Promise<RecomputeResult> {
  const part = scoringPartHere(deps, async (customers) => {
    pulse();
    await progress.at(customers);
  });
  const rollOut = rollOutHere(deps);
  try {
    const published = await publishRecomputed({ stores: deps, now: deps.now, rollOut }, part, workspace);
    const { version, playbook, changed, rollout } = published;
    return { is: 'published', version, playbook: playbook.version, changed, rollout };
  } catch (error) {
    if (!(error instanceof NotPublished)) throw error;
    const { message, problems } = error;
    // Another model is in force, or all of it is fixed.
    const nothing = { code: 'nothing-to-recompute', path: 'recompute', message } as const;
    return { is: 'refused', problems: error.code === 'not-publishable' && problems ? problems : [nothing] };
  }
}

import type { RecomputeResult } from '../db/jobs/results.ts';
import type { JobRow } from '../db/jobs/rows.ts';
import { workspaceTime } from '../db/workspaces.ts';
import { compileModel } from '../domain/rfm/compile.ts';
import { quantileMeasures } from '../domain/rfm/draft-faults.ts';
import { beginJob } from '../jobs/begin.ts';
import { portsHere } from '../jobs/from-activity.ts';
import { alive, keep, openJob, Progress, pulse } from '../jobs/progress.ts';
import { isSameModel, putInForce } from '../tasks/publish-scoring.ts';
import type { JobCall } from '../workflows/job-messages.ts';
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

async function recomputed(
  deps: JobDeps,
  job: JobRow<'recompute'>,
  progress: Progress<'recompute'>,
): Promise<RecomputeResult> {
  for (;;) {
    const workspace = await deps.workspace(job.workspace);
    const base = { workspace, now: workspaceTime(workspace, deps.now()) };
    const playbook = await deps.playbooks.load(workspace._id, workspace.playbook);
    const { scoring } = playbook;
    const row = await deps.scoring.published(workspace._id, scoring);
    if (row === null || quantileMeasures(row.draft).length === 0) return nothingToCompute();
    const seen = async (customers: number) => {
      pulse();
      await progress.at(customers);
    };
    const population = await baseOf(deps, base, row.draft, scoring, seen);
    const compiled = compileModel(row.draft, population, scoring.version + 1, base.now, workspace.timezone);
    if (compiled.is === 'refused' || isSameModel(compiled.model, scoring)) {
      // Else whoever looks after schedules would begin again at once.
      await deps.scoring.noteTried(row, base.now);
      if (compiled.is === 'refused') {
        const problems = compiled.problems.map(({ code, path, message }) => ({ code, path, message }));
        return { is: 'refused', problems };
      }
      return { is: 'published', version: scoring.version, playbook: playbook.version, changed: false, rollout: null };
    }
    const { draft } = row;
    const next = await putInForce(deps, workspace._id, playbook, { draft, model: compiled.model, at: base.now });
    if (next === null) continue;
    const rollout = await beginJob(portsHere(deps), workspace._id, { kind: 'rollout', playbook: next.version });
    const { version } = next.scoring;
    return { is: 'published', version, playbook: next.version, changed: true, rollout: rollout._id };
  }
}

function nothingToCompute(): RecomputeResult {
  const message = 'every cut-off of the model in force is fixed: there is nothing to compute anew';
  return { is: 'refused', problems: [{ code: 'nothing-to-recompute', path: 'recompute', message }] };
}

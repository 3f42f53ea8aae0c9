import type { PreviewResult, WouldMove } from '../../db/jobs/results.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { workspaceTime } from '../../db/workspaces/workspaces.ts';
import { compileModel } from '../../domain/scoring/compile.ts';
import type { ScoringModel } from '../../domain/scoring/model.ts';
import { scoreOf } from '../../domain/scoring/score.ts';
import { segmentOf } from '../../domain/scoring/segment.ts';
import { keep, openJob, Progress, pulse } from '../../jobs/progress.ts';
import type { JobCall } from '../../workflows/job-messages.ts';
import { baseOf, countedBy, type Base } from './draft-base.ts';
import type { JobDeps } from './job-deps.ts';

/** Scores everybody with a draft as if it were in force now, and keeps the sums. Saves nothing else. */
export function createPreview(deps: JobDeps) {
  return async function preview(call: JobCall): Promise<void> {
    const job = await openJob(deps, call, 'preview');
    if (job === null || job.result !== undefined) return;
    await keep(deps, job, await previewOf(deps, job));
  };
}

type Made = { readonly result: PreviewResult } & Pick<JobRow<'preview'>, 'population'>;

async function previewOf(deps: JobDeps, job: JobRow<'preview'>): Promise<Made> {
  const { draft } = job.options;
  const workspace = await deps.workspace(job.workspace);
  const base: Base = { workspace, now: workspaceTime(workspace, deps.now()) };
  const book = await deps.playbooks.load(workspace._id, workspace.playbook);
  const { version, scoring } = book;
  const customers = await deps.customers.count(workspace._id);
  const progress = await Progress.begin(deps, job, customers);
  let [pass, passes] = [0, 1];
  const seen = async (count: number) => {
    pulse();
    // Whether everybody has to be gone through twice shows when it begins.
    if (pass === 0) passes = 2;
    await progress.at((passes === 2 ? pass : 0) * customers + count, { total: passes * customers });
  };
  const population = await baseOf(deps, base, draft, book, seen);
  const compiled = compileModel(draft, population, scoring.version + 1, base.now, workspace.timezone);
  if (compiled.is === 'refused') return { result: { is: 'refused', problems: compiled.problems } };
  pass = 1;
  const moves = await wouldMove(deps, base, compiled.model, seen);
  await progress.end(passes * moves.reduce((sum, move) => sum + move.customers, 0));
  const { currency } = workspace;
  const { model } = compiled;
  const result = { is: 'made', asOf: base.now, playbook: version, model, currency, moves } as const;
  return { result, ...(population === null ? {} : { population }) };
}

/** Where everybody stands, and would stand if this model were in force now: the most frequent moves first. */
async function wouldMove(
  { states }: Pick<JobDeps, 'states'>,
  base: Base,
  model: ScoringModel,
  seen: (customers: number) => Promise<void>,
): Promise<readonly WouldMove[]> {
  const cells = new Map<string, WouldMove>();
  for await (const { state, totals } of countedBy(states, base, model, seen)) {
    const from = state.standing?.segment ?? null;
    const to = totals && segmentOf(scoreOf(totals, model, base.now), model.segments);
    const cell = `${from ?? ''}>${to ?? ''}`;
    cells.set(cell, { from, to, customers: 1 + (cells.get(cell)?.customers ?? 0) });
  }
  return [...cells.values()].toSorted((a, b) => b.customers - a.customers);
}

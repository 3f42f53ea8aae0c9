import type { z } from 'zod';
import type { JobKind, JobRow } from '../../db/jobs/rows.ts';
import { NOBODY_REACHED, withReach } from '../../domain/channels/reach.ts';
import { isoTime } from '../../domain/time.ts';
import { fitResultView } from '../silence/fit-view.ts';
import { paceOf } from './rate.ts';
import { readingView, refusedView } from './reading-view.ts';
import { previewView } from '../scoring/scoring-preview.ts';
import type { job } from './job.contract.ts';

type JobView<Kind extends JobKind> = Extract<z.infer<typeof job>, { readonly kind: Kind }>;

/** Each kind of job, as people watch it. */
const VIEWS: { readonly [Kind in JobKind]: (row: JobRow<Kind>) => JobView<Kind> } = {
  import: importView,
  contacts: contactsView,
  fit: fitView,
  rollout: (row) => ({ ...commonView(row), kind: 'rollout', ...resultOf(row.result) }),
  rebuild: rebuildView,
  'delete-workspace': deletionView,
  'erase-customer': erasureView,
  purge: purgeView,
  preview: previewJobView,
  recompute: recomputeView,
  launch: launchView,
  recount: (row) => ({
    ...commonView(row),
    kind: 'recount',
    ...(row.result ? { result: { ...row.result, shown: [...row.result.shown] } } : {}),
  }),
};

export function jobView<Kind extends JobKind>(row: JobRow<Kind>): JobView<Kind> {
  const view: (row: JobRow<Kind>) => JobView<Kind> = VIEWS[row.kind];
  return view(row);
}

export function importView(row: JobRow<'import'>): JobView<'import'> {
  const { counts, removed } = row;
  const { imported, ahead, duplicates, rejected, customers, refunds = 0, unmatched = 0 } = counts;
  return {
    ...commonView(row, row.phaseAt),
    kind: 'import',
    phase: row.active === undefined ? 'finished' : row.phase,
    imported,
    ahead,
    duplicates,
    rejected,
    customers,
    refunds,
    unmatched,
    reasons: (row.refused ?? []).map(refusedView),
    reading: row.reading ? readingView(row.reading, row.folds) : null,
    ...(removed === undefined ? {} : { removed }),
  };
}

export function contactsView(row: JobRow<'contacts'>): JobView<'contacts'> {
  const common = commonView(row);
  // While the file arrives, what has arrived is counted in bytes.
  const done = row.phase === 'uploading' ? 0 : row.done;
  return { ...common, done, kind: 'contacts', ...resultOf(row.result) };
}

export function fitView(row: JobRow<'fit'>): JobView<'fit'> {
  const { cause, result } = row;
  return {
    ...commonView(row),
    kind: 'fit',
    begunBy: cause?.by ?? 'call',
    because: cause?.by === 'drift' ? cause.because : null,
    ...(result ? { result: fitResultView(result) } : {}),
  };
}

/** Earlier versions purged no jobs and no baskets. */
function purgeView(row: JobRow<'purge'>): JobView<'purge'> {
  return { ...commonView(row), kind: 'purge', ...resultOf(row.result && { jobs: 0, baskets: 0, ...row.result }) };
}

export function rebuildView(row: JobRow<'rebuild'>): JobView<'rebuild'> {
  return { ...commonView(row), kind: 'rebuild', ...resultOf(row.result) };
}

export function deletionView(row: JobRow<'delete-workspace'>): JobView<'delete-workspace'> {
  const { deleted = {}, workflows = 0 } = row.result ?? {};
  const parts = Object.entries(deleted).map(([what, rows]) => ({ what, rows }));
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  return {
    ...commonView(row),
    kind: 'delete-workspace',
    workspace: row.workspace,
    ...(row.result ? { result: { workflows, rows, deleted: parts } } : {}),
  };
}

export function erasureView(row: JobRow<'erase-customer'>): JobView<'erase-customer'> {
  const { erased = {}, workflows = 0, provedAt } = row.result ?? {};
  const parts = Object.entries(erased).map(([what, count]) => ({ what, rows: count }));
  return {
    ...commonView(row),
    kind: 'erase-customer',
    result: {
      workflows,
      rows: parts.reduce((sum, part) => sum + part.rows, 0),
      erased: parts,
      provedAt: provedAt === undefined ? null : isoTime(provedAt),
    },
  };
}

export function previewJobView(row: JobRow<'preview'>): JobView<'preview'> {
  const { result } = row;
  const common = { ...commonView(row), kind: 'preview' } as const;
  if (result === undefined) return common;
  if (result.is === 'refused') return { ...common, result: { preview: null, problems: [...result.problems] } };
  return { ...common, result: { preview: previewView(result, row.warnings), problems: [] } };
}

export function launchView(row: JobRow<'launch'>): JobView<'launch'> {
  const { options, begunBy, paused = false } = row;
  const { journey, perSecond, dryRun } = options;
  const { reach, ...counts } = row.became;
  const may = reach === undefined ? null : { meant: reach.meant, ...withReach(NOBODY_REACHED, reach.may) };
  const became = { ...counts, excluded: [...counts.excluded], reach: may };
  return { ...commonView(row), kind: 'launch', journey, begunBy, paused, perSecond, dryRun, became };
}

export function recomputeView(row: JobRow<'recompute'>): JobView<'recompute'> {
  const { result } = row;
  const common = { ...commonView(row), kind: 'recompute' } as const;
  if (result === undefined) return common;
  if (result.is === 'refused') return { ...common, result: { published: null, problems: [...result.problems] } };
  const { version, playbook, changed, rollout } = result;
  return { ...common, result: { published: { version, playbook, changed, rollout }, problems: [] } };
}

function resultOf<Result extends object>(result: Result | undefined): { readonly result?: Result } {
  return result === undefined ? {} : { result };
}

/** @param since when what is counted began */
function commonView(row: JobRow, since = row.startedAt) {
  return {
    id: row._id,
    state: row.state,
    done: row.done,
    total: row.total,
    ...paceOf({ ...row, since }),
    ...(row.error === undefined ? {} : { error: row.error }),
    startedAt: isoTime(row.startedAt),
    changedAt: isoTime(row.changedAt),
  };
}

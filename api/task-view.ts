import type { z } from 'zod';
import type { ContactsTask, DeleteWorkspaceTask, RebuildTask, TaskRow } from '../db/tasks.ts';
import { isoTime } from '../domain/time.ts';
import { fitResultView } from './fit-view.ts';
import type { contactsJob, deletionJob, fitJob, rebuildJob, task } from './job.contract.ts';
import { paceOf } from './pace.ts';

export function taskView(row: TaskRow): z.infer<typeof task> {
  switch (row.kind) {
    case 'fit':
      return fitView(row);
    case 'rollout':
      return { ...commonView(row), kind: 'rollout', ...(row.result ? { result: { ...row.result } } : {}) };
    case 'rebuild':
      return rebuildView(row);
    case 'delete-workspace':
      return deletionView(row);
    case 'contacts':
      return contactsView(row);
  }
}

export function contactsView(row: ContactsTask): z.infer<typeof contactsJob> {
  return { ...commonView(row), kind: 'contacts', ...(row.result ? { result: { ...row.result } } : {}) };
}

export function fitView(row: Extract<TaskRow, { kind: 'fit' }>): z.infer<typeof fitJob> {
  return { ...commonView(row), kind: 'fit', ...(row.result ? { result: fitResultView(row.result) } : {}) };
}

export function rebuildView(row: RebuildTask): z.infer<typeof rebuildJob> {
  return { ...commonView(row), kind: 'rebuild', ...(row.result ? { result: { ...row.result } } : {}) };
}

export function deletionView(row: DeleteWorkspaceTask): z.infer<typeof deletionJob> {
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

function commonView(row: TaskRow) {
  return {
    id: row._id,
    state: row.state,
    done: row.done,
    total: row.total,
    ...paceOf({ ...row, since: row.startedAt }),
    ...(row.error === undefined ? {} : { error: row.error }),
    startedAt: isoTime(row.startedAt),
    changedAt: isoTime(row.changedAt),
  };
}

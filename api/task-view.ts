import { z } from 'zod';
import type { ContactsTask, DeleteWorkspaceTask, RebuildTask, TaskRow } from '../db/tasks.ts';
import { isoTime } from '../domain/time.ts';
import { time } from './fields.ts';
import { fitResult, fitResultView } from './fit-view.ts';
import { jobState } from './job-view.ts';
import { paceOf } from './pace.ts';

const common = {
  id: z.string().describe('For /v1/jobs/:id'),
  state: jobState,
  done: z
    .int()
    .describe(
      'Customers read or compared; of a rollout, those who live by the rules in force; of a deletion, rows and workflows; of contacts, rows of the file',
    ),
  total: z.int().nullable().describe('null while it is not known'),
  rate: z.number().nullable().describe('Per second'),
  eta: time.nullable().describe('When it will probably be over'),
  error: z.string().optional().describe('Why it failed'),
  startedAt: time.describe('When it began'),
  changedAt: time.describe('When this was last brought up to date'),
};

const rolloutResult = z.strictObject({
  playbook: z.int().describe('The version that was rolled out'),
  lookedAt: z.int().describe('Customers who lived under other rules'),
  woken: z
    .int()
    .describe('Of these, those who had to decide: something changes for them now, or sooner than they knew'),
  unchanged: z.int().describe('Of these, those who adopted the rules asleep, since nothing changes for them now'),
});

const rebuildResult = z.strictObject({
  customers: z.int().describe('Customers compared'),
  differing: z.int().describe('Customers with a difference; see /v1/jobs/:id/differences'),
  differences: z.int().describe('Differences in all, those of tallies included'),
  events: z.int().describe('Events read'),
});

const receipt = z.strictObject({
  workflows: z.int().describe('Runs of workflows ended; their histories are deleted'),
  rows: z.int().describe('Rows deleted, in all'),
  deleted: z
    .array(
      z.strictObject({
        what: z.string().describe('The collection of the store'),
        rows: z.int().describe('Rows deleted from it'),
      }),
    )
    .describe('By collection of the store; what is left out had none'),
});

const contactsResult = z.strictObject({
  changed: z.int().describe('Rows that changed a contact; the customer is told'),
  unchanged: z.int().describe('Rows whose contact said so already'),
  rejected: z.int().describe('Rows refused; see /v1/jobs/:id/rejected'),
});

/** Work over a whole workspace, as people watch it: one of five kinds. */
const kindOf = <Kind extends TaskRow['kind']>(kind: Kind, what: string) => z.literal(kind).describe(what);
export const fitJob = z
  .strictObject({
    ...common,
    kind: kindOf('fit', 'Learning the rhythm of a base'),
    result: fitResult.optional().describe('Once it is done'),
  })
  .meta({ id: 'FitJob', description: 'A fit of the rhythm of a base' });
const rolloutJob = z
  .strictObject({
    ...common,
    kind: kindOf('rollout', 'Having every customer live by new rules'),
    result: rolloutResult.optional().describe('Once it is done'),
  })
  .meta({ id: 'RolloutJob', description: 'New rules on their way to every customer' });
export const rebuildJob = z
  .strictObject({
    ...common,
    kind: kindOf('rebuild', 'Folding every event again'),
    result: rebuildResult.optional().describe('Once it is done'),
  })
  .meta({ id: 'RebuildJob', description: 'A comparison of the live state with the events' });

export const deletionJob = z
  .strictObject({
    ...common,
    kind: kindOf('delete-workspace', 'Deleting a workspace and all that is in it'),
    workspace: z.string().describe('The workspace that is deleted'),
    result: receipt.optional().describe('What was deleted; while the job runs, so far'),
  })
  .meta({ id: 'DeletionJob', description: 'The deletion of a workspace' });

export const contactsJob = z
  .strictObject({
    ...common,
    kind: kindOf('contacts', 'Reading addresses and consents from a file'),
    result: contactsResult.optional().describe('So far, and in the end'),
  })
  .meta({ id: 'ContactsJob', description: 'A file of addresses and consents' });

export const task = z.discriminatedUnion('kind', [fitJob, rolloutJob, rebuildJob, deletionJob, contactsJob]);

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

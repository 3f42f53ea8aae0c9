import { z } from 'zod';
import type { RebuildTask, TaskRow } from '../db/tasks.ts';
import { isoTime } from '../domain/time.ts';
import { time } from './fields.ts';
import { fitResult, fitResultView } from './fit-view.ts';
import { jobState } from './job-view.ts';
import { paceOf } from './pace.ts';

const common = {
  id: z.string().describe('For /v1/jobs/:id'),
  state: jobState,
  done: z.int().describe('Customers read, looked at or compared'),
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
  woken: z.int().describe('Of these, those for whom something changes, now or in the forecast'),
  unchanged: z.int().describe('Of these, those who adopt the rules at their next decision'),
});

const rebuildResult = z.strictObject({
  customers: z.int().describe('Customers compared'),
  differing: z.int().describe('Customers with a difference; see /v1/jobs/:id/differences'),
  differences: z.int().describe('Differences in all'),
  events: z.int().describe('Events read'),
});

/** Work over a whole workspace, as people watch it: one of three kinds. */
const kindOf = <Kind extends 'fit' | 'rollout' | 'rebuild'>(kind: Kind, what: string) => z.literal(kind).describe(what);
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
    kind: kindOf('rollout', 'Waking those for whom new rules change something'),
    result: rolloutResult.optional().describe('Once it is done'),
  })
  .meta({ id: 'RolloutJob', description: 'New rules on their way to those whom they concern' });
export const rebuildJob = z
  .strictObject({
    ...common,
    kind: kindOf('rebuild', 'Folding every event again'),
    result: rebuildResult.optional().describe('Once it is done'),
  })
  .meta({ id: 'RebuildJob', description: 'A comparison of the live state with the events' });

export const task = z.discriminatedUnion('kind', [fitJob, rolloutJob, rebuildJob]);

export function taskView(row: TaskRow): z.infer<typeof task> {
  switch (row.kind) {
    case 'fit':
      return fitView(row);
    case 'rollout':
      return { ...commonView(row), kind: 'rollout', ...(row.result ? { result: { ...row.result } } : {}) };
    case 'rebuild':
      return rebuildView(row);
  }
}

export function fitView(row: Extract<TaskRow, { kind: 'fit' }>): z.infer<typeof fitJob> {
  return { ...commonView(row), kind: 'fit', ...(row.result ? { result: fitResultView(row.result) } : {}) };
}

export function rebuildView(row: RebuildTask): z.infer<typeof rebuildJob> {
  return { ...commonView(row), kind: 'rebuild', ...(row.result ? { result: { ...row.result } } : {}) };
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

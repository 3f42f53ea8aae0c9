import type { Problem } from '../domain/problem.ts';
import { randomUUID } from 'node:crypto';
import type { FitCause, FitOptions } from '../db/jobs/results.ts';
import { isOf, type JobRef, type JobRow } from '../db/jobs/rows.ts';
import type { JobStore } from '../db/jobs/store.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { MINUTE, SECOND, type Instant } from '../domain/time.ts';
import { bodyHash } from '../ingest/canonical.ts';
import { JOBS } from './kinds.ts';

export interface JobPorts {
  readonly jobs: JobStore;
  /** Starts the job's workflow; repeating it does nothing. */
  readonly launch: (job: JobRef) => Promise<void>;
  /** Wall clock. */
  readonly now: () => Instant;
  /** Of a launch that did not work: the job waits for `launchWaiting`. */
  readonly failed: (error: unknown) => void;
}

/** Work that needs no file to begin with. */
export type JobWanted =
  | { readonly kind: 'fit'; readonly options: FitOptions; readonly cause?: FitCause }
  /** Of the playbook in force, which has at least this version. */
  | { readonly kind: 'rollout'; readonly playbook: number }
  | { readonly kind: 'rebuild' }
  | { readonly kind: 'delete-workspace' }
  | { readonly kind: 'erase-customer'; readonly options: JobRow<'erase-customer'>['options'] }
  /** @see PreviewResult; `warnings`: of the draft by itself */
  | {
      readonly kind: 'preview';
      readonly options: JobRow<'preview'>['options'];
      readonly warnings: readonly Problem[];
    }
  /** `_id`: of one that is begun at most once. */
  | (Pick<JobRow<'launch'>, 'kind' | 'options' | 'begunBy' | 'became'> & Partial<Pick<JobRow, '_id'>>)
  | { readonly kind: 'purge' }
  | { readonly kind: 'recompute' }
  | { readonly kind: 'recount' };

/** Whoever began a job tries to launch it for so long. */
const LAUNCHED_WITHIN = 5 * SECOND;
/** Work that is alive says so twice a second. After so long without it, its workflow may be lost. */
const LOST_AFTER = 10 * MINUTE;

/**
 * Begins a job, unless the workspace has one like it under way: then that one is the answer, and a rollout covers the
 * newer playbook too. Once this resolves, the work happens even where Temporal cannot be reached just now.
 */
export async function beginJob<Wanted extends JobWanted>(
  ports: JobPorts,
  workspace: WorkspaceId,
  wanted: Wanted,
): Promise<JobRow<Wanted['kind']>> {
  const kind: Wanted['kind'] = wanted.kind;
  const row = await begunOrUnderWay(ports, workspace, wanted);
  if (!isOf(row, kind)) throw new Error(`a ${kind} was asked for, and ${row.kind} is under way`);
  return row;
}

async function begunOrUnderWay(ports: JobPorts, workspace: WorkspaceId, wanted: JobWanted): Promise<JobRow> {
  for (;;) {
    const row: JobRow = { ...newJob(workspace, ports.now()), ...slotOf(wanted), ...wanted };
    if (await ports.jobs.begin(row)) return await launchJob(ports, row);
    const other = await ports.jobs.unfinished(row);
    if (other === null) continue;
    if (wanted.kind === 'rollout' && !(await ports.jobs.extend(other._id, wanted.playbook))) continue;
    return other.state === 'queued' ? await launchJob(ports, other) : other;
  }
}

/** Sets going what was begun while Temporal could not be reached, or what Temporal has lost. */
export async function launchWaiting(ports: JobPorts): Promise<void> {
  const now = ports.now();
  for (const row of await ports.jobs.waiting(now - LAUNCHED_WITHIN, now - LOST_AFTER)) await launchJob(ports, row);
}

/** Sets a job going, or leaves it to `launchWaiting`. @returns the job */
export async function launchJob<Row extends JobRow>(
  ports: Pick<JobPorts, 'launch' | 'failed'>,
  row: Row,
): Promise<Row> {
  try {
    await ports.launch(row);
  } catch (error) {
    ports.failed(error);
  }
  return row;
}

/** Which of several jobs of its kind a job is, where a workspace may have several at once. */
export function slotOf(wanted: JobWanted): Pick<JobRow, 'slot'> {
  if (JOBS[wanted.kind].unique === 'kind' || !('options' in wanted)) return {};
  return { slot: bodyHash(wanted.options) };
}

/** What every job begins with. */
export function newJob(workspace: WorkspaceId, now: Instant) {
  return {
    _id: randomUUID(),
    workspace,
    state: 'queued',
    done: 0,
    total: null,
    startedAt: now,
    changedAt: now,
    active: 1,
  } as const;
}

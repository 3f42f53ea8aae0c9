import type { PartStore } from '../db/playbook/parts.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Playbook } from '../domain/playbook.ts';
import { HOUR, type Instant } from '../domain/time.ts';

/** The newest rollout of a workspace, as far as this has to know it. */
export interface LastRollout {
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  /** The newest playbook that it covers. */
  readonly playbook: number;
  /** By the wall clock. */
  readonly changedAt: Instant;
}

export interface ResumePorts {
  readonly parts: Pick<PartStore, 'find'>;
  /** Wall clock. */
  readonly now: () => Instant;
  /** `null` where there was none, or none lately. */
  readonly last: (workspace: WorkspaceId) => Promise<LastRollout | null>;
  /** See `rollOut`. */
  readonly rollOut: (workspace: WorkspaceId, playbook: number) => Promise<string | null>;
}

/** What failed is not tried again sooner: its cause may last, and each try is a job that operators see. */
const REST = HOUR;

/**
 * Begins a rollout where the rules in force have none: it could not be begun when they were published, or has failed.
 * One that somebody called off stays so until the next rules.
 */
export async function resumeRollout(ports: ResumePorts, workspace: WorkspaceId, book: Playbook): Promise<void> {
  const since = await rulesSince(ports, workspace, book);
  if (since === null) return;
  const last = await ports.last(workspace);
  if (last !== null && last.playbook >= since && last.state !== 'failed') return;
  if (last?.state === 'queued' || last?.state === 'running') return;
  if (last?.state === 'failed' && ports.now() - last.changedAt < REST) return;
  await ports.rollOut(workspace, book.version);
}

/** The playbook that changed the rules last; `null` where they are those that the workspace came with. */
async function rulesSince(
  { parts }: Pick<ResumePorts, 'parts'>,
  workspace: WorkspaceId,
  { scoring, silence, wakes }: Playbook,
): Promise<number | null> {
  const rows = await Promise.all([
    parts.find(workspace, { kind: 'scoring', id: 'scoring', version: scoring.version }),
    parts.find(workspace, { kind: 'silence', id: 'silence', version: silence.version }),
  ]);
  const changed = rows.flatMap((row) => (row && row.version > 1 ? [row.playbook] : []));
  const since = Math.max(wakes, ...changed);
  return since === 0 ? null : since;
}

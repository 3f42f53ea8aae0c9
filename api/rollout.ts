import type { JobRow } from '../db/jobs/rows.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { ApiDeps } from './deps.ts';

/**
 * Sets going that everybody comes to live by the rules in force. A rollout under way covers them too. Never throws: what
 * was published is in force either way.
 * @returns the job; `null` where it could not be stored just now
 */
export async function rollOut(
  { stores, jobs, log }: Pick<ApiDeps, 'stores' | 'jobs' | 'log'>,
  workspace: WorkspaceId,
): Promise<JobRow | null> {
  try {
    const row = await stores.workspaces.find(workspace);
    return row && (await jobs.begin(workspace, { kind: 'rollout', playbook: row.playbook }));
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown';
    log.warn({ reason }, 'a rollout could not be begun; customers adopt the rules at their next decision');
    return null;
  }
}

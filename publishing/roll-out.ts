import type { WorkspaceId } from '../domain/ids.schema.ts';

export interface RollOutPorts {
  /** Begins the job, unless one is under way: then that one covers this playbook too. */
  readonly begin: (workspace: WorkspaceId, playbook: number) => Promise<{ readonly _id: string }>;
  /** Told why a rollout could not be begun. */
  readonly failed: (error: unknown) => void;
}

/**
 * Sets going that everybody comes to live by this playbook. Never throws: what was published is in force either way.
 * @returns the job; `null` where it could not be stored just now
 */
export async function rollOut(
  { begin, failed }: RollOutPorts,
  workspace: WorkspaceId,
  playbook: number,
): Promise<string | null> {
  try {
    return (await begin(workspace, playbook))._id;
  } catch (error) {
    failed(error);
    return null;
  }
}

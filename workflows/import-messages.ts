import type { WorkspaceId } from '../domain/ids.schema.ts';

export const IMPORT_WORKFLOW = 'importJob';

/** Which import, and whose; everything else is in its job row. */
export interface ImportInput {
  readonly workspace: WorkspaceId;
  readonly job: string;
}

/** How reading and scoring went. */
export interface ImportOutcome {
  readonly state: 'done' | 'failed' | 'cancelled';
  /** One sentence for people. */
  readonly error?: string;
}

export type EndImportCall = ImportInput & ImportOutcome;

/** One workflow per job, so that starting it twice does nothing. */
export function jobWorkflowId({ workspace, job }: ImportInput): string {
  return `job:${workspace}:${job}`;
}

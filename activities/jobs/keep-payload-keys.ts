import { WorkflowNotFoundError } from '@temporalio/client';
import { Context, log } from '@temporalio/activity';
import { HOUR } from '../../domain/time.ts';
import { workflowIdOf } from '../../workflows/job-messages.ts';
import type { JobDeps } from './job-deps.ts';

/** Nobody takes so long to make a key. */
const UNMADE_FOR = HOUR;

/**
 * Keys of what Temporal keeps: what another key of SECRETS_KEY has sealed is sealed with the first one, so that the earlier
 * one can be taken away; and what is left of deleted workspaces goes, once the workflow that deleted them has ended.
 */
export async function keepPayloadKeys(deps: JobDeps): Promise<void> {
  const { payloadKeys, now } = deps;
  await payloadKeys.forgetUnmade(now() - UNMADE_FOR);
  const { resealed, locked } = await payloadKeys.reseal();
  if (resealed > 0) log.info('keys of what Temporal keeps are sealed with the first of SECRETS_KEY now', { resealed });
  const missing =
    'keys of what Temporal keeps were sealed with a key that SECRETS_KEY lacks: put that one behind the first';
  if (locked > 0) log.warn(missing, { locked });
  await forgetDeleted(deps);
}

async function forgetDeleted({ payloadKeys, jobs }: JobDeps): Promise<void> {
  const deletions = await jobs.deletions();
  const left = new Set(await payloadKeys.ofWorkspaces(deletions.map(({ workspace }) => workspace)));
  for (const deletion of deletions) {
    if (!left.has(deletion.workspace) || !(await hasEnded(workflowIdOf(deletion)))) continue;
    await payloadKeys.forgetWorkspace(deletion.workspace);
  }
}

/** Its own history is closed with the key: without it, it would not come to its end. */
async function hasEnded(workflow: string): Promise<boolean> {
  try {
    const { status } = await Context.current().client.workflow.getHandle(workflow).describe();
    return status.name !== 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return true;
    throw error;
  }
}

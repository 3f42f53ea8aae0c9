import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { EarlierTaskCall, JobCall, JobOutcome } from './job-messages.ts';
import { run } from './job.ts';

/**
 * Versions 0.2.0 and 0.3.0 ran background work as two types of workflow. Those under way replay on this code, so both
 * types stay, and end with the activities that they have always ended with.
 */
const { endImport, endTask } = proxyActivities<Pick<Activities, 'endImport' | 'endTask'>>({
  startToCloseTimeout: '24h',
  heartbeatTimeout: '10s',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '500ms', maximumInterval: '30s' },
});

export async function importJob(call: Pick<JobCall, 'workspace' | 'job'>): Promise<JobOutcome> {
  return await run({ workspace: call.workspace, job: call.job, kind: 'import' }, endImport);
}

export async function task({ workspace, task: job, kind }: EarlierTaskCall): Promise<JobOutcome> {
  return await run({ workspace, job, kind }, endTask);
}

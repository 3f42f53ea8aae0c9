import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { BeginLaunchCall } from './job-messages.ts';

/** One insert and the start of a workflow. */
const { beginDueLaunch } = proxyActivities<Pick<Activities, 'beginDueLaunch'>>({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '1h',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/** What a schedule starts: it begins the launch that is due, and does not wait for it. @returns the job, or why there is none */
export async function beginLaunch(call: BeginLaunchCall): Promise<string> {
  return await beginDueLaunch(call);
}

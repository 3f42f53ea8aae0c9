import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { BeginFitCall } from './job-messages.ts';

/** One insert and the start of a workflow; while a test clock moves it is tried again until the clock stands. */
const { beginDueFit } = proxyActivities<Pick<Activities, 'beginDueFit'>>({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '6h',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/** What a schedule starts: it begins the fit that is due, and does not wait for it. @returns the job, or why there is none */
export async function beginFit(call: BeginFitCall): Promise<string> {
  return await beginDueFit(call);
}

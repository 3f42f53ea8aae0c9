import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

/**
 * Long work that reports as it goes: a worker that dies is noticed within seconds, and another takes it up. Calling
 * it off waits until it has stopped.
 */
export const tasks = proxyActivities<
  Pick<Activities, 'fitRhythm' | 'rollOut' | 'rebuild' | 'deleteWorkspace' | 'importContacts' | 'endTask'>
>({
  startToCloseTimeout: '24h',
  heartbeatTimeout: '10s',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '500ms', maximumInterval: '30s' },
});

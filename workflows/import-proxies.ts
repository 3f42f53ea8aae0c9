import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

/**
 * Long work that reports as it goes: a worker that dies is noticed within seconds, and another takes it up. Calling
 * it off waits until it has stopped, so that what follows finds nothing moving.
 */
export const imports = proxyActivities<
  Pick<Activities, 'readImport' | 'foldImport' | 'takeBackImport' | 'startImported' | 'endImport'>
>({
  startToCloseTimeout: '24h',
  heartbeatTimeout: '5s',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '500ms', maximumInterval: '30s' },
});

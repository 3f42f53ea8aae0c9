import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

/**
 * The core, recorded. Below the workflow task timeout of 10 s; a long store outage becomes a timer on the server
 * instead of heartbeats in the history.
 */
export const { decide } = proxyLocalActivities<Pick<Activities, 'decide'>>({
  startToCloseTimeout: '5s',
  localRetryThreshold: '5s',
  retry: { initialInterval: '200ms', maximumInterval: '1m' },
});

/** Effects, by kind. Continue-as-new waits for them, so they give up within minutes. */
export const effects = proxyActivities<Pick<Activities, 'sendMessage' | 'showPlacement'>>({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '10m',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

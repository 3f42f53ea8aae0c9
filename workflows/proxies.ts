import { proxyActivities, proxyLocalActivities, type ActivityFunctionWithOptions } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { EffectKind } from '../domain/effect.ts';
import { mailQueue, webhookQueue, type EffectCall } from './messages.ts';

/**
 * The core, recorded. Below the workflow task timeout of 10 s; a long store outage becomes a timer on the server
 * instead of heartbeats in the history.
 */
export const { decide } = proxyLocalActivities<Pick<Activities, 'decide'>>({
  startToCloseTimeout: '5s',
  localRetryThreshold: '5s',
  retry: { initialInterval: '200ms', maximumInterval: '1m' },
});

/**
 * An attempt knows its own end within 90 s. What waits behind a slow or absent server waits for hours and not for ever,
 * because continue-as-new waits for it. A worker that died is missed after 30 s.
 */
const { sendMessage } = proxyActivities<Pick<Activities, 'sendMessage'>>({
  startToCloseTimeout: '2m',
  heartbeatTimeout: '30s',
  scheduleToCloseTimeout: '6h',
  retry: { initialInterval: '1s', maximumInterval: '10m' },
});

/** Our own channel: a unique insert, repeated until the store takes it. */
const { showPlacement } = proxyActivities<Pick<Activities, 'showPlacement'>>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '500ms', maximumInterval: '30s' },
});

/**
 * Tried again over three days, at times that the activity says itself; an attempt knows its own end within 20 s. The run
 * does not wait for it: the next one goes on where the ledger says.
 */
const { callWebhook } = proxyActivities<Pick<Activities, 'callWebhook'>>({
  startToCloseTimeout: '1m',
  scheduleToCloseTimeout: '5d',
  retry: { initialInterval: '5s', maximumInterval: '1h' },
});

/** A row that tells of it, repeated until the store takes it. */
const { changeTier } = proxyActivities<Pick<Activities, 'changeTier'>>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '500ms', maximumInterval: '30s' },
});

/** A code out of its pool, the same one at every attempt; repeated until the store takes it, or has none left. */
const { grantCoupon } = proxyActivities<Pick<Activities, 'grantCoupon'>>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '500ms', maximumInterval: '30s' },
});

/** An event of another customer; repeated until the store takes it. */
const { tellReferrer } = proxyActivities<Pick<Activities, 'tellReferrer'>>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '500ms', maximumInterval: '30s' },
});

/** How a kind of effect is performed. */
interface Performed<Kind extends EffectKind> {
  readonly activity: ActivityFunctionWithOptions<(call: EffectCall<Kind>) => Promise<unknown>>;
  /** Where its activities wait. */
  readonly queue: (taskQueue: string, sandbox: boolean) => string;
  /** It may take days, and a run that ends hands it on instead of waiting for it. */
  readonly isPatient?: true;
}

/** A new kind of effect does not compile until it is named here. */
export const EFFECTS: { readonly [Kind in EffectKind]: Performed<Kind> } = {
  sendMessage: { activity: sendMessage, queue: mailQueue },
  showPlacement: { activity: showPlacement, queue: (taskQueue) => taskQueue },
  callWebhook: { activity: callWebhook, queue: webhookQueue, isPatient: true },
  changeTier: { activity: changeTier, queue: (taskQueue) => taskQueue },
  grantCoupon: { activity: grantCoupon, queue: (taskQueue) => taskQueue },
  tellReferrer: { activity: tellReferrer, queue: (taskQueue) => taskQueue },
};

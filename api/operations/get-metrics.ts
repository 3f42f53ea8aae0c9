import { CHANNELS } from '../../domain/channels/channel.ts';
import { SECOND, type Instant } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import {
  applyOldest,
  channelsPaused,
  couponPoolsLow,
  eventsAccepted,
  eventsApplied,
  eventsPending,
  eventsQuarantined,
  forgetWorkspaces,
  inboxOldest,
  inboxPending,
  registry,
  silenceDrift,
  subscriptionsPaused,
} from './metrics.ts';
import { getMetricsContract } from './get-metrics.contract.ts';

export const getMetrics = endpoint(getMetricsContract, async (_input, deps) => {
  await measureInbox(deps);
  return { status: 200, body: await registry.metrics() };
});

/** Asked of the store at each scrape, since any process may have stored or delivered. */
async function measureInbox({ stores, clock, log }: ApiDeps): Promise<void> {
  try {
    const [{ workspaces, undelivered }, drifts, low, paused, unheard] = await Promise.all([
      stores.backlog(),
      stores.fitSchedules.drifts(),
      stores.coupons.pools.low(),
      stores.channelSettings.pausedNow(),
      stores.subscriptions.alerts(),
    ]);
    inboxPending.set(undelivered);
    for (const channel of CHANNELS) channelsPaused.set({ channel }, paused[channel] ?? 0);
    const now = clock();
    const ageOf = (oldest: Instant | null) => (oldest === null ? 0 : Math.max(0, (now - oldest) / SECOND));
    inboxOldest.set(Math.max(0, ...workspaces.map(({ oldest }) => ageOf(oldest))));
    forgetWorkspaces();
    for (const { workspace, accepted, applied, pending, quarantined, oldest } of workspaces) {
      eventsAccepted.set({ workspace }, accepted);
      eventsApplied.set({ workspace }, applied);
      eventsPending.set({ workspace }, pending);
      eventsQuarantined.set({ workspace }, quarantined);
      applyOldest.set({ workspace }, ageOf(oldest));
    }
    for (const [workspace, pools] of low) couponPoolsLow.set({ workspace }, pools);
    for (const [workspace, count] of unheard) subscriptionsPaused.set({ workspace }, count);
    for (const { _id: workspace, drift } of drifts) {
      if (drift) silenceDrift.set({ workspace }, drift.alert ? Math.abs(drift.actual - drift.predicted) : 0);
    }
  } catch (error) {
    // Without the store the last values stand: the other metrics are wanted most just then.
    log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'the inbox could not be counted');
  }
}

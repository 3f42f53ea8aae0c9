import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Everything this process counts. Never labelled by customer. */
export const registry = new Registry();
collectDefaultMetrics({ register: registry });

const registers = [registry];
const FAST = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export const httpDuration = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time from the first byte of a request to the last of its reply, by route and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: FAST,
  registers,
});

export const httpInflight = new Gauge({ name: 'http_inflight', help: 'Requests being served.', registers });

export const ingestEvents = new Counter({
  name: 'ingest_events_total',
  help: 'Events by what became of them: accepted, duplicate, conflict, invalid or erased.',
  labelNames: ['result'],
  registers,
});

export const ingestDuration = new Histogram({
  name: 'ingest_duration_seconds',
  help: 'Time to store and deliver one request of events.',
  buckets: FAST,
  registers,
});

export const inboxPending = new Gauge({
  name: 'inbox_pending',
  help: 'Events stored and not yet delivered to their customers.',
  registers,
});

export const inboxOldest = new Gauge({
  name: 'inbox_oldest_seconds',
  help: 'Age of the oldest event that has not been applied, of all workspaces; 0 where there is none.',
  registers,
});

const perWorkspace = (name: string, help: string) =>
  new Gauge({ name, help, labelNames: ['workspace'] as const, registers });

export const eventsAccepted = perWorkspace('events_accepted', 'Events accepted: applied, pending or quarantined.');
export const eventsApplied = perWorkspace('events_applied', 'Events known to be applied to their customers.');
export const eventsPending = perWorkspace('events_pending', 'Events accepted and not known to be applied.');
export const eventsQuarantined = perWorkspace(
  'events_quarantined',
  'Events that cannot be applied; see /v1/quarantine.',
);
export const applyOldest = perWorkspace(
  'apply_oldest_seconds',
  'Age of the oldest event that has not been applied; 0 where there is none.',
);

export const silenceDrift = perWorkspace(
  'silence_drift',
  'By how much predictions of silence were off for certain when last looked at, as a share; 0: they were not.',
);

export const couponPoolsLow = perWorkspace(
  'coupon_pools_low',
  'Pools of coupons of which no more are left than their low water; see /v1/coupon-pools.',
);

export const channelsPaused = new Gauge({
  name: 'channels_paused',
  help: 'Channels of workspaces that send nothing until somebody resumes them; see /v1/channels.',
  labelNames: ['channel'] as const,
  registers,
});

export const subscriptionsPaused = perWorkspace(
  'subscriptions_paused',
  'Subscriptions that were paused by what their receiver did, until somebody resumes them; see /v1/subscriptions.',
);

/** A workspace that is gone must not be reported for ever. */
export function forgetWorkspaces(): void {
  for (const gauge of [
    eventsAccepted,
    eventsApplied,
    eventsPending,
    eventsQuarantined,
    applyOldest,
    silenceDrift,
    couponPoolsLow,
    subscriptionsPaused,
  ])
    gauge.reset();
}

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
  help: 'Events by what became of them: accepted, duplicate, conflict or invalid.',
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
  help: 'Age of the oldest event not yet delivered; 0 where there is none.',
  registers,
});

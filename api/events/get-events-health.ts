import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { eventName } from '../sentences.ts';
import { arrivals, percentile } from './arrivals.ts';
import { getEventsHealthContract } from './get-events-health.contract.ts';

export const getEventsHealth = endpoint(getEventsHealthContract, async ({ caller }, deps) => {
  const { workspace } = caller;
  const [open, above, answers] = await Promise.all([
    deps.stores.openEvents(workspace),
    deps.stores.aboveOrder(workspace),
    deps.temporalAnswers(),
  ]);
  const { counts, last, seconds } = arrivals.of(workspace);
  const { accepted, duplicate: duplicates, conflict: conflicts, invalid } = counts;
  const inMs = (value: number | null) => (value === null ? null : Math.round(value * 10_000) / 10);
  return {
    status: 200,
    body: {
      asOf: isoTime(deps.clock()),
      pending: open.pending,
      oldestPending: open.oldest === null ? null : isoTime(open.oldest),
      setAside: open.quarantined,
      aboveOrder: {
        count: above.count,
        newest: above.newest.map((one) => ({
          customer: one.customer,
          ...eventName(one.event),
          at: isoTime(one.at),
          above: one.above,
        })),
      },
      temporal: answers ? 'here' : 'away',
      since: isoTime(Math.round(performance.timeOrigin)),
      last: last === null ? null : isoTime(last),
      accepted,
      duplicates,
      conflicts,
      invalid,
      p50Ms: inMs(percentile(seconds, 0.5)),
      p99Ms: inMs(percentile(seconds, 0.99)),
    },
  };
});

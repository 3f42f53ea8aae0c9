import { SECOND } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../endpoint.ts';
import { inboxOldest, inboxPending, registry } from '../metrics.ts';
import { getMetricsContract } from './get-metrics.contract.ts';

export const getMetrics = endpoint(getMetricsContract, async (_input, deps) => {
  await measureInbox(deps);
  return { status: 200, body: await registry.metrics() };
});

/** Asked of the store at each scrape, since any process may have stored or delivered. */
async function measureInbox({ stores, clock, log }: ApiDeps): Promise<void> {
  try {
    const { pending, oldest } = await stores.backlog();
    inboxPending.set(pending);
    inboxOldest.set(oldest === null ? 0 : Math.max(0, (clock() - oldest) / SECOND));
  } catch (error) {
    // Without the store the last values stand: the other metrics are wanted most just then.
    log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'the inbox could not be counted');
  }
}

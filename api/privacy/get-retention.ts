import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { jobView } from '../jobs/view.ts';
import { getRetentionContract } from './get-retention.contract.ts';
import { retentionView } from './retention-view.ts';

export const getRetention = endpoint(getRetentionContract, async ({ caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const purge = await deps.jobs.rows.lastPurge(workspace._id);
  return { status: 200, body: { kept: retentionView(workspace), lastPurge: purge && jobView(purge) } };
});

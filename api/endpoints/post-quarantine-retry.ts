import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { ApiProblem } from '../problem.ts';
import { quarantineKey } from '../quarantine-line.ts';
import { postQuarantineRetryContract } from './post-quarantine-retry.contract.ts';

export const postQuarantineRetry = endpoint(postQuarantineRetryContract, async ({ params, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const row = await deps.stores.quarantine.find(workspace._id, quarantineKey(params.id));
  if (row === null) throw new ApiProblem('not-found', 'Nothing of this id is set aside; see GET /v1/quarantine.');
  const events = await deps.stores.quarantine.release(row);
  // Released events are pending: what cannot be delivered now is the sweeper's.
  if (events.length > 0) await deps.ingest.dispatch(events);
  else await deps.ingest.wakeUp(workspace, row.customer);
  return { status: 202, body: { events: events.length } };
});

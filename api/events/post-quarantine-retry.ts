import type { QuarantineRow } from '../../db/events/quarantine.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { isAway } from '../../ingest/away.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { quarantineKey } from './quarantine-line.ts';
import { postQuarantineRetryContract } from './post-quarantine-retry.contract.ts';

export const postQuarantineRetry = endpoint(postQuarantineRetryContract, async ({ params, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const row = await deps.stores.quarantine.find(workspace._id, quarantineKey(params.id));
  if (row === null) throw new ApiProblem('not-found', 'Nothing of this id is set aside; see GET /v1/quarantine.');
  const events = await deps.stores.quarantine.release(row);
  // Released events are pending: what cannot be delivered now is the sweeper's.
  if (events.length > 0) await deps.ingest.dispatch(events);
  else await wake(deps, workspace, row);
  return { status: 202, body: { events: events.length } };
});

/** Nobody else would wake a customer without events: where they cannot be woken, they are set aside again. */
async function wake({ ingest, stores }: ApiDeps, workspace: WorkspaceRow, row: QuarantineRow): Promise<void> {
  try {
    await ingest.wakeUp(workspace, row.customer);
  } catch (error) {
    await stores.quarantine.setAside(
      [{ workspace: row.workspace, customer: row.customer, reason: row.reason }],
      row.since,
    );
    if (!isAway(error)) throw error;
    throw new ApiProblem('temporal-away', 'Temporal cannot be reached, so it stays set aside; try again shortly.', {
      retryAfter: 5,
      cause: error,
    });
  }
}

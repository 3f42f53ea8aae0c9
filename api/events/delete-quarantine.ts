import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { quarantineKey } from './quarantine-line.ts';
import { deleteQuarantineContract } from './delete-quarantine.contract.ts';

export const deleteQuarantine = endpoint(deleteQuarantineContract, async ({ params, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const row = await deps.stores.quarantine.find(workspace._id, quarantineKey(params.id));
  if (row === null) throw new ApiProblem('not-found', 'Nothing of this id is set aside; see GET /v1/quarantine.');
  const droppedAt = row.droppedAt ?? deps.clock();
  await deps.stores.quarantine.drop(row, droppedAt);
  return { status: 200, body: { droppedAt: isoTime(droppedAt) } };
});

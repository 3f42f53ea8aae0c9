import { endpoint } from '../http/endpoint.ts';
import { workspaceGone } from '../http/problem.ts';
import { putRetentionContract } from './put-retention.contract.ts';
import { retentionView, wanted } from './retention-view.ts';

export const putRetention = endpoint(putRetentionContract, async ({ body, caller }, { stores }) => {
  const row = await stores.workspaces.retain(caller.workspace, wanted(body));
  if (row === null) throw workspaceGone();
  return { status: 200, body: { kept: retentionView(row) } };
});

import type { CustomerRow } from '../../db/customers/customers.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../http/problem.ts';

/** @throws ApiProblem where nothing is known of them */
export async function knownCustomer(
  { stores }: Pick<ApiDeps, 'stores'>,
  workspace: WorkspaceId,
  id: CustomerId,
): Promise<CustomerRow> {
  const row = await stores.customers.find(workspace, id);
  if (row === null) throw new ApiProblem('not-found', 'Nothing is known of this customer yet.');
  return row;
}

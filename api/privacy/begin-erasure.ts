import type { ErasureRow } from '../../db/privacy/erasures.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { ApiDeps } from '../deps.ts';

/**
 * From here on nothing is taken for this customer, and a job erases them; asked again, nothing changes.
 * @returns the row, as it is now
 */
export async function beginErasure(
  { stores, jobs, clock }: Pick<ApiDeps, 'stores' | 'jobs' | 'clock'>,
  workspace: WorkspaceId,
  customer: CustomerId,
): Promise<ErasureRow> {
  const row = await stores.erasures.mark(workspace, customer, clock());
  // Where this process dies in between, upkeep begins it.
  if (row.customer !== undefined) {
    await jobs.begin(workspace, { kind: 'erase-customer', options: { erasure: row._id } });
  }
  return row;
}

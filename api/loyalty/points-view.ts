import type { CustomerRow } from '../../db/customers/customers.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Day } from '../../domain/loyalty/calendar.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../http/problem.ts';

/** Such as 2026-11-27. */
export function dayIso(day: Day): string;
export function dayIso(day: Day | null): string | null;
export function dayIso(day: Day | null): string | null {
  return day === null ? null : isoTime(day * DAY).slice(0, 10);
}

export async function knownCustomer(
  { stores }: Pick<ApiDeps, 'stores'>,
  workspace: WorkspaceId,
  id: CustomerId,
): Promise<CustomerRow> {
  const row = await stores.customers.find(workspace, id);
  if (row === null) throw new ApiProblem('not-found', 'Nothing is known of this customer yet.');
  return row;
}

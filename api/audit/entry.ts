import type { AuditRow } from '../../db/workspaces/audit.ts';
import type { Difference } from '../../domain/people/difference.ts';
import type { ApiDeps } from '../deps.ts';
import type { Contract } from '../http/contract.ts';
import { operationId } from '../http/operation-id.ts';

type Wanted = Omit<AuditRow, '_id' | 'at' | 'operation' | 'difference'> & {
  readonly call: Pick<Contract, 'method' | 'path'>;
  readonly difference?: Difference;
};

const NOTHING: Difference = { changed: [], more: 0 };

/** Writes down one change that was made. */
export async function writeEntry(
  { stores, clock }: Pick<ApiDeps, 'clock'> & { readonly stores: Pick<ApiDeps['stores'], 'audit'> },
  { call, difference = NOTHING, ...row }: Wanted,
): Promise<void> {
  await stores.audit.append({ at: clock(), operation: operationId(call), ...row, difference });
}

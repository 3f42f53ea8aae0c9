import type { Connection } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { WORKSPACE_DATA, type PartName } from '../workspaces/workspace-data.ts';
import { ownRowsIn, type PseudonymOf } from './find-own.ts';
import type { StoredRow } from './own-rows.ts';
import { registered } from './register.ts';

/** One row of a customer, and of which part of the register. */
export interface ExportedRow {
  readonly of: PartName;
  readonly row: StoredRow;
}

/** Everything that is known of a customer, part by part, as it is stored. */
export type CustomerExport = (workspace: WorkspaceId, customer: CustomerId) => AsyncIterable<ExportedRow>;

export const EXPORTED_PARTS: readonly PartName[] = WORKSPACE_DATA.flatMap(({ name }) =>
  registered(name)?.exported === true ? [name] : [],
);

export function mongoCustomerExport(connection: Connection, pseudonym: PseudonymOf): CustomerExport {
  const own = ownRowsIn(connection, pseudonym);
  return async function* exported(workspace, customer) {
    for (const of of EXPORTED_PARTS) {
      for await (const row of own.rows({ workspace, customer }, of)) yield { of, row };
    }
  };
}

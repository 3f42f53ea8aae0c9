import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import { toldOf, type Named } from '../../ingest/contact.ts';
import type { ApiDeps } from '../deps.ts';

/** At each round: few enough that nobody's own event waits for them. */
const AT_ONCE = 500;

/**
 * Tells customers of the addresses that version 0.2.0 stored and told nobody of, a few at each round. Any number of
 * processes may do so: what is told twice changes nothing.
 */
export function contactDuties({
  stores,
  ingest,
}: Pick<ApiDeps, 'stores' | 'ingest'>): readonly (() => Promise<void>)[] {
  return [
    async () => {
      const rows = await stores.contacts.untold(AT_ONCE);
      const told: CustomerKey[] = [];
      const workspaces = new Map(await Promise.all([...new Set(rows.map((row) => row.workspace))].map(workspaceOf)));
      for (const row of rows) {
        const workspace = workspaces.get(row.workspace);
        const named: Named = { addresses: ['email'], timezone: row.timezone !== undefined, consents: [] };
        if (workspace) await ingest.acceptProfile(workspace, row.customer, toldOf(row, named));
        told.push(row._id);
      }
      if (told.length > 0) await stores.contacts.noteTold(told);
    },
  ];

  async function workspaceOf(id: WorkspaceId) {
    return [id, await stores.workspaces.find(id)] as const;
  }
}

import { knownCustomerId, type WorkspaceId } from '../../domain/ids.schema.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import type { AuditedKind } from '../../domain/people/audit.ts';
import type { ApiDeps } from '../deps.ts';

/**
 * What the audit log calls a thing: its id, and of whoever is erased, or is being so, the id that was drawn for them. Who
 * knows an id finds by it what was done, and the log itself does not tell it.
 */
export async function knownAs(
  { stores: { erasures } }: { readonly stores: Pick<ApiDeps['stores'], 'erasures'> },
  workspace: WorkspaceId,
  kind: AuditedKind | undefined,
  id: string,
): Promise<string> {
  const read = readShape(knownCustomerId, id);
  if ((kind !== undefined && kind !== 'customer') || 'problems' in read) return id;
  return (await erasures.find(workspace, read.value))?.alias ?? id;
}

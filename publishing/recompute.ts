import { quantileMeasures } from '../domain/scoring/draft-faults.ts';
import type { PartStore } from '../db/playbook/parts.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { baseOf, inForce, type InForce } from './book.ts';
import type { PartModule } from './part.ts';
import { NotPublished } from './problem.ts';
import { publish, type PublishPorts, type Published } from './publish.ts';

export type RecomputePorts = PublishPorts & {
  readonly stores: { readonly parts: Pick<PartStore, 'noteTried'> };
};

/**
 * Computes the cut-offs of the model in force anew, from what it was published as.
 * @param by the id of the key or user that asks for it; left out where Sojourn does by itself
 * @throws NotPublished `conflict` where all of them are fixed, or another model was published meanwhile; `not-publishable`
 * where there are too few customers by now
 */
export async function recompute(
  ports: RecomputePorts,
  part: PartModule<'scoring'>,
  workspace: WorkspaceId,
  by?: string,
): Promise<Published<'scoring'>> {
  const { stores } = ports;
  const { book, now } = await baseOf(stores, workspace, ports.now());
  const before = await inForce(stores, part, workspace, book, 'scoring');
  if (before === undefined || quantileMeasures(before.source).length === 0) {
    throw new NotPublished(
      'conflict',
      'Every cut-off of the model in force is fixed: there is nothing to compute anew.',
    );
  }
  const { row, source } = before;
  const isStill = (other: InForce<'scoring'> | undefined) => {
    if (other?.row.version === row.version) return source;
    throw new NotPublished('conflict', 'Another model was published meanwhile; that one stays in force.');
  };
  const wanted = { workspace, id: part.kind, source: isStill, ...(by === undefined ? {} : { by }) };
  try {
    const published = await publish(ports, part, wanted);
    if (!published.changed) await stores.parts.noteTried(row, now);
    return published;
  } catch (error) {
    if (error instanceof NotPublished && error.code === 'not-publishable') await stores.parts.noteTried(row, now);
    throw error;
  }
}

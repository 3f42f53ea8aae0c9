import type { CatalogueRow } from '../../db/catalogue/catalogue.ts';
import type { ItemId, WorkspaceId } from '../../domain/ids.schema.ts';
import { isoTime } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../http/problem.ts';

export function catalogueView({ item, changedAt, telling, untold }: CatalogueRow) {
  return {
    ...item,
    changedAt: isoTime(changedAt),
    telling:
      telling === undefined
        ? null
        : {
            news: telling.news,
            at: isoTime(telling.at),
            told: telling.told,
            done: untold === undefined,
            cut: telling.isCut === true,
          },
  };
}

/** @throws ApiProblem where the catalogue has no such item */
export async function catalogueItemOf(
  { stores }: Pick<ApiDeps, 'stores'>,
  workspace: WorkspaceId,
  id: ItemId,
): Promise<CatalogueRow> {
  const [row] = await stores.catalogue.find(workspace, [id]);
  if (row === undefined) throw new ApiProblem('not-found', 'There is no such item in the catalogue.');
  return row;
}

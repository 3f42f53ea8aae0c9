import { moneyOf } from '../../db/workspaces/workspaces.ts';
import { CATALOGUE_FIELDS } from '../../imports/catalogue-file.ts';
import { takeCatalogue } from '../../imports/catalogue.ts';
import { UnreadableFile } from '../../imports/cells/rows.ts';
import { fieldProblem, isFaults, parseMapping } from '../../imports/mapping.ts';
import { UploadTooLarge } from '../../imports/upload.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { notReadable } from '../http/not-readable.ts';
import { ApiProblem } from '../http/problem.ts';
import { postCatalogueImportsContract } from './post-catalogue-imports.contract.ts';

export const postCatalogueImports = endpoint(postCatalogueImportsContract, async ({ query, body, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const mapping = parseMapping(query.map, CATALOGUE_FIELDS);
  if (isFaults(mapping)) throw notReadable(mapping);
  const dry = query.dryRun === '1';
  const drop = {
    mapping,
    mark: query.decimal ?? '.',
    digits: moneyOf(workspace).digits,
    workspace: workspace._id,
    now,
    dry,
  } as const;
  try {
    const taken = await takeCatalogue(deps.stores.catalogue, drop, body);
    if (isFaults(taken)) throw notReadable(taken);
    return { status: 200, body: { stored: !dry, ...taken } };
  } catch (error) {
    if (error instanceof UnreadableFile) throw notReadable([fieldProblem('body', error.message)]);
    if (!(error instanceof UploadTooLarge)) throw error;
    const detail =
      'A file of items may have at most 20 MB; what came before that is stored. Send the rest as another file.';
    throw new ApiProblem('too-large', detail, { cause: error });
  }
});

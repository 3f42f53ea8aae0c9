import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { deleteCatalogueItemContract } from './delete-catalogue-item.contract.ts';

export const deleteCatalogueItem = endpoint(deleteCatalogueItemContract, async ({ params, caller }, { stores }) => {
  const wasThere = await stores.catalogue.remove(caller.workspace, params.id);
  if (!wasThere) throw new ApiProblem('not-found', 'There is no such item in the catalogue.');
  return { status: 204 };
});

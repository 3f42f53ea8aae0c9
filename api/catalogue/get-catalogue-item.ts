import { endpoint } from '../http/endpoint.ts';
import { catalogueItemOf, catalogueView } from './catalogue-view.ts';
import { getCatalogueItemContract } from './get-catalogue-item.contract.ts';

export const getCatalogueItem = endpoint(getCatalogueItemContract, async ({ params, caller }, deps) => {
  return { status: 200, body: catalogueView(await catalogueItemOf(deps, caller.workspace, params.id)) };
});

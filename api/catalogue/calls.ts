import type { Endpoint } from '../http/endpoint.ts';
import { deleteCatalogueItem } from './delete-catalogue-item.ts';
import { getCatalogueItem } from './get-catalogue-item.ts';
import { getCatalogueItems } from './get-catalogue-items.ts';
import { getItemNeighbours } from './get-item-neighbours.ts';
import { getRecommendations } from './get-recommendations.ts';
import { postCatalogueImports } from './post-catalogue-imports.ts';
import { putCatalogueItems } from './put-catalogue-items.ts';

/** Every call about what the shop sells and what is recommended of it. */
export const CATALOGUE_CALLS: readonly Endpoint[] = [
  putCatalogueItems,
  postCatalogueImports,
  getCatalogueItems,
  getCatalogueItem,
  deleteCatalogueItem,
  getItemNeighbours,
  getRecommendations,
];

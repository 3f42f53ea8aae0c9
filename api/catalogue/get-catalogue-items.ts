import { z } from 'zod';
import { itemId } from '../../domain/ids.schema.ts';
import { cutPage, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { catalogueView } from './catalogue-view.ts';
import { getCatalogueItemsContract } from './get-catalogue-items.contract.ts';

const cursor = z.tuple([itemId]);

export const getCatalogueItems = endpoint(getCatalogueItemsContract, async ({ query, caller }, { stores }) => {
  const { category, stock, limit } = query;
  const after = query.cursor === undefined ? {} : { after: readCursor(query.cursor, cursor)[0] };
  const rows = await stores.catalogue.list(caller.workspace, { category, stock }, { limit: limit + 1, ...after });
  const { page, next } = cutPage(rows, limit, ({ item }) => [item.id]);
  return { status: 200, body: { items: page.map(catalogueView), next } };
});

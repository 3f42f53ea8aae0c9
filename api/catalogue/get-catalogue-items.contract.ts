import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { nextCursor, pageFields } from '../http/fields.ts';
import { catalogueView } from './catalogue.contract.ts';

export const getCatalogueItemsContract = {
  method: 'get',
  path: '/v1/catalogue/items',
  summary: 'What the shop sells',
  scope: 'marketer',
  role: 'any',
  input: {
    query: z.strictObject({
      category: z.string().min(1).max(100).optional().describe('Only items of this category'),
      stock: z.enum(['there', 'sold-out']).optional().describe('Only items that are there, or that are sold out'),
      ...pageFields(500, 100),
    }),
  },
  output: {
    200: json(
      'One page, in the order of their ids.',
      z.strictObject({ items: z.array(catalogueView).describe('In the order of their ids'), next: nextCursor }),
    ),
  },
} as const satisfies Contract;

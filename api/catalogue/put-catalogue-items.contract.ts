import { z } from 'zod';
import { catalogueItem } from '../../domain/recommend/catalogue.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { fieldProblem } from '../http/fields.ts';

const MOST = 500;

/** Each item is read by itself, so that one that is not right costs no other. */
export const itemsShape = z.strictObject({
  items: z.array(catalogueItem).min(1).max(MOST).describe('At most 500'),
});

export const putCatalogueItemsContract = {
  method: 'put',
  path: '/v1/catalogue/items',
  summary: 'Say what the shop sells',
  description:
    'Up to 500 items, each of which takes the place of the one with its id; the others stay as they are. An item that is not right costs ' +
    'no other: all that is wrong is listed, and where none is right the reply is 422. An item that is there again, or costs at least ' +
    '5 % less, is told to the customers who wait for it, by an event item.back-in-stock or item.price-dropped: those who viewed it ' +
    '(an event view with its id in data.item) within 60 days and have not bought it since; and of an item that is there again also those ' +
    'who bought it at least twice. At most 10,000 customers, those who looked at it last.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'catalogue',
  input: { body: z.strictObject({ items: z.array(z.unknown()).min(1).max(MOST) }) },
  shape: itemsShape,
  limits: 'per-item',
  output: {
    200: json(
      'Stored.',
      z.strictObject({
        added: z.int().describe('Items that were not there before'),
        changed: z.int().describe('Items that are no longer as they were'),
        refused: z.int().describe('Items that were not right, and were left as they are'),
        problems: z.array(fieldProblem).describe('What is wrong with those; the first 100 faults'),
      }),
    ),
  },
  problems: ['invalid', 'store-away'],
  example: {
    items: [
      { id: 'A1', name: 'Teapot', price: 4900, stock: 12, category: 'Kitchen', url: 'https://shop.example.com/a1' },
    ],
  },
} as const satisfies Contract;

import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { itemParams, neighbour } from './catalogue.contract.ts';

export const getItemNeighboursContract = {
  method: 'get',
  path: '/v1/catalogue/items/:id/neighbours',
  summary: 'What is bought together with an item',
  description:
    'At most 20 items that lie with it in at least 5 baskets, and in more than by chance; the surest first. Baskets are purchases that said ' +
    'their items; orders that were refunded in full do not count. The item need not stand in the catalogue.',
  scope: 'marketer',
  role: 'any',
  input: { params: itemParams },
  output: {
    200: json(
      'As of the last time that baskets were looked at, which is within a minute after a purchase.',
      z.strictObject({
        baskets: z.int().describe('How many baskets hold the item'),
        everyDays: z
          .number()
          .nullable()
          .describe('After how many days it is bought again, at the median; null: too few did'),
        neighbours: z.array(neighbour).describe('The surest first'),
      }),
    ),
  },
} as const satisfies Contract;

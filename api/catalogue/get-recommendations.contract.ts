import { z } from 'zod';
import { itemId } from '../../domain/ids.schema.ts';
import { PURPOSES } from '../../domain/recommend/recommend.ts';
import { MOST_RECOMMENDED } from '../../domain/recommend/recommendation.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam, money } from '../http/fields.ts';

const recommendation = z
  .strictObject({
    item: itemId.describe('As purchases name it'),
    name: z.string().nullable().describe('As the catalogue names it; null: the workspace keeps no catalogue'),
    price: money.nullable().describe('Minor units; null: not known'),
    url: z.string().nullable().describe('Where it can be bought; null: not known'),
    image: z.string().nullable().describe('Where its picture is; null: not known'),
    with: itemId.nullable().describe('The second item of a bundle; null: it is no bundle'),
    reason: z
      .enum(['bought-with', 'buy-again', 'popular-in', 'popular', 'bundle'])
      .describe('Why it is recommended, for programs'),
    why: z.string().describe('The same, for people'),
  })
  .meta({ id: 'Recommendation', description: 'An item, and why it is recommended' });

export const getRecommendationsContract = {
  method: 'get',
  path: '/v1/customers/:id/recommendations',
  summary: 'What a customer is recommended',
  description:
    'cross-sell: items they do not have, which go with what they have; then what their segment buys, then what everybody buys. ' +
    'buy-again: what they have, by the time after which it is bought again. bundle: two items they do not have; only for Champions and Loyal. ' +
    'Never what is sold out, nor, where there is a catalogue, what is not in it; cross-sell and bundles never what they have or sent back.',
  scope: 'ingest',
  role: 'any',
  input: {
    params: z.strictObject({ id: customerParam }),
    query: z.strictObject({
      for: z.enum(PURPOSES).default('cross-sell').describe('Something new, something again, or two things at once'),
      limit: z.coerce.number().int().min(1).max(MOST_RECOMMENDED).default(10).describe('At most so many, 1 to 50'),
    }),
  },
  output: {
    200: json(
      'The best first.',
      z.strictObject({
        tone: z
          .enum(['upsell', 'helpful', 'gentle'])
          .describe(
            'How hard they are sold to: upsell (Champions, Loyal): dearer items of their categories first; gentle (those who are going): ' +
              'nothing dearer than what they have bought; helpful: everybody else',
          ),
        recommendations: z
          .array(recommendation)
          .describe('The best first; fewer than asked for where there are no more'),
      }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;

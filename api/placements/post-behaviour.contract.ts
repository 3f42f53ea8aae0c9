import { z } from 'zod';
import { itemId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam, givenTime } from '../http/fields.ts';

const MOST = 50;

const deed = z
  .strictObject({
    id: z
      .uuid('an id is a UUID, such as crypto.randomUUID() makes')
      .describe('Your own: the same id again changes nothing'),
    type: z
      .enum(['view', 'cart'], 'pages tell of view and cart only; orders and everything else come from your backend')
      .describe('view: they looked at something. cart: they put it into the cart'),
    item: itemId.optional().describe('Which article, by its id in the catalogue'),
    quantity: z.int().min(1).max(10_000).optional().describe('How many were put into the cart'),
    path: z
      .string()
      .regex(/^\/[^?#]{0,199}$/, 'a path begins with / and has nothing behind it, at most 200 characters')
      .optional()
      .describe('Of the page, without what stands behind ? or #'),
    at: givenTime
      .optional()
      .describe('When, by the clock of the page; left out, now. Never later than it is here, nor a day earlier'),
  })
  .meta({ id: 'Behaviour', description: 'What somebody did on a page' });

const result = z
  .strictObject({
    id: z.string().nullable().describe('As sent'),
    status: z
      .enum(['accepted', 'duplicate', 'refused'])
      .describe(
        'accepted: stored durably. duplicate: told before. refused: the id came before with other content, or the customer was erased',
      ),
  })
  .meta({ id: 'BehaviourResult', description: 'What became of it' });

export const postBehaviourContract = {
  method: 'post',
  path: '/v1/placements/behaviour',
  summary: 'Tell what customers look at and put into their cart',
  description:
    `Up to ${MOST} at once, by a page with a token of the customer. They reach the customer as events of the types view and cart of the source browser, with item, quantity and path as data, ` +
    'and each counts once by its id. Purchases and refunds are not taken from pages, whatever token they have.',
  scope: 'ingest',
  role: 'none',
  token: true,
  audit: 'unwritten',
  input: {
    body: z.strictObject({
      customer: customerParam.optional().describe('Who did it; with a token it is its customer'),
      events: z
        .array(deed)
        .min(1, 'send at least one')
        .max(MOST, `at most ${MOST} at once`)
        .describe('In the order in which it happened'),
    }),
  },
  output: {
    200: json(
      'One result per event, in the order given.',
      z.strictObject({ results: z.array(result).describe('One per event, in the order given') }),
    ),
  },
  problems: ['store-away'],
  example: {
    customer: 'c-17',
    events: [{ id: '0b0f2f7e-7a0a-4b0e-9d0e-0a6a3b8c2d11', type: 'cart', item: '85123A', quantity: 1, path: '/mugs' }],
  },
} as const satisfies Contract;

import { z } from 'zod';
import { couponCode } from '../../domain/coupons/code.schema.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { language } from '../../domain/templates/template.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';

/** What the demo shop sells. */
export const PRODUCTS = ['mug', 'book', 'lamp', 'chair'] as const;
export type Product = (typeof PRODUCTS)[number];

/** What tells that an order has arrived. */
export const DELIVERED = 'shop.delivered';

/** Whoever the shop made up, so that nobody orders in the name of a customer. */
const shopper = customerId
  .refine((id) => /^shopper-[0-9a-f]{12}$/.test(id), 'only a shopper that POST /v1/demo-shop/visits has made up')
  .describe('The made-up pseudonym of a shopper');

const product = z.enum(PRODUCTS).describe('What is bought');
const amount = z.int().describe("Minor units of the workspace's currency");

export const postVisitsContract = {
  method: 'post',
  path: '/v1/demo-shop/visits',
  summary: 'Come into the demo shop',
  description:
    'Plays the backend of a shop, for the page /shop: makes up a newcomer, tells of the visit by an event shop.visited, and signs a token for ' +
    'placements with the newest key of HS256. Only in a workspace with a test clock, where everybody is made up.',
  scope: 'marketer',
  role: 'any',
  audit: 'customer',
  input: {
    body: z.strictObject({
      customer: shopper.optional().describe('Who comes again; left out: a newcomer'),
      language: language.optional().describe('What they read: it becomes their attribute locale'),
    }),
  },
  output: {
    201: json(
      'Good for a quarter of an hour.',
      z.strictObject({
        customer: z.string().describe('The made-up pseudonym'),
        token: z.string().describe('For GET /v1/placements and POST /v1/placements/events'),
        expiresAt: time,
        products: z.array(z.strictObject({ id: product, amount })).describe('What the shop sells'),
      }),
    ),
  },
  problems: ['conflict'],
  example: {},
} as const satisfies Contract;

const order = z
  .string()
  .regex(/^shop-order:[0-9a-f-]{36}$/, 'the id of an order, as POST /v1/demo-shop/orders told it')
  .describe('The id of an order of this shop');

export const postOrdersContract = {
  method: 'post',
  path: '/v1/demo-shop/orders',
  summary: 'Buy in the demo shop',
  description:
    'Sends the event of the purchase, as the backend of a shop does; with a coupon, reserves it before and redeems it after. One that does not ' +
    'work is a conflict, and nothing is bought. Only in a workspace with a test clock.',
  scope: 'marketer',
  role: 'any',
  audit: 'customer',
  input: {
    body: z.strictObject({
      customer: shopper,
      product,
      coupon: couponCode.optional().describe('The code of a coupon; left out, none is used'),
    }),
  },
  output: {
    201: json('It is stored, and mostly decided.', z.strictObject({ order: z.string().describe('Its id'), amount })),
  },
  problems: ['conflict', 'store-away', 'overloaded'],
  example: { customer: 'shopper-0123456789ab', product: 'mug' },
} as const satisfies Contract;

/** What the backend of a shop tells of an order later. */
const afterwards = {
  method: 'post',
  scope: 'marketer',
  role: 'any',
  audit: 'customer',
  input: { body: z.strictObject({ customer: shopper, order }) },
  problems: ['conflict', 'not-found', 'store-away'],
  example: { customer: 'shopper-0123456789ab', order: 'shop-order:1b4e28ba-2fa1-4d2b-883f-0016d3cca427' },
} as const satisfies Omit<Contract, 'path' | 'summary' | 'output'>;

export const postDeliveriesContract = {
  ...afterwards,
  path: '/v1/demo-shop/deliveries',
  summary: 'Say that an order of the demo shop has arrived',
  description: `Sends the event ${DELIVERED} with the order in its data, which makes the points of the order active. Said twice, it changes nothing.`,
  output: { 201: json('It is stored, and mostly decided.', z.strictObject({ order: z.string().describe('Its id') })) },
} as const satisfies Contract;

export const postReturnsContract = {
  ...afterwards,
  path: '/v1/demo-shop/returns',
  summary: 'Give an order of the demo shop back',
  description: 'Sends the event of a refund of all that is left of it. One of which nothing is left is a conflict.',
  output: {
    201: json(
      'It is stored, and mostly decided.',
      z.strictObject({ order: z.string().describe('Its id'), amount: amount.describe('What was given back') }),
    ),
  },
} as const satisfies Contract;

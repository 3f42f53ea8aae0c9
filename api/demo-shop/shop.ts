import { randomBytes, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { moneyOf, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { CouponCode } from '../../domain/coupons/code.schema.ts';
import { customerId, eventId, sourceId, type CustomerId } from '../../domain/ids.schema.ts';
import { eventKey } from '../../domain/keys.ts';
import { isoTime, MINUTE, SECOND } from '../../domain/time.ts';
import { acceptEvents } from '../../ingest/accept.ts';
import { untilApplied } from '../../ingest/clock.ts';
import { eventRow } from '../../ingest/event-row.ts';
import { readEvent } from '../../ingest/read-event.ts';
import { LOCALE } from '../../domain/templates/choose.ts';
import { askCoupon } from '../coupons/ask-coupon.ts';
import { sayAttributes } from '../customers/said-attributes.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import { hereOf } from '../http/here.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { AUDIENCE } from '../placements/token.ts';
import {
  DELIVERED,
  postDeliveriesContract,
  postOrdersContract,
  postReturnsContract,
  postVisitsContract,
  PRODUCTS,
  type Product,
} from './shop.contract.ts';

/** Short, so that the page shows how a token is renewed. */
const GOOD_FOR = 15 * MINUTE;
const ID_BYTES = 6;
const SOURCE = sourceId.parse('demo-shop');
/** In whole units of whatever currency the workspace has. */
const PRICES: Readonly<Record<Product, number>> = { mug: 12, book: 25, lamp: 60, chair: 140 };

export const postVisits = endpoint(postVisitsContract, async ({ body, caller }, deps) => {
  const workspace = await sandboxOf(deps, caller);
  const customer = body.customer ?? customerId.parse(`shopper-${randomBytes(ID_BYTES).toString('hex')}`);
  const { token, expiresAt } = await tokenFor(deps, workspace, customer);
  // Before the visit, which is greeted in their language.
  if (body.language !== undefined)
    await sayAttributes(deps, caller, customer, { attributes: { [LOCALE]: body.language } });
  if (body.customer === undefined) await tell(deps, workspace, { customer, type: 'shop.visited', id: randomUUID() });
  const products = PRODUCTS.map((id) => ({ id, amount: amountOf(id, workspace) }));
  return { status: 201, body: { customer, token, expiresAt: isoTime(expiresAt), products } };
});

export const postOrders = endpoint(postOrdersContract, async ({ body, caller }, deps) => {
  const workspace = await sandboxOf(deps, caller);
  const { customer, product, coupon } = body;
  const order = `shop-order:${randomUUID()}`;
  const asked = { customer, order };
  const price = amountOf(product, workspace);
  const discount = coupon === undefined ? 0 : await reserve(deps, caller, coupon, { ...asked, price });
  const amount = price - discount;
  await tell(deps, workspace, { customer, type: 'purchase', id: order, amount, data: { product } });
  if (coupon !== undefined) await askCoupon(deps, caller, coupon, { wants: 'redeem', ...asked, discount });
  return { status: 201, body: { order, amount } };
});

export const postDeliveries = endpoint(postDeliveriesContract, async ({ body, caller }, deps) => {
  const workspace = await sandboxOf(deps, caller);
  const { customer, order } = body;
  await orderOf(deps, workspace, body);
  await tell(deps, workspace, { customer, type: DELIVERED, id: `shop-delivery:${order}`, data: { order } });
  return { status: 201, body: { order } };
});

export const postReturns = endpoint(postReturnsContract, async ({ body, caller }, deps) => {
  const workspace = await sandboxOf(deps, caller);
  const { customer, order } = body;
  const amount = await orderOf(deps, workspace, body);
  if (amount === 0) throw new ApiProblem('conflict', `Nothing is left of the order ${order}: it was given back.`);
  await tell(deps, workspace, { customer, type: 'refund', id: `shop-return:${order}`, order, amount });
  return { status: 201, body: { order, amount } };
});

/**
 * Holds a coupon for an order, so that nobody else uses it meanwhile.
 * @returns what it takes off, minor units; never more than the price
 * @throws ApiProblem with the exact reason where it does not work
 */
async function reserve(
  deps: ApiDeps,
  caller: Caller,
  code: CouponCode,
  { price, ...asked }: { readonly customer: CustomerId; readonly order: string; readonly price: number },
): Promise<number> {
  const answer = await askCoupon(deps, caller, code, { wants: 'reserve', ...asked });
  if (answer.status === 'refused') throw new ApiProblem('conflict', answer.text);
  const { value } = answer;
  switch (value.by) {
    case 'percent':
      return Math.floor((price * value.percent) / 100);
    case 'amount':
      return Math.min(price, value.amount);
    case 'free':
      return 0;
  }
}

/** @returns what is left of it, minor units. @throws ApiProblem where this shopper has no such order */
async function orderOf(
  { stores }: ApiDeps,
  { _id: workspace }: WorkspaceRow,
  { customer, order }: { readonly customer: CustomerId; readonly order: string },
): Promise<number> {
  const key = eventKey(workspace, SOURCE, eventId.parse(order));
  const { purchases, refunds } = await stores.readOrders([key]);
  const bought = purchases.get(key);
  if (bought?.customer !== customer) throw new ApiProblem('not-found', `${customer} has no order ${order}.`);
  return refunds.reduce((left, refund) => left - refund.amount, bought.amount);
}

/** @throws ApiProblem where customers are real: nobody may play a shop there */
async function sandboxOf(deps: ApiDeps, caller: Caller): Promise<WorkspaceRow> {
  const { workspace } = await hereOf(deps, caller);
  if (workspace.clock !== undefined) return workspace;
  throw new ApiProblem(
    'conflict',
    'The demo shop is only in workspaces with a test clock, where everybody is made up.',
  );
}

async function tokenFor({ stores, clock }: ApiDeps, { _id: workspace }: WorkspaceRow, customer: CustomerId) {
  const { keys, mode } = await stores.placementSettings.find(workspace);
  const key = keys.find(({ alg }) => alg === 'HS256');
  if (mode === 'off' || key?.alg !== 'HS256') {
    const message = 'The shop cannot sign tokens yet: add a key with POST /v1/placements/keys, and take tokens.';
    throw new ApiProblem('conflict', message);
  }
  const now = clock();
  const expiresAt = now + GOOD_FOR;
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: key.alg, kid: key.kid })
    .setIssuer(workspace)
    .setAudience(AUDIENCE)
    .setSubject(customer)
    .setIssuedAt(Math.floor(now / SECOND))
    .setExpirationTime(Math.floor(expiresAt / SECOND))
    .sign(Buffer.from(key.secret, 'base64url'));
  return { token, expiresAt };
}

/** By the door of all events, read as any other is. */
async function tell({ ingest, clock }: ApiDeps, workspace: WorkspaceRow, said: object): Promise<void> {
  const read = readEvent({ source: SOURCE, ...said });
  if ('problem' in read) throw new Error(`the demo shop said something wrong: ${read.problem.message}`);
  const row = eventRow(read.wire, { workspace, receivedAt: clock() });
  await acceptEvents(ingest, [row]);
  await untilApplied(ingest.clock, [row._id]);
}

function amountOf(product: Product, workspace: WorkspaceRow): number {
  return PRICES[product] * 10 ** moneyOf(workspace).digits;
}

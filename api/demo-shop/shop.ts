import { randomBytes, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { moneyOf, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { customerId, type CustomerId } from '../../domain/ids.schema.ts';
import { isoTime, MINUTE, SECOND } from '../../domain/time.ts';
import { acceptEvents } from '../../ingest/accept.ts';
import { untilApplied } from '../../ingest/clock.ts';
import { eventRow } from '../../ingest/event-row.ts';
import { readEvent } from '../../ingest/read-event.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import { hereOf } from '../http/here.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { AUDIENCE } from '../placements/token.ts';
import { postOrdersContract, postVisitsContract, PRODUCTS, type Product } from './shop.contract.ts';

/** Short, so that the page shows how a token is renewed. */
const GOOD_FOR = 15 * MINUTE;
const ID_BYTES = 6;
/** In whole units of whatever currency the workspace has. */
const PRICES: Readonly<Record<Product, number>> = { mug: 12, book: 25, lamp: 60, chair: 140 };

export const postVisits = endpoint(postVisitsContract, async ({ body, caller }, deps) => {
  const workspace = await sandboxOf(deps, caller);
  const customer = body.customer ?? customerId.parse(`shopper-${randomBytes(ID_BYTES).toString('hex')}`);
  const { token, expiresAt } = await tokenFor(deps, workspace, customer);
  if (body.customer === undefined) await tell(deps, workspace, { customer, type: 'shop.visited', id: randomUUID() });
  const products = PRODUCTS.map((id) => ({ id, amount: amountOf(id, workspace) }));
  return { status: 201, body: { customer, token, expiresAt: isoTime(expiresAt), products } };
});

export const postOrders = endpoint(postOrdersContract, async ({ body, caller }, deps) => {
  const workspace = await sandboxOf(deps, caller);
  const { customer, product } = body;
  const [order, amount] = [`shop-order:${randomUUID()}`, amountOf(product, workspace)];
  await tell(deps, workspace, { customer, type: 'purchase', id: order, amount, data: { product } });
  return { status: 201, body: { order, amount } };
});

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
  const read = readEvent({ source: 'demo-shop', ...said });
  if ('problem' in read) throw new Error(`the demo shop said something wrong: ${read.problem.message}`);
  const row = eventRow(read.wire, { workspace, receivedAt: clock() });
  await acceptEvents(ingest, [row]);
  await untilApplied(ingest.clock, [row._id]);
}

function amountOf(product: Product, workspace: WorkspaceRow): number {
  return PRICES[product] * 10 ** moneyOf(workspace).digits;
}

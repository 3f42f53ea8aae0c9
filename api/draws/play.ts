import type { ClaimRow } from '../../db/draws/claims.ts';
import type { CustomerId, DrawId } from '../../domain/ids.schema.ts';
import type { Draw } from '../../domain/loyalty/draws/draw.schema.ts';
import { prizeOrder } from '../../domain/loyalty/draws/order.ts';
import type { Loyalty } from '../../domain/loyalty/program.ts';
import { isoTime } from '../../domain/time.ts';
import { drawRow } from '../../ingest/draw-row.ts';
import type { ApiDeps } from '../deps.ts';
import type { Here } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { knownCustomer } from '../customers/known-customer.ts';

const AGAIN_AFTER = 2;

interface Asked {
  readonly id: DrawId;
  readonly customer: CustomerId;
  readonly ticket: number;
}

/**
 * Plays a ticket, and answers once the customer's journal has what it came to. The same ticket again is answered as the
 * first time.
 * @throws ApiProblem where there is no such draw or ticket, or where the customer has not decided it in time
 */
export async function playDraw(deps: ApiDeps, here: Here, asked: Asked) {
  const { workspace, now } = here;
  const { loyalty } = await deps.stores.playbooks.load(workspace._id, workspace.playbook);
  const draw = loyalty?.draws.find(({ id }) => id === asked.id);
  if (loyalty === undefined || draw === undefined) throw noDraw(asked.id);
  const claim = await claimFor(deps, here, { loyalty, draw }, asked);
  const { outcome } = await deps.ingest.askPoints(workspace, drawRow(workspace, claim, deps.clock()));
  if (outcome === null) throw notDecided();
  if (outcome.is !== 'accepted') {
    // They lost it between the claim and the decision; the same call again finds the same.
    await deps.stores.draws.giveBack(claim);
    throw noTicket(asked.ticket);
  }
  return { draw: draw.id, ticket: asked.ticket, prize: prizeIn(draw, claim), asOf: isoTime(now) };
}

/** Nothing is taken out of stock for a ticket that nobody holds. */
async function claimFor(
  deps: ApiDeps,
  { workspace, now }: Here,
  { loyalty, draw }: { readonly loyalty: Loyalty; readonly draw: Draw },
  { id, customer, ticket }: Asked,
): Promise<ClaimRow> {
  const { draws } = deps.stores;
  const wanted = { workspace: workspace._id, draw: id, customer, ticket };
  const before = await draws.find(wanted);
  if (before !== null) return before;
  const { state } = await knownCustomer(deps, workspace._id, customer);
  if (!state.loyalty?.tickets?.some((one) => one.fact === ticket && one.draw === id)) throw noTicket(ticket);
  const salt = `${workspace._id}:${id}:${loyalty.version}`;
  return await draws.claim({ ...wanted, at: now }, prizeOrder(draw, salt, `${customer}:${ticket}`));
}

function prizeIn({ prizes }: Draw, { prize, reward }: ClaimRow) {
  return prize && { id: prize, name: prizes.find(({ id }) => id === prize)?.name ?? prize, reward };
}

function noDraw(id: DrawId): ApiProblem {
  return new ApiProblem(
    'not-found',
    `There is no draw "${id}" in the loyalty programme in force; GET /v1/draws lists them.`,
  );
}

function noTicket(ticket: number): ApiProblem {
  const message = `This customer has no ticket ${ticket} of this draw to play; GET /v1/customers/:id/tickets lists those they have.`;
  return new ApiProblem('conflict', message);
}

function notDecided(): ApiProblem {
  const message =
    'What was drawn is stored, and the customer has not decided it yet. Send the same call again: nothing is drawn twice.';
  return new ApiProblem('not-decided', message, { retryAfter: AGAIN_AFTER });
}

import type { PointsOutcome } from '../../domain/events/outcome.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import { isoTime } from '../../domain/time.ts';
import { pointsRow, type PointsAsked } from '../../ingest/points-row.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { knownCustomer } from '../customers/known-customer.ts';

const AGAIN_AFTER = 2;

/** @throws ApiProblem where nothing is decided: there is no programme, no such customer, another request of that key, or nobody answers */
export async function askForPoints(deps: ApiDeps, caller: Caller, id: CustomerId, key: string, asked: PointsAsked) {
  const { workspace, now } = await hereOf(deps, caller);
  const { loyalty } = await deps.stores.playbooks.load(workspace._id, workspace.playbook);
  if (loyalty === undefined) throw noProgramme();
  await knownCustomer(deps, workspace._id, id);
  const row = pointsRow(workspace, id, key, asked, deps.clock());
  const { verdict, outcome } = await deps.ingest.askPoints(workspace, row);
  if (verdict === 'conflict') throw otherRequest(key);
  if (outcome === null) throw notDecided();
  return { status: statusOf(outcome), active: outcome.active, asOf: isoTime(now) };
}

/** Tickets and other customers are asked about elsewhere. */
function statusOf({ is }: PointsOutcome): 'accepted' | 'insufficient' | 'nothing-spent' {
  return is === 'accepted' || is === 'insufficient' ? is : 'nothing-spent';
}

function noProgramme(): ApiProblem {
  const message = 'There is no loyalty programme, so nobody has points; publish one with POST /v1/loyalty/publish.';
  return new ApiProblem('conflict', message);
}

function otherRequest(key: string): ApiProblem {
  const message = `The key "${key}" was used for another customer, amount or reason before; nothing has changed. Send a new key for a new request.`;
  return new ApiProblem('conflict', message);
}

function notDecided(): ApiProblem {
  const message =
    'The request is stored, and the customer has not decided it yet. Send it again with the same key: nothing is done twice.';
  return new ApiProblem('not-decided', message, { retryAfter: AGAIN_AFTER });
}

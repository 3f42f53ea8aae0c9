import { randomUUID } from 'node:crypto';
import type { EventRow } from '../../db/events/events.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { JourneyId } from '../../domain/ids.schema.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import type { Problem, Uncoded } from '../../domain/problem.ts';
import type { Instant } from '../../domain/time.ts';
import { acceptEvents } from '../../ingest/accept.ts';
import { untilApplied } from '../../ingest/clock.ts';
import { entryRow } from '../../ingest/entry-row.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { findHostile } from '../http/hostile.ts';
import { ApiProblem } from '../http/problem.ts';
import { liveJourney } from './journey-view.ts';
import { postJourneyEnterContract, wantedShape } from './post-journey-enter.contract.ts';

export const postJourneyEnter = endpoint(
  postJourneyEnterContract,
  async ({ params, body, caller, requestId }, deps) => {
    const { workspace } = await hereOf(deps, caller);
    const { definition } = await liveJourney(deps, caller.workspace, params.id);
    if (definition.enter.on !== 'api') throw notByApi(params.id, definition.enter.on);
    const call = { workspace, journey: params.id, ref: requestId, receivedAt: deps.clock() };
    const items = body.customers.map((value) => itemOf(value, call));
    const rows = items.flatMap((item) => ('row' in item ? item.row : []));
    if (rows.length === 0) throw noneIsRight(items);
    const verdicts = (await acceptEvents(deps.ingest, rows)).values();
    if (workspace.clock !== undefined) await untilApplied(deps.ingest.clock, [...new Set(rows.map(({ _id }) => _id))]);
    const results = items.map((item) => {
      const { customer } = item;
      if ('problem' in item) return { customer, status: 'invalid' as const, problem: item.problem };
      return { customer, status: verdicts.next().value ?? ('accepted' as const) };
    });
    return { status: 202, body: { results } };
  },
);

type Item =
  | { readonly customer: string; readonly row: EventRow }
  | { readonly customer: string | null; readonly problem: Uncoded };

interface Call {
  readonly workspace: WorkspaceRow;
  readonly journey: JourneyId;
  readonly ref: string;
  readonly receivedAt: Instant;
}

function itemOf(value: unknown, { workspace, journey, ref, receivedAt }: Call): Item {
  const problem = findHostile(value);
  if (problem) return { customer: customerIn(value), problem };
  const read = readShape(wantedShape, value);
  if ('problems' in read) {
    const { path, message } = read.problems[0] ?? { path: '', message: 'this names no customer' };
    return { customer: customerIn(value), problem: { path, message } };
  }
  const { customer, id = randomUUID(), entry } = read.value;
  const wanted = { customer, id, journey, by: 'api' as const, ref, ...(entry === undefined ? {} : { entry }) };
  return { customer, row: entryRow(wanted, workspace, receivedAt) };
}

const SHOWN = 128;

function customerIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('customer' in value)) return null;
  return typeof value.customer === 'string' ? value.customer.slice(0, SHOWN).toWellFormed() : null;
}

function notByApi(id: JourneyId, on: string): ApiProblem {
  const message =
    `"${id}" does not let customers in by this call but by "${on}"; publish it with enter {"on": "api"}, or begin ` +
    'a launch: POST /v1/launches.';
  return new ApiProblem('conflict', message);
}

const SHOWN_PROBLEMS = 100;

function noneIsRight(items: readonly Item[]): ApiProblem {
  const problems = items.slice(0, SHOWN_PROBLEMS).flatMap((item, place): readonly Problem[] => {
    if (!('problem' in item)) return [];
    const { path, message } = item.problem;
    return [{ code: 'invalid', path: `customers[${place}]${path === '' ? '' : `.${path}`}`, message }];
  });
  const [first] = problems;
  return new ApiProblem('invalid', `Nobody was let in. ${first?.path ?? ''}: ${first?.message ?? ''}`, { problems });
}

import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { SourceId } from '../../domain/ids.schema.ts';
import type { EventKey } from '../../domain/keys.ts';
import type { Problem, Uncoded } from '../../domain/problem.ts';
import { isObject } from '../../domain/sources/foreign.ts';
import type { Instant } from '../../domain/time.ts';
import { acceptEvents, type Verdict } from '../../ingest/accept.ts';
import { untilApplied } from '../../ingest/clock.ts';
import { eventRow, arrivalProblem, tooOld } from '../../ingest/event-row.ts';
import type { Taken } from '../../ingest/sources/ports.ts';
import { readEvent } from '../../ingest/read-event.ts';
import { refundsAbove } from '../../ingest/refunds-above.ts';
import type { EventRow } from '../../db/events/events.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { DEFAULT_LIMITS, findHostile } from '../http/hostile.ts';
import { ingestDuration, ingestEvents } from '../operations/metrics.ts';
import { ApiProblem } from '../http/problem.ts';
import { noteEvents, sendingOf } from '../sources/sending.ts';
import { arrivals, type ArrivalResult } from './arrivals.ts';
import { postEventsContract } from './post-events.contract.ts';

const MAX_BYTES = 32 * 1024;

type Item =
  | { readonly id: string | null; readonly row: EventRow }
  | { readonly id: string | null; readonly problem: Problem };

export const postEvents = endpoint(postEventsContract, async ({ body, caller }, deps) => {
  const done = ingestDuration.startTimer();
  const { workspace } = await hereOf(deps, caller);
  const receivedAt = deps.clock();
  const source = 'source' in caller.who ? caller.who.source : undefined;
  const read = (Array.isArray(body) ? body : [body]).map((value) =>
    itemOf(sentBy(source, value), workspace, receivedAt),
  );
  const { above } = await refundsAbove(deps.stores.readOrders, rowsOf(read));
  const items = read.map((item) => refusedIn(item, above));
  const rows = rowsOf(items);
  if (rows.length === 0) {
    arrivals.add(caller.workspace, { at: receivedAt, results: items.map(() => 'invalid') });
    if (source !== undefined) await noteEvents(deps, sendingOf(workspace, source, receivedAt), takenOf(items, []), []);
    throw noneIsRight(items, Array.isArray(body));
  }
  const verdicts = (await acceptEvents(deps.ingest, rows)).values();
  if (workspace.clock !== undefined) await untilApplied(deps.ingest.clock, deliverable(rows));
  const results = items.map((item) => {
    if ('problem' in item) return { id: item.id, status: 'invalid' as const, problem: item.problem };
    return { id: item.id, status: verdicts.next().value ?? ('accepted' as const) };
  });
  for (const { status } of results) ingestEvents.inc({ result: status });
  if (source !== undefined) {
    const statuses = results.map(({ status }) => status);
    await noteEvents(deps, sendingOf(workspace, source, receivedAt), takenOf(items, statuses), rows);
  }
  const seconds = done();
  const told = results.map(({ status }) => (status === 'erased' ? 'invalid' : status));
  arrivals.add(caller.workspace, { at: receivedAt, results: told, seconds });
  return { status: 202, body: { results } };
});

/** What the key of a source sends comes from that source, where it says nothing else. */
function sentBy(source: SourceId | undefined, value: unknown): unknown {
  const isOpen = source !== undefined && isObject(value) && !('source' in value);
  return isOpen ? { ...value, source } : value;
}

/** For the tally of a source. @param statuses one for each item; left out, none is right */
function takenOf(items: readonly Item[], statuses: readonly (ArrivalResult | Verdict)[]): readonly Taken[] {
  return items.map((item, place): Taken => {
    const { id } = item;
    if ('problem' in item) return { id, status: 'refused', reason: 'malformed', ...item.problem };
    const status = statuses[place];
    if (status === 'erased') {
      return { id, status: 'refused', reason: 'erased', path: '', message: 'its customer was erased' };
    }
    if (status !== 'conflict') return { id, status: status === 'duplicate' ? 'duplicate' : 'accepted' };
    const message = 'this id came before with other content; the first one stays';
    return { id, status: 'refused', reason: 'conflict', path: '', message };
  });
}

function rowsOf(items: readonly Item[]): readonly EventRow[] {
  return items.flatMap((item) => ('row' in item ? item.row : []));
}

function refusedIn(item: Item, above: ReadonlyMap<EventRow, Problem>): Item {
  const problem = 'row' in item ? above.get(item.row) : undefined;
  return problem === undefined ? item : { id: item.id, problem };
}

function itemOf(value: unknown, workspace: WorkspaceRow, receivedAt: Instant): Item {
  const id = idOf(value);
  const hostile = findHostile(value, DEFAULT_LIMITS);
  if (hostile) return { id, problem: invalid(hostile) };
  if (Buffer.byteLength(JSON.stringify(value)) > MAX_BYTES) {
    return { id, problem: invalid({ path: '', message: 'an event is at most 32 KB; send less in data or items' }) };
  }
  const read = readEvent(value);
  if ('problem' in read) return { id, problem: invalid(read.problem) };
  const problem = arrivalProblem(read.wire, workspace, receivedAt);
  if (problem) return { id, problem: invalid(problem) };
  const old = tooOld(read.wire, workspace, receivedAt);
  if (old) return { id, problem: { code: 'too-old', ...old } };
  return { id, row: eventRow(read.wire, { workspace, receivedAt }) };
}

function invalid(problem: Uncoded): Problem {
  return { code: 'invalid', ...problem };
}

/** Rows ahead of the clock wait for it. */
function deliverable(rows: readonly EventRow[]): readonly EventKey[] {
  return [...new Set(rows.filter((row) => row.p === 1).map((row) => row._id))];
}

const SHOWN = 128;
const SHOWN_PROBLEMS = 100;

function idOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null;
  return typeof value.id === 'string' ? value.id.slice(0, SHOWN).toWellFormed() : null;
}

function noneIsRight(items: readonly Item[], isBatch: boolean): ApiProblem {
  const problems = items.flatMap((item, index): readonly Problem[] => {
    if (!('problem' in item)) return [];
    const { code, path, message } = item.problem;
    const where = isBatch ? `[${index}]${path === '' ? '' : `.${path}`}` : path;
    return [{ code, path: where, message }];
  });
  ingestEvents.inc({ result: 'invalid' }, problems.length);
  const [first] = problems;
  const more =
    problems.length > SHOWN_PROBLEMS ? ` (the first ${SHOWN_PROBLEMS} of ${problems.length} are listed)` : '';
  return new ApiProblem('invalid', `Nothing was stored. ${first?.path ?? ''}: ${first?.message ?? ''}${more}`, {
    problems: problems.slice(0, SHOWN_PROBLEMS),
  });
}

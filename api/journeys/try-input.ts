import type { z } from 'zod';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { EventRow } from '../../db/events/events.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import type { Problem } from '../../domain/problem.ts';
import { isoTime, type Instant } from '../../domain/time.ts';
import { arrivalProblem, eventRow } from '../../ingest/event-row.ts';
import { readEvent } from '../../ingest/read-event.ts';
import { invalidInput } from '../http/problem.ts';
import type { postJourneyTryContract } from './post-journey-try.contract.ts';

export type TryAsked = z.output<typeof postJourneyTryContract.input.body>;

/** When events of a list may have happened. */
interface Within {
  readonly from: Instant;
  readonly to: Instant;
  /** For those that do not say it. */
  readonly usual: Instant;
}

interface Reading extends Within {
  readonly workspace: WorkspaceRow;
  readonly customer: CustomerId;
  /** Of the list in the body. */
  readonly path: string;
}

/**
 * The events of a list, as they would be stored had each been told at once.
 * @throws ApiProblem with every fault, and where it is
 */
export function eventsFrom(list: readonly unknown[], reading: Reading): readonly EventRow[] {
  const read = list.map((value, place) => rowOf(value, place, reading));
  const problems = read.flatMap((one) => ('problem' in one ? [one.problem] : []));
  const rows = read.flatMap((one) => ('row' in one ? [one.row] : []));
  const seen = new Set<string>();
  for (const [place, { _id }] of rows.entries()) {
    if (seen.has(_id)) problems.push(fault(`${reading.path}[${place}].id`, 'this id is taken by an event before it'));
    seen.add(_id);
  }
  if (problems.length > 0) throw invalidInput('body', problems);
  return rows;
}

function rowOf(value: unknown, place: number, reading: Reading): { readonly row: EventRow } | { problem: Problem } {
  const { workspace, customer, path, from, to, usual } = reading;
  const at = `${path}[${place}]`;
  const read = readEvent(withDefaults(value, `${path}:${place}`, reading));
  if ('problem' in read) return { problem: fault(join(at, read.problem.path), read.problem.message) };
  const { wire } = read;
  if (wire.customer !== customer) return { problem: fault(`${at}.customer`, `only "${customer}" walks here`) };
  const happened = wire.at === undefined ? usual : Date.parse(wire.at);
  if (happened < from || happened > to) {
    return { problem: fault(`${at}.at`, `send a time from ${isoTime(from)} to ${isoTime(to)}`) };
  }
  const { clock: _clock, ...here } = workspace;
  const problem = arrivalProblem(wire, here, happened);
  if (problem) return { problem: fault(join(at, problem.path), problem.message) };
  return { row: eventRow(wire, { workspace: here, receivedAt: happened }) };
}

/** What goes without saying where one customer walks alone. */
function withDefaults(value: unknown, id: string, { customer, usual }: Reading): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return { id, customer, at: isoTime(usual), ...value };
}

function join(at: string, path: string): string {
  return path === '' ? at : `${at}.${path}`;
}

function fault(path: string, message: string): Problem {
  return { code: 'malformed', path, message };
}

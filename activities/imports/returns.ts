import { isUntold, type ReturnRow } from '../../db/events/returns.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { partKey, type EventKey } from '../../domain/keys.ts';
import { matchReturns, type Bought, type Returned, type ReturnPart } from '../../domain/events/returns.ts';
import { pulse } from '../../jobs/progress.ts';
import type { JobDeps } from '../jobs/job-deps.ts';

/**
 * Finds the orders that an import's returns belong to, before anybody is scored. Done once for a job: afterwards its rows
 * are history like any other. @returns the job as it is now
 */
export async function nameReturns(deps: JobDeps, job: JobRow<'import'>): Promise<JobRow<'import'>> {
  if (job.returnsNamed === true || (job.counts.refunds ?? 0) === 0) return job;
  const of = { workspace: job.workspace, job: job._id };
  let unmatched = 0;
  for await (const { customer, rows } of deps.returns.histories(of)) {
    pulse();
    const named = namedRows(rows, job._id);
    unmatched += named.filter(isUnmatched).length;
    await deps.returns.replace(of, customer, named);
  }
  const counts = { ...job.counts, unmatched };
  await deps.jobs.change(job._id, { returnsNamed: true, counts, changedAt: deps.now() });
  return { ...job, returnsNamed: true, counts };
}

/** It names itself, for there is no order. */
function isUnmatched({ _id, event, partOf }: ReturnRow): boolean {
  return event.kind === 'refund' && event.order === (partOf ?? _id);
}

function namedRows(rows: readonly ReturnRow[], job: string): readonly ReturnRow[] {
  const returns = rows.filter((row) => row.unnamed?.by === job && isUntold(row, job));
  const ours = new Set(returns.map(({ _id }) => _id));
  const others = rows.filter(({ _id, partOf }) => !ours.has(partOf ?? _id));
  const returned = returns.flatMap(({ _id, event, unnamed }): Returned[] => {
    return unnamed ? [{ key: _id, at: event.at, amount: unnamed.amount }] : [];
  });
  const found = matchReturns(boughtIn(others), returned);
  return returns.flatMap((row) => partsOf(row, found.get(row._id) ?? []));
}

function boughtIn(rows: readonly ReturnRow[]): readonly Bought[] {
  const refunded = new Map<EventKey, number>();
  for (const { event } of rows) {
    if (event.kind === 'refund') refunded.set(event.order, (refunded.get(event.order) ?? 0) + event.amount);
  }
  return rows.flatMap(({ event }): Bought[] => {
    if (event.kind !== 'purchase') return [];
    return [{ key: event.key, at: event.at, left: Math.max(0, event.amount - (refunded.get(event.key) ?? 0)) }];
  });
}

/** The row itself is the first part; each further one has a row of its own. */
function partsOf(row: ReturnRow, parts: readonly ReturnPart[]): readonly ReturnRow[] {
  const { event } = row;
  if (event.kind !== 'refund') return [];
  const { unnamed: _unnamed, ...common } = row;
  return parts.map(({ order, amount }, n): ReturnRow => {
    if (n === 0) return { ...row, event: { ...event, order, amount }, order };
    const key = partKey(row._id, n);
    return { ...common, _id: key, partOf: row._id, event: { ...event, key, order, amount }, order };
  });
}

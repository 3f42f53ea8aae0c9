import { Context } from '@temporalio/activity';
import { inPages } from '../../db/in-pages.ts';
import type { EffectCounts, RebuildResult } from '../../db/jobs/results.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import type { CounterDifference } from '../../db/tallies/recount.ts';
import { customerKey, type CustomerKey } from '../../domain/keys.ts';
import type { Difference } from '../../domain/decision/rebuild.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { forEachAtOnce } from '../../ingest/at-once.ts';
import { alive, openJob, Progress, pulse } from '../../jobs/progress.ts';
import type { JobCall } from '../../workflows/job-messages.ts';
import { compareCustomer } from './compare-customer.ts';
import { differencesIn, EffectComparison, NO_EFFECTS, sumOf } from './compare-effects.ts';
import type { JobDeps } from './job-deps.ts';
import { censusHere } from './recount.ts';

const PAGE = 100;
/** Histories read at once: live decisions want the store too. */
const AT_ONCE = 4;
/** Whoever has more to mend than this has found out. */
const MOST_KEPT = 10_000;

/** Where an attempt stood: everybody up to and including `after` has been compared. */
interface Cursor extends RebuildResult {
  readonly after: CustomerKey | null;
  readonly effects: EffectCounts;
}

/**
 * Folds everybody's events again with the same core, and keeps every field on which the live state differs; compares what
 * their journals decided with the ledger of effects. Counts the tallies anew as well.
 */
export function createRebuild(deps: JobDeps) {
  return async function rebuild(input: JobCall): Promise<void> {
    const job = await openJob(deps, input, 'rebuild');
    if (job === null) return;
    const progress = await Progress.begin(deps, job, await deps.customers.count(job.workspace));
    let cursor = lastCursor();
    for (;;) {
      const marks = await deps.customers.marks(job.workspace, cursor.after, PAGE);
      if (marks.length === 0) break;
      const counts = await comparePage(
        deps,
        job._id,
        marks.map(({ _id }) => _id),
        cursor,
      );
      cursor = { ...counts, after: marks.at(-1)?._id ?? cursor.after };
      pulse(cursor);
      await progress.at(cursor.customers);
    }
    cursor = await addStrangers(deps, job, cursor);
    cursor = await addStrangersRows(deps, job, cursor);
    cursor = await addTallies(deps, job, cursor);
    const { after: _after, ...result } = cursor;
    await progress.end(result.customers, { result });
  };
}

/** Whoever has accepted events and was never decided for is a difference too. */
async function addStrangers(deps: JobDeps, { _id, workspace }: JobRow<'rebuild'>, before: Cursor): Promise<Cursor> {
  let cursor = before;
  for await (const customer of deps.customers.strangers(workspace)) {
    pulse(cursor);
    const found = [{ field: 'customer', live: 'unknown', rebuilt: 'has accepted events' }];
    const { customers, differing, differences } = cursor;
    if (differences < MOST_KEPT)
      await deps.differences.add(_id, { key: customerKey(workspace, customer), customer }, found);
    cursor = { ...cursor, customers: customers + 1, differing: differing + 1, differences: differences + 1 };
  }
  return cursor;
}

/** Whoever has rows in the ledger of effects and was never decided for: nobody decided these rows. */
async function addStrangersRows(deps: JobDeps, { _id, workspace }: JobRow<'rebuild'>, before: Cursor): Promise<Cursor> {
  let cursor = before;
  for await (const page of inPages(deps.ledger.customers(workspace), PAGE)) {
    pulse(cursor);
    const known = await deps.customers.marksOf(page.map((customer) => customerKey(workspace, customer)));
    const keys = new Set(known.map((mark) => mark._id));
    for (const customer of page.filter((one) => !keys.has(customerKey(workspace, one)))) {
      const effects = new EffectComparison(deps, { workspace, customer, playbook: 0, isAtWork: async () => false });
      await effects.end();
      const more = differencesIn(effects.counts);
      if (more === 0) continue;
      const room = Math.max(0, MOST_KEPT - cursor.differences);
      const key = customerKey(workspace, customer);
      await deps.differences.add(_id, { key, customer }, effects.found.slice(0, room));
      const { differing, differences } = cursor;
      cursor = {
        ...cursor,
        differing: differing + 1,
        differences: differences + more,
        effects: sumOf(cursor.effects, effects.counts),
      };
    }
  }
  return cursor;
}

/** Counts every tally anew. What was counted wrongly is put right at once, and told of. */
async function addTallies(deps: JobDeps, { _id, workspace: id }: JobRow<'rebuild'>, cursor: Cursor): Promise<Cursor> {
  const census = await censusHere(deps, await deps.workspace(id));
  const { differences: wrong } = await alive(() => deps.tallies.rebuild(census), cursor);
  const room = Math.max(0, MOST_KEPT - cursor.differences);
  await deps.differences.add(_id, 'tallies', wrong.slice(0, room).map(differenceOf));
  return { ...cursor, differences: cursor.differences + wrong.length };
}

/** Such as `tally segment-day, champions, day 2026-06-15, in`. */
function differenceOf({ tally, of, day, amount, counted, recounted }: CounterDifference): Difference {
  const on = day === null ? [] : [`day ${isoTime(day * DAY).slice(0, 10)}`];
  const field = [`tally ${tally}`, ...(of === '' ? [] : [of]), ...on, amount].join(', ');
  return { field, live: String(counted), rebuilt: String(recounted) };
}

function lastCursor(): Cursor {
  const details: Partial<Cursor> | undefined = Context.current().info.heartbeatDetails;
  return { after: null, customers: 0, differing: 0, differences: 0, events: 0, effects: NO_EFFECTS, ...details };
}

async function comparePage(
  deps: JobDeps,
  job: string,
  keys: readonly CustomerKey[],
  before: Cursor,
): Promise<Omit<Cursor, 'after'>> {
  let { customers, differing, differences, events, effects } = before;
  await forEachAtOnce(AT_ONCE, await deps.customers.rows(keys), async (row) => {
    pulse(before);
    const compared = await compareCustomer(deps, row, () => pulse(before));
    const room = Math.max(0, MOST_KEPT - differences);
    customers += 1;
    differing += compared.differences > 0 ? 1 : 0;
    differences += compared.differences;
    events += compared.events;
    effects = sumOf(effects, compared.effects);
    await deps.differences.add(job, { key: row._id, customer: row.customer }, compared.found.slice(0, room));
  });
  return { customers, differing, differences, events, effects };
}

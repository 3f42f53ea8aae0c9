import { setImmediate as others } from 'node:timers/promises';
import { Context, log } from '@temporalio/activity';
import { customerRow } from '../../db/customers/customer-row.ts';
import type { CustomerRow } from '../../db/customers/customers.ts';
import { importChain } from '../../db/customers/imported.ts';
import { inPages } from '../../db/in-pages.ts';
import type { ImportCounts } from '../../db/jobs/rows.ts';
import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { reread } from '../../domain/decision/adopt-rules.ts';
import { asksOf } from '../../domain/behaviour/asks.ts';
import { isCounted } from '../../domain/behaviour/note.ts';
import { fold } from '../../domain/decision/decide.ts';
import type { CustomerEvent } from '../../domain/events/event.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { basisOf } from '../../domain/scoring/model.ts';
import { NEW_CUSTOMER, type CustomerState } from '../../domain/decision/state.ts';
import { SECOND } from '../../domain/time.ts';
import { CALLS_AT_ONCE, forEachAtOnce } from '../../ingest/at-once.ts';
import { alive as keptAlive, jobOf, phaseOf, Progress, pulse } from '../../jobs/progress.ts';
import { byCustomer, CONFIRM_AFTER, type Wake } from '../../ingest/dispatch.ts';
import { temporalWake } from '../../ingest/wake.ts';
import type { JobCall } from '../../workflows/job-messages.ts';
import type { JobDeps } from '../jobs/job-deps.ts';
import { censusHere } from '../jobs/recount.ts';
import { nameReturns } from './returns.ts';

/** Customers written together. */
const PAGE = 500;
/** Customers folded before others get a turn of this process: decisions run in it too. */
const WITHOUT_PAUSE = 25;
/** Nobody's request waits for it. */
const WAKE_WITHIN = 10 * SECOND;

/** Where an attempt stood: everybody up to and including `after` is a customer. */
interface Cursor {
  readonly after: CustomerId | null;
  readonly customers: number;
}

interface History {
  readonly customer: CustomerId;
  /** Has taken the events, and is not scored yet. */
  readonly state: CustomerState;
}

/**
 * Makes customers of imported events, in pages, with the same pure core as live events. A customer who exists already
 * gets them delivered instead, by the ordinary way: two writers must never decide for the same customer.
 */
export function createFoldImport(deps: JobDeps) {
  return async function foldImport(input: JobCall): Promise<void> {
    const job = await nameReturns(deps, await jobOf(deps, input, 'import'));
    let cursor = lastCursor();
    const rest = await deps.imported.countCustomers(input);
    const total = Math.max(rest, cursor.customers);
    const progress = await Progress.begin(deps, job, total, phaseOf(job, 'scoring', deps.now()));
    const counts = (): { readonly counts: ImportCounts } => ({
      counts: { ...job.counts, customers: cursor.customers },
    });
    const workspace = await deps.workspace(input.workspace);
    const alive = () => pulse(cursor);
    for (let isSame = false; !isSame;) {
      const playbook = await playbookNow(deps, input);
      isSame = true;
      for await (const page of inPages(histories(deps, input, { playbook, alive }, cursor.after), PAGE)) {
        alive();
        isSame = await writePage(deps, input, page);
        // Rules that count other things were published meanwhile: the events are read from here by those.
        if (!isSame) break;
        cursor = { after: page.at(-1)?.customer ?? cursor.after, customers: cursor.customers + page.length };
        alive();
        await progress.at(cursor.customers, counts());
      }
    }
    // So that pages show everybody once they are scored, and not a moment later.
    await keptAlive(async () => await deps.tallies.catchUp(await censusHere(deps, workspace)), cursor);
    await progress.end(cursor.customers, counts());
  };
}

function lastCursor(): Cursor {
  const details: Partial<Cursor> | undefined = Context.current().info.heartbeatDetails;
  return { after: details?.after ?? null, customers: details?.customers ?? 0 };
}

interface Folding {
  readonly playbook: Playbook;
  /** Called now and then while one customer's events are read. */
  readonly alive: () => void;
}

/** Of one customer, between two signs of life. */
const PULSE_EVERY = 1_000;

/** One customer's events lie together, so memory holds states, and the events of one customer at a time. */
async function* histories(
  deps: JobDeps,
  input: JobCall,
  { playbook, alive }: Folding,
  after: CustomerId | null,
): AsyncGenerator<History> {
  const nobody = { ...NEW_CUSTOMER, base: input.job };
  let current: { readonly customer: CustomerId; readonly events: CustomerEvent[] } | undefined;
  let read = 0;
  for await (const { customer, event } of deps.imported.events(input, after)) {
    read += 1;
    if (read % PULSE_EVERY === 0) alive();
    if (current && current.customer !== customer) {
      yield { customer: current.customer, state: reread(nobody, current.events, playbook) };
      current = undefined;
    }
    current ??= { customer, events: [] };
    current.events.push(event);
  }
  if (current) yield { customer: current.customer, state: reread(nobody, current.events, playbook) };
}

/** @returns false where the rules in force count other things than these histories were read by, and nothing was written */
async function writePage(deps: JobDeps, input: JobCall, page: readonly History[]): Promise<boolean> {
  const workspace = await deps.workspace(input.workspace);
  const playbook = await deps.playbooks.load(input.workspace, workspace.playbook);
  if (!page.every(({ state }) => isReadBy(state, playbook))) return false;
  const rows = await foldPage(deps, input, workspace, playbook, page);
  const existing = await deps.imported.create(input, rows);
  const { client, info } = Context.current();
  const wake = temporalWake(client, { taskQueue: info.taskQueue, deadline: WAKE_WITHIN });
  await forEachAtOnce(CALLS_AT_ONCE, existing, async (customer) => {
    pulse();
    await deliver(deps, input, workspace, customer, wake);
  });
  return true;
}

async function playbookNow(deps: JobDeps, { workspace }: JobCall): Promise<Playbook> {
  return await deps.playbooks.load(workspace, (await deps.workspace(workspace)).playbook);
}

function isReadBy(state: CustomerState, playbook: Playbook): boolean {
  return state.basis === basisOf(playbook.scoring.counts) && isCounted(state.did, asksOf(playbook));
}

async function foldPage(
  deps: JobDeps,
  { workspace: id, job }: JobCall,
  workspace: WorkspaceRow,
  playbook: Playbook,
  page: readonly History[],
): Promise<readonly CustomerRow[]> {
  const now = workspaceTime(workspace, deps.now());
  const rows: CustomerRow[] = [];
  for (const { customer, state } of page) {
    const key = customerKey(id, customer);
    const { timezone, clock } = workspace;
    const folded = fold({ customer: key, playbook, timezone, sandbox: clock !== undefined, state, now });
    rows.push(customerRow({ workspace: id, customer, chain: importChain(job) }, key, folded, playbook));
    if (rows.length % WITHOUT_PAUSE === 0) await others();
  }
  return rows;
}

/** What cannot be delivered now is pending like any other event, and the sweeper's. */
async function deliver(
  deps: JobDeps,
  input: JobCall,
  { clock, movingTo }: WorkspaceRow,
  customer: CustomerId,
  wake: Wake,
): Promise<void> {
  const rows = await deps.imported.handOver(input, customer);
  if (movingTo !== undefined) return;
  try {
    for (const batch of byCustomer(rows)) {
      const events = batch.map((row) => row._id);
      await wake({ workspace: input.workspace, customer, events, ...(clock === undefined ? {} : { clock }) });
      await deps.events.markDelivered(events, deps.now(), deps.now() + CONFIRM_AFTER);
    }
  } catch (error) {
    log.warn('imported events of an existing customer are left to the sweeper', { error });
  }
}

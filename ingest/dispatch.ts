import type { EventRow, EventStore } from '../db/events/events.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import type { EventKey } from '../domain/keys.ts';
import { SECOND, type Instant } from '../domain/time.ts';
import { CALLS_AT_ONCE, forEachAtOnce } from './at-once.ts';
import { isAway } from './away.ts';

/** One wake-up: what one customer is told. */
export interface WakeUp {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly events: readonly EventKey[];
  /** Where the workspace's test clock stands, if it has one. */
  readonly clock?: Instant;
}

/** Durable once it resolves. Wakes the customer, whether they run, sleep in a start delay, or do not exist yet. */
export type Wake = (wakeUp: WakeUp) => Promise<void>;

/** What became of a delivery. Rows in neither list were not tried, or Temporal was away: nothing is known of them. */
export interface Dispatched {
  readonly delivered: readonly EventKey[];
  /** Temporal answered, and does not take these. */
  readonly refused: readonly EventKey[];
}

/**
 * Delivers what it can and leaves the rest to the sweeper: never throws. Events of these customers that wait for their
 * delivery go with them, so that nobody hears of a later event before an earlier one.
 */
export type Dispatch = (rows: readonly EventRow[]) => Promise<Dispatched>;

export interface WorkspaceTime {
  /** Where the test clock stands, if there is one. */
  readonly clock?: Instant;
  /** While the clock moves, whoever moves it delivers: events and deadlines must reach a customer in order. */
  readonly isMoving: boolean;
}

export interface DispatchPorts {
  readonly events: Pick<EventStore, 'markDelivered' | 'undelivered'>;
  readonly wake: Wake;
  readonly timeOf: (workspace: WorkspaceId) => Promise<WorkspaceTime>;
  /** Wall clock. */
  readonly now: () => Instant;
  readonly failed: (error: unknown) => void;
}

/** Keys of events in one signal: some kilobytes. */
const MAX_EVENTS = 200;
/** Whether an event was applied is looked at after this; nearly all have been by then. */
export const CONFIRM_AFTER = 2 * SECOND;

/** A request gives delivery this long; what is left then is for the sweeper. */
const BUDGET = 2 * SECOND;
/** While Temporal is away for a workspace, its requests do not all wait to find that out; others find out themselves. */
const PAUSE = 1 * SECOND;
const NOTHING: Dispatched = { delivered: [], refused: [] };

export function createDispatch(ports: DispatchPorts): Dispatch {
  const awayUntil = new Map<WorkspaceId, Instant>();
  const isAwayFor = (workspace: WorkspaceId) => ports.now() < (awayUntil.get(workspace) ?? 0);

  async function deliver(rows: readonly EventRow[], clock: Instant | undefined): Promise<Told['came']> {
    const [first] = rows;
    if (first === undefined) return 'delivered';
    const { workspace, customer } = first;
    const events = rows.map((row) => row._id);
    try {
      await ports.wake({ workspace, customer, events, ...(clock === undefined ? {} : { clock }) });
      return 'delivered';
    } catch (error) {
      ports.failed(error);
      return isAway(error) ? 'away' : 'refused';
    }
  }

  async function deliverAll(rows: readonly EventRow[]): Promise<readonly Told[]> {
    const times = await timesOf(ports, rows);
    const wanted = rows.filter((row) => times.get(row.workspace)?.isMoving === false);
    const deliverable = await withEarlier(ports, wanted);
    const deadline = ports.now() + BUDGET;
    const told: Told[] = [];
    await forEachAtOnce(CALLS_AT_ONCE, byCustomer(deliverable), async (batch) => {
      if (ports.now() >= deadline) return;
      told.push({ batch, came: await deliver(batch, times.get(batch[0]?.workspace)?.clock) });
    });
    return told;
  }

  /** Where nothing gets through to Temporal at all, the next delivery would fail too. */
  function notePauses(told: readonly Told[]): void {
    const here = workspacesOf(told.filter(({ came }) => came !== 'away'));
    const away = workspacesOf(told.filter(({ came }) => came === 'away'));
    for (const workspace of here) awayUntil.delete(workspace);
    for (const workspace of away) if (!here.has(workspace)) awayUntil.set(workspace, ports.now() + PAUSE);
  }

  return async function dispatch(rows) {
    const open = rows.filter(({ workspace }) => !isAwayFor(workspace));
    if (open.length === 0) return NOTHING;
    try {
      const told = await deliverAll(open);
      notePauses(told);
      const delivered = keysThat(told, 'delivered');
      const now = ports.now();
      if (delivered.length > 0) await ports.events.markDelivered(delivered, now, now + CONFIRM_AFTER);
      return { delivered, refused: keysThat(told, 'refused') };
    } catch (error) {
      ports.failed(error);
      return NOTHING;
    }
  };
}

/** What a customer was told, and what came of it. */
interface Told {
  readonly batch: readonly EventRow[];
  readonly came: 'delivered' | 'refused' | 'away';
}

function keysThat(told: readonly Told[], came: Told['came']): readonly EventKey[] {
  return told.filter((one) => one.came === came).flatMap(({ batch }) => batch.map((row) => row._id));
}

function workspacesOf(told: readonly Told[]): ReadonlySet<WorkspaceId> {
  return new Set(told.flatMap(({ batch }) => batch.map((row) => row.workspace)));
}

/** With what waits for its delivery to the same customers, oldest first. */
async function withEarlier(ports: DispatchPorts, rows: readonly EventRow[]): Promise<readonly EventRow[]> {
  const all = new Map(rows.map((row) => [row._id, row]));
  for (const workspace of new Set(rows.map((row) => row.workspace))) {
    const theirs = rows.filter((row) => row.workspace === workspace);
    const waiting = await ports.events.undelivered(workspace, [...new Set(theirs.map((row) => row.customer))]);
    for (const row of waiting) all.set(row._id, row);
  }
  return [...all.values()].toSorted((a, b) => a.receivedAt - b.receivedAt);
}

/** A workspace that cannot be read keeps its own rows back, not those of others. */
async function timesOf(
  ports: DispatchPorts,
  rows: readonly EventRow[],
): Promise<ReadonlyMap<WorkspaceId | undefined, WorkspaceTime>> {
  const times = new Map<WorkspaceId, WorkspaceTime>();
  const read = async (id: WorkspaceId) => {
    try {
      times.set(id, await ports.timeOf(id));
    } catch (error) {
      ports.failed(error);
    }
  };
  await Promise.all([...new Set(rows.map((row) => row.workspace))].map(read));
  return times;
}

/** Rows of one customer together, in order of arrival, in batches a signal can carry. */
export function byCustomer(rows: readonly EventRow[]): readonly (readonly EventRow[])[] {
  const groups = new Map<string, EventRow[]>();
  for (const row of rows) {
    const key = `${row.workspace}:${row.customer}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / MAX_EVENTS) }, (_, index) =>
      group.slice(index * MAX_EVENTS, (index + 1) * MAX_EVENTS),
    ),
  );
}

import type { EventRow, EventStore } from '../db/events.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import type { EventKey } from '../domain/keys.ts';
import { SECOND, type Instant } from '../domain/time.ts';
import { CALLS_AT_ONCE, forEachAtOnce } from './at-once.ts';

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

/**
 * Delivers what it can and leaves the rest to the sweeper: never throws. Events of these customers that wait for their
 * delivery go with them, so that nobody hears of a later event before an earlier one.
 * @returns what it delivered
 */
export type Dispatch = (rows: readonly EventRow[]) => Promise<readonly EventKey[]>;

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
/** After a delivery in which nothing got through, requests do not wait for the next one to fail too. */
const PAUSE = 1 * SECOND;

export function createDispatch(ports: DispatchPorts): Dispatch {
  let awayUntil: Instant = 0;

  async function deliver(rows: readonly EventRow[], clock: Instant | undefined): Promise<readonly EventKey[]> {
    const [first] = rows;
    if (first === undefined) return [];
    const { workspace, customer } = first;
    const events = rows.map((row) => row._id);
    try {
      await ports.wake({ workspace, customer, events, ...(clock === undefined ? {} : { clock }) });
      return events;
    } catch (error) {
      ports.failed(error);
      return [];
    }
  }

  async function deliverAll(rows: readonly EventRow[]) {
    const times = await timesOf(ports, rows);
    const wanted = rows.filter((row) => times.get(row.workspace)?.isMoving === false);
    const deliverable = await withEarlier(ports, wanted);
    const deadline = ports.now() + BUDGET;
    const delivered: EventKey[] = [];
    await forEachAtOnce(CALLS_AT_ONCE, byCustomer(deliverable), async (batch) => {
      if (ports.now() >= deadline) return;
      delivered.push(...(await deliver(batch, times.get(batch[0]?.workspace)?.clock)));
    });
    return { tried: deliverable.length, delivered };
  }

  return async function dispatch(rows) {
    if (rows.length === 0 || ports.now() < awayUntil) return [];
    try {
      const { tried, delivered } = await deliverAll(rows);
      const now = ports.now();
      if (delivered.length > 0) await ports.events.markDelivered(delivered, now, now + CONFIRM_AFTER);
      else if (tried > 0) awayUntil = now + PAUSE;
      return delivered;
    } catch (error) {
      ports.failed(error);
      return [];
    }
  };
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

import type { EventRow, EventStore } from '../db/events.ts';
import type { CustomerEvent } from '../domain/event.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import type { EventKey } from '../domain/keys.ts';
import { SECOND, type Instant } from '../domain/time.ts';
import { CALLS_AT_ONCE, forEachAtOnce } from './at-once.ts';

/** One wake-up: what one customer is told. */
export interface WakeUp {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly events: readonly CustomerEvent[];
  /** Where the workspace's test clock stands, if it has one. */
  readonly clock?: Instant;
}

/** Durable once it resolves. Wakes the customer, whether they run, sleep in a start delay, or do not exist yet. */
export type Wake = (wakeUp: WakeUp) => Promise<void>;

/** Delivers what it can and leaves the rest to the sweeper: never throws. @returns how many rows it delivered */
export type Dispatch = (rows: readonly EventRow[]) => Promise<number>;

export interface WorkspaceTime {
  /** Where the test clock stands, if there is one. */
  readonly clock?: Instant;
  /** While the clock moves, whoever moves it delivers: events and deadlines must reach a customer in order. */
  readonly isMoving: boolean;
}

export interface DispatchPorts {
  readonly events: Pick<EventStore, 'markDelivered'>;
  readonly wake: Wake;
  readonly timeOf: (workspace: WorkspaceId) => Promise<WorkspaceTime>;
  /** Wall clock. */
  readonly now: () => Instant;
  readonly failed: (error: unknown) => void;
}

/** Events of one customer in one signal; the server refuses payloads above 2 MiB. */
const MAX_EVENTS = 200;

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
    const events = rows.map((row) => row.event);
    try {
      await ports.wake({ workspace, customer, events, ...(clock === undefined ? {} : { clock }) });
      return rows.map((row) => row._id);
    } catch (error) {
      ports.failed(error);
      return [];
    }
  }

  async function deliverAll(rows: readonly EventRow[]) {
    const times = await timesOf(ports, rows);
    const deliverable = rows.filter((row) => times.get(row.workspace)?.isMoving === false);
    const deadline = ports.now() + BUDGET;
    const delivered: EventKey[] = [];
    await forEachAtOnce(CALLS_AT_ONCE, byCustomer(deliverable), async (batch) => {
      if (ports.now() >= deadline) return;
      delivered.push(...(await deliver(batch, times.get(batch[0]?.workspace)?.clock)));
    });
    return { tried: deliverable.length, delivered };
  }

  return async function dispatch(rows) {
    if (rows.length === 0 || ports.now() < awayUntil) return 0;
    try {
      const { tried, delivered } = await deliverAll(rows);
      if (delivered.length > 0) await ports.events.markDelivered(delivered);
      else if (tried > 0) awayUntil = ports.now() + PAUSE;
      return delivered.length;
    } catch (error) {
      ports.failed(error);
      return 0;
    }
  };
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

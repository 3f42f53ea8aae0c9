import { setTimeout as pause } from 'node:timers/promises';
import type { ClockStore } from '../db/clock.ts';
import type { EventRow, EventStore } from '../db/events.ts';
import type { WorkspaceRow } from '../db/workspaces.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import { customerKey, type EventKey } from '../domain/keys.ts';
import { MINUTE, SECOND, type Instant } from '../domain/time.ts';
import { CALLS_AT_ONCE, forEachAtOnce } from './at-once.ts';
import { byCustomer, type Wake } from './dispatch.ts';

export interface ClockPorts {
  readonly clock: ClockStore;
  readonly events: Pick<EventStore, 'release' | 'nextAhead' | 'markDelivered' | 'pendingOf'>;
  /** With a deadline long enough for a busy server: nobody else delivers while the clock moves. */
  readonly wake: Wake;
}

export type ClockMove =
  | { readonly outcome: 'moved'; readonly now: Instant; readonly woken: number; readonly settled: boolean }
  | { readonly outcome: 'busy' };

const SETTLE_WITHIN = 10 * MINUTE;

/**
 * Moves a test clock to `to` and wakes exactly the customers for whom something falls due on the way. Resolves when
 * the resulting decisions and messages are visible. Repeating an unfinished move is safe: every part of it is.
 */
export async function moveClock(ports: ClockPorts, workspace: WorkspaceId, to: Instant): Promise<ClockMove> {
  const begun = await ports.clock.begin(workspace, to);
  if (begun === null) return { outcome: 'busy' };
  return await completeMove(ports, workspace, begun.movingFrom ?? to, to);
}

/** Somebody's request waits; without a worker it must still be answered. */
const APPLIED_WITHIN = 5 * SECOND;

/**
 * Waits until these events have been applied, within limits. Where time stands still, a client's next call may move
 * it, and must find whom the events of the call before concern.
 */
export async function untilApplied({ clock }: Pick<ClockPorts, 'clock'>, keys: readonly EventKey[]): Promise<void> {
  for (let waited = 0, wait = 5; waited < APPLIED_WITHIN; waited += wait, wait = Math.min(200, wait * 2)) {
    if ((await clock.applied(keys)) >= keys.length) return;
    await pause(wait);
  }
}

/** Takes up moves whose process died. */
export async function resumeMoves(ports: ClockPorts): Promise<void> {
  for (const { _id, movingFrom, movingTo } of await ports.clock.unfinished()) {
    if (movingTo !== undefined) await completeMove(ports, _id, movingFrom ?? movingTo, movingTo);
  }
}

async function completeMove(ports: ClockPorts, workspace: WorkspaceId, from: Instant, to: Instant): Promise<ClockMove> {
  await ports.events.release(workspace, to);
  const released = await ports.events.pendingOf(workspace);
  const due = await ports.clock.dueCustomers(workspace, to);
  const woken = await wakeAll(ports, workspace, released, due, to);
  const settled = await untilSettled(ports, workspace, woken, from, to);
  await ports.clock.finish(workspace);
  return { outcome: 'moved', now: to, woken: woken.length, settled };
}

async function wakeAll(
  ports: ClockPorts,
  workspace: WorkspaceId,
  released: readonly EventRow[],
  due: readonly CustomerId[],
  clock: Instant,
): Promise<readonly CustomerId[]> {
  const batches = byCustomer(released.toSorted((a, b) => a.event.at - b.event.at));
  const withEvents = new Set(released.map((row) => row.customer));
  const silent = due.filter((customer) => !withEvents.has(customer));
  await forEachAtOnce(CALLS_AT_ONCE, [...withEvents, ...silent], async (customer) => {
    const mine = batches.filter((batch) => batch[0]?.customer === customer);
    for (const batch of mine) {
      // Up to its own last event only: later deadlines must not pass before the events on the way are known.
      const reached = batch === mine.at(-1) ? clock : Math.max(...batch.map((row) => row.event.at));
      await ports.wake({ workspace, customer, events: batch.map((row) => row.event), clock: reached });
    }
    if (mine.length === 0) await ports.wake({ workspace, customer, events: [], clock });
    else await ports.events.markDelivered(mine.flat().map((row) => row._id));
  });
  return [...withEvents, ...silent];
}

async function untilSettled(
  ports: ClockPorts,
  workspace: WorkspaceId,
  woken: readonly CustomerId[],
  from: Instant,
  to: Instant,
): Promise<boolean> {
  const keys = woken.map((customer) => customerKey(workspace, customer));
  for (let waited = 0, wait = 5; waited < SETTLE_WITHIN; waited += wait, wait = Math.min(200, wait * 2)) {
    const hasArrived = (await ports.clock.arrived(keys, to)) >= keys.length;
    if (hasArrived && (await ports.clock.effectsSettled(workspace, from, to))) return true;
    await pause(wait);
  }
  return false;
}

/** The next instant at which anything falls due: a customer's deadline, or an event that lies ahead. */
export async function nextInstant(ports: ClockPorts, workspace: WorkspaceRow): Promise<Instant | null> {
  const [deadline, event] = await Promise.all([
    ports.clock.nextDeadline(workspace._id),
    ports.events.nextAhead(workspace._id),
  ]);
  if (deadline === null || event === null) return deadline ?? event;
  return Math.min(deadline, event);
}

import { setTimeout as pause } from 'node:timers/promises';
import type { ClockStore } from '../db/workspaces/clock.ts';
import { UNDELIVERED, type EventRow, type EventStore } from '../db/events/events.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import { customerKey, type CustomerKey, type EventKey } from '../domain/keys.ts';
import { MINUTE, SECOND, type Instant } from '../domain/time.ts';
import { CALLS_AT_ONCE, forEachAtOnce } from './at-once.ts';
import { byCustomer, CONFIRM_AFTER, type Wake } from './dispatch.ts';

export interface ClockPorts {
  readonly clock: ClockStore;
  readonly events: Pick<EventStore, 'release' | 'nextAhead' | 'markDelivered' | 'pendingOf' | 'applied' | 'settle'>;
  /** With a deadline long enough for a busy server: nobody else delivers while the clock moves. */
  readonly wake: Wake;
  /** Wall clock. */
  readonly now: () => Instant;
}

export type ClockMove =
  | { readonly outcome: 'moved'; readonly now: Instant; readonly woken: number }
  /** Some customers have not arrived yet: the move goes on, and the clock stays with it until all have. */
  | { readonly outcome: 'moving'; readonly total: number; readonly arrived: number }
  | { readonly outcome: 'busy' };

/** Somebody's request waits no longer than this. */
const ANSWER_WITHIN = 10 * MINUTE;
/** Who has not arrived by then is woken again: their workflow may have been lost. */
const WAKE_AGAIN = MINUTE;
/** What effects tell customers comes while time moves: then a look at all of it is worth its reads. */
const NEWS_AFTER = SECOND / 4;
/** Then a process that takes up abandoned moves goes on with it, and not before: two would wake everybody twice. */
const GIVE_UP_AFTER = 12 * MINUTE;

/**
 * Moves a test clock to `to` and wakes exactly the customers for whom something falls due on the way, and those with
 * events that are not applied yet. Resolves when the resulting decisions and effects are visible, or else says how far it has
 * come. Repeating an unfinished move is safe: every part of it is.
 */
export async function moveClock(ports: ClockPorts, workspace: WorkspaceId, to: Instant): Promise<ClockMove> {
  const begun = await ports.clock.begin(workspace, to);
  if (begun === null) return { outcome: 'busy' };
  const move = new Move(ports, workspace, begun.movingFrom ?? to, to);
  const whole = move.complete(GIVE_UP_AFTER);
  const patience = new AbortController();
  const late = pause(ANSWER_WITHIN, undefined, { signal: patience.signal }).then(
    () => move.progress(),
    () => move.progress(),
  );
  const outcome = await Promise.race([whole, late]).finally(() => patience.abort());
  // What goes on behind the answer is taken up again elsewhere if it fails.
  whole.catch(() => undefined);
  return outcome;
}

/** Somebody's request waits; without a worker it must still be answered. */
const APPLIED_WITHIN = 5 * SECOND;

/**
 * Waits until these events have been applied, within limits. Where time stands still, a client's next call may move
 * it, and finds whom the events of the call before concern.
 */
export async function untilApplied({ clock }: Pick<ClockPorts, 'clock'>, keys: readonly EventKey[]): Promise<void> {
  for (let waited = 0, wait = 5; waited < APPLIED_WITHIN; waited += wait, wait = Math.min(200, wait * 2)) {
    if ((await clock.applied(keys)) >= keys.length) return;
    await pause(wait);
  }
}

/**
 * Takes up moves whose process died, all at the same time: none waits for another's mails.
 * @throws the first error, after all have ended
 */
export async function resumeMoves(ports: ClockPorts): Promise<void> {
  const moves = (await ports.clock.unfinished()).flatMap(({ _id, movingFrom, movingTo }) =>
    movingTo === undefined ? [] : [new Move(ports, _id, movingFrom ?? movingTo, movingTo)],
  );
  const ends = await Promise.allSettled(moves.map((move) => move.complete(GIVE_UP_AFTER)));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

/** One move of one clock. */
class Move {
  readonly #ports: ClockPorts;
  readonly #workspace: WorkspaceId;
  readonly #from: Instant;
  readonly #to: Instant;
  /** Woken, and not known to have arrived. */
  readonly #waited = new Map<CustomerKey, CustomerId>();
  #woken = 0;
  /** Events lie there that nobody was told of. */
  #hasNews = false;

  constructor(ports: ClockPorts, workspace: WorkspaceId, from: Instant, to: Instant) {
    this.#ports = ports;
    this.#workspace = workspace;
    this.#from = from;
    this.#to = to;
  }

  progress(): Extract<ClockMove, { outcome: 'moving' }> {
    return { outcome: 'moving', total: this.#woken, arrived: this.#woken - this.#waited.size };
  }

  /** @param within milliseconds */
  async complete(within: number): Promise<ClockMove> {
    const { clock, events, now } = this.#ports;
    const until = now() + within;
    await events.release(this.#workspace, this.#to);
    await this.#wakeAll();
    let wokenAt = now();
    let told = 0;
    for (let wait = 5; now() < until; wait = Math.min(200, wait * 2)) {
      if (await this.#isSettled()) {
        await clock.finish(this.#workspace, this.#to);
        return { outcome: 'moved', now: this.#to, woken: this.#woken };
      }
      if (now() - told > SECOND) {
        await clock.note(this.#workspace, this.#to, this.progress());
        told = now();
      }
      if (now() - wokenAt > (this.#hasNews ? NEWS_AFTER : WAKE_AGAIN)) {
        await this.#wakeAll();
        wokenAt = now();
      }
      await pause(wait);
    }
    return this.progress();
  }

  /** Everybody for whom something is due, or who has events that are not applied. */
  async #wakeAll(): Promise<void> {
    const { clock } = this.#ports;
    const open = await this.#notApplied();
    const batches = batchesOf(open);
    const due = await clock.dueCustomers(this.#workspace, this.#to);
    const again = [...this.#waited.values()];
    const customers = new Set([...batches.keys(), ...due, ...again]);
    for (const customer of customers) {
      const key = customerKey(this.#workspace, customer);
      if (!this.#waited.has(key)) this.#woken += 1;
      this.#waited.set(key, customer);
    }
    // Waking many takes its time, and whoever looks sees how many there are.
    await clock.note(this.#workspace, this.#to, this.progress());
    await forEachAtOnce(CALLS_AT_ONCE, [...customers], (customer) => this.#wake(customer, batches.get(customer) ?? []));
  }

  async #wake(customer: CustomerId, batches: readonly (readonly EventRow[])[]): Promise<void> {
    const { wake, events, now } = this.#ports;
    const workspace = this.#workspace;
    if (batches.length === 0) await wake({ workspace, customer, events: [], clock: this.#to });
    for (const batch of batches) {
      // Up to its own last event only: later deadlines must not pass before the events on the way are known.
      const isLast = batch === batches.at(-1);
      const reached = isLast ? this.#to : Math.max(...batch.map((row) => row.event.at));
      const keys = batch.map((row) => row._id);
      await wake({ workspace, customer, events: keys, clock: reached });
      await events.markDelivered(keys, now(), now() + CONFIRM_AFTER);
    }
  }

  async #notApplied(): Promise<readonly EventRow[]> {
    const { events } = this.#ports;
    const open = await events.pendingOf(this.#workspace);
    const applied = new Set(await events.applied(open));
    if (applied.size > 0) await events.settle([...applied]);
    return open.filter((row) => !applied.has(row._id));
  }

  /** Whether everybody has arrived, no accepted event waits, and every effect has happened or been given up. */
  async #isSettled(): Promise<boolean> {
    const { clock } = this.#ports;
    if (this.#waited.size > 0) {
      const arrived = await clock.arrived([...this.#waited.keys()], this.#to);
      for (const key of arrived) this.#waited.delete(key);
    }
    if (this.#waited.size > 0) return false;
    const open = await this.#notApplied();
    // What an effect has told a customer while time moves is delivered by nobody else.
    this.#hasNews = open.some(({ p }) => p === UNDELIVERED);
    if (open.length > 0) return false;
    return await clock.effectsSettled(this.#workspace, this.#from, this.#to);
  }
}

/** What each customer is told, in order of time. */
function batchesOf(rows: readonly EventRow[]): ReadonlyMap<CustomerId, readonly (readonly EventRow[])[]> {
  const batches = new Map<CustomerId, (readonly EventRow[])[]>();
  for (const batch of byCustomer(rows.toSorted((a, b) => a.event.at - b.event.at))) {
    const [first] = batch;
    if (first) batches.set(first.customer, [...(batches.get(first.customer) ?? []), batch]);
  }
  return batches;
}

/** The next instant at which anything falls due: a customer's deadline, or an event that lies ahead; never in the past. */
export async function nextInstant(ports: ClockPorts, workspace: WorkspaceRow): Promise<Instant | null> {
  const [deadline, event] = await Promise.all([
    ports.clock.nextDeadline(workspace._id),
    ports.events.nextAhead(workspace._id),
  ]);
  const next = deadline === null || event === null ? (deadline ?? event) : Math.min(deadline, event);
  return next === null ? null : Math.max(next, workspace.clock ?? next);
}

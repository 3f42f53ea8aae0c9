import type { CustomerId } from '../../domain/ids.schema.ts';
import type { EventKey } from '../../domain/keys.ts';
import type { CustomerState } from '../../domain/state.ts';
import type { Instant } from '../../domain/time.ts';
import type { DecideCall, DecideReply } from '../../workflows/messages.ts';
import { WORKSPACE } from './orders.ts';
import type { Process } from './scheduler.ts';

/** As in the actor: one decision takes at most this many events. Small here, so that it matters. */
const MAX_BATCH = 40;

/**
 * What Temporal keeps of one customer, and what the actor makes of it: signals are durable and in order, a recorded
 * result is final, and a decision whose worker died is taken again from a history that is at least as long.
 */
export class SimulatedCustomer {
  readonly id: CustomerId;
  chain = 0;
  isRunning = false;
  state: CustomerState | null = null;
  attempt: Process | null = null;
  /** An attempt at the present turn has died, and may have written a part of what it leaves behind. */
  hasLostAttempt = false;
  #inbox: EventKey[] = [];
  #woken = false;
  #isPartial = false;

  constructor(id: CustomerId) {
    this.id = id;
  }

  signalWithStart(events: readonly EventKey[]): void {
    if (!this.isRunning) {
      this.isRunning = true;
      this.chain += 1;
      this.state = null;
    }
    this.#inbox.push(...events);
    this.#woken = true;
  }

  get isIdle(): boolean {
    return !this.#woken && this.attempt === null;
  }

  get hasWork(): boolean {
    return this.isRunning && this.#woken && this.attempt === null;
  }

  /** The call that a worker makes when it takes up the task now. */
  nextCall(now: Instant): DecideCall {
    return {
      workspace: WORKSPACE,
      customer: this.id,
      chain: `${this.id}-${this.chain}`,
      state: this.state,
      events: this.#isPartial ? [] : this.#inbox.slice(0, MAX_BATCH),
      outcomes: [],
      now,
    };
  }

  /** The result is in the history: from here on nobody decides this again. */
  complete(call: DecideCall, reply: DecideReply): void {
    this.state = reply.state;
    this.#inbox = this.#inbox.slice(call.events.length);
    this.#isPartial = reply.isPartial ?? false;
    this.#woken = this.#isPartial || this.#inbox.length > 0;
    this.attempt = null;
    this.hasLostAttempt = false;
  }

  /** The next run starts with what survives JSON. */
  continueAsNew(): void {
    this.state = this.state && JSON.parse(JSON.stringify(this.state));
  }

  /** The run ends for good, with whatever it had not decided on; the next signal starts a new life from the store. */
  close(): void {
    this.isRunning = false;
    this.state = null;
    this.#inbox = [];
    this.#woken = false;
    this.#isPartial = false;
    this.hasLostAttempt = false;
  }
}

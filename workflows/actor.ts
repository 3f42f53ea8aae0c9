import { allHandlersFinished, condition, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { Deadline, Effect } from '../domain/decision.ts';
import type { CustomerEvent } from '../domain/event.ts';
import type { CustomerState } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';
import { Alarm } from './alarm.ts';
import type { CustomerInput, Delivery, LostEffect, Shown } from './messages.ts';
import { decide, effects } from './proxies.ts';
import { NOTHING_SHOWN, show } from './shown.ts';
import { whyAsked } from './why.ts';

/** One decision takes at most this many events: its result is a single event of the history. */
const MAX_BATCH = 500;
/** Replay after a cache miss costs time by length, so a run stays in the hundreds of events. */
const CONTINUE_AFTER = 400;
/** A deadline that is not in the future would spin; the core returns none, and this guards against one. */
const SHORTEST_SLEEP = 1_000;

/** Inbox, state, one alarm and the effects in flight of one customer. Knows no rule of the domain. */
export class Actor {
  state: CustomerState | null;
  readonly #input: CustomerInput;
  readonly #inbox: CustomerEvent[] = [];
  readonly #lost: LostEffect[] = [];
  readonly #alarm: Alarm;
  #wake: Deadline | null;
  #shown: Shown;
  #clock: Instant;
  #woken = false;
  #inFlight = 0;

  constructor(input: CustomerInput) {
    this.#input = input;
    this.state = input.state ?? null;
    this.#wake = input.wake ?? null;
    this.#shown = input.shown ?? NOTHING_SHOWN;
    this.#clock = this.state?.asOf ?? 0;
    this.#alarm = new Alarm({ ticks: !input.testClock });
    this.#setAlarm();
  }

  /** Only enqueues: nothing may fail or wait here. */
  take(delivery: Delivery): void {
    this.#inbox.push(...delivery.events);
    this.#clock = Math.max(this.#clock, delivery.clock ?? 0);
    this.#woken = true;
  }

  async untilSomethingIsDue(): Promise<void> {
    await condition(() => this.hasWork() || this.#alarm.rang || this.mayContinueAsNew());
    if (this.#alarm.rang) this.#setAlarm();
  }

  hasWork(): boolean {
    return this.#woken || this.#lost.length > 0 || (this.#wake !== null && this.#wake.at <= this.#now());
  }

  /** Runs the core as a recorded local activity and does what it says. */
  async decide(): Promise<void> {
    const events = this.#inbox.splice(0, MAX_BATCH);
    this.#woken = this.#inbox.length > 0;
    const { workspace, customer } = this.#input;
    const call = {
      workspace,
      customer,
      chain: workflowInfo().firstExecutionRunId,
      state: this.state,
      events,
      lost: this.#lost.splice(0),
      now: this.#now(),
    };
    const reply = await decide.executeWithOptions({ summary: whyAsked({ ...call, wake: this.#wake }) }, [call]);
    this.state = reply.state;
    this.#wake = reply.wake && { ...reply.wake, at: Math.max(reply.wake.at, this.#now() + SHORTEST_SLEEP) };
    for (const effect of reply.effects) void this.#perform(effect);
    setCurrentDetails(reply.story);
    this.#setAlarm();
    this.#shown = show(this.#shown, { ...reply.shown, workspace, deadline: this.#alarm.at });
  }

  mayContinueAsNew(): boolean {
    const { continueAfter = CONTINUE_AFTER } = this.#input;
    const isIdle = this.#inbox.length === 0 && !this.hasWork() && this.#inFlight === 0;
    return isIdle && workflowInfo().historyLength >= continueAfter && allHandlersFinished();
  }

  /** What the next run of this customer starts with. */
  baton(): CustomerInput {
    const { state: _state, wake: _wake, ...input } = this.#input;
    return {
      ...input,
      shown: this.#shown,
      ...(this.state ? { state: this.state } : {}),
      ...(this.#wake ? { wake: this.#wake } : {}),
    };
  }

  #now(): Instant {
    return this.#input.testClock ? this.#clock : Date.now();
  }

  #setAlarm(): void {
    this.#alarm.set(this.#wake, this.#now());
  }

  /** Not awaited by the loop: a slow provider must not keep the customer from hearing the next event. */
  async #perform(effect: Effect): Promise<void> {
    const { workspace, customer } = this.#input;
    this.#inFlight += 1;
    try {
      await effects[effect.kind].executeWithOptions({ summary: effect.summary }, [{ workspace, customer, effect }]);
    } catch {
      this.#lost.push({ key: effect.key, kind: effect.kind });
    } finally {
      this.#inFlight -= 1;
    }
  }
}

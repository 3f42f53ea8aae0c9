import { allHandlersFinished, condition, patched, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { Deadline } from '../domain/decision/decision.ts';
import type { EventKey } from '../domain/keys.ts';
import { Inbox } from './inbox.ts';
import type { Instant } from '../domain/time.ts';
import type { StoredState } from '../domain/decision/upcast-state.ts';
import { Alarm } from './alarm.ts';
import type { PointsOutcome } from '../domain/events/outcome.ts';
import type { CustomerInput, DecideReply, Delivery, Shown } from './messages.ts';
import { Questions } from './questions.ts';
import { Performer } from './performer.ts';
import { decide } from './proxies.ts';
import { NOTHING_SHOWN, show } from './shown.ts';
import { whyAsked } from './why.ts';

/** Replay after a cache miss costs time by length, so a run stays in the hundreds of events. */
const CONTINUE_AFTER = 400;
/** A run that is never idle has to end all the same, by events of its history or by bytes. */
const BUSY_FACTOR = 4;
const BUSY_BYTES = 4 * 1_024 ** 2;
/** A deadline that is not in the future would spin; the core returns none, and this guards against one. */
const SHORTEST_SLEEP = 1_000;

/** Inbox, state, one alarm and the effects in flight of one customer. Knows no rule of the domain. */
export class Actor {
  state: StoredState | null;
  readonly #input: CustomerInput;
  readonly #inbox: Inbox;
  /** Whether the last decision has to go on before anything new is heard. */
  #isPartial: boolean;
  readonly #performer: Performer;
  readonly #alarm: Alarm;
  readonly #questions = new Questions();
  #wake: Deadline | null;
  #shown: Shown;
  #woken: boolean;

  constructor(input: CustomerInput) {
    this.#input = input;
    this.state = input.state ?? null;
    this.#wake = input.wake ?? null;
    this.#shown = input.shown ?? NOTHING_SHOWN;
    const clock = Math.max(this.state?.asOf ?? 0, input.left?.clock ?? 0);
    this.#inbox = new Inbox({ received: input.left?.inbox ?? [], clock, testClock: input.testClock });
    this.#isPartial = input.left?.isPartial ?? false;
    this.#woken = input.left !== undefined;
    this.#performer = new Performer(input);
    this.#alarm = new Alarm({ ticks: !input.testClock });
    this.#setAlarm();
  }

  /** Only enqueues: nothing may fail or wait here. */
  take(delivery: Delivery): void {
    this.#inbox.add(delivery, false);
    this.#woken = true;
  }

  /** Takes a delivery, and waits for what comes of one event in it; `null` where it is not this run that decides it. */
  async answer(delivery: Delivery, event: EventKey): Promise<PointsOutcome | null> {
    this.#inbox.add(delivery, true);
    this.#woken = true;
    // The inbox is full: it stays in the store, and is delivered again.
    if (!this.#inbox.has(event)) return null;
    const question = this.#questions.ask(event);
    await condition(() => question.answer !== undefined);
    return question.answer ?? null;
  }

  async untilSomethingIsDue(): Promise<void> {
    await condition(() => this.hasWork() || this.#alarm.rang || this.mayContinueAsNew());
    if (this.#alarm.rang) this.#setAlarm();
  }

  hasWork(): boolean {
    const isDue = this.#wake !== null && this.#wake.at <= this.#now();
    return (this.#woken || this.#isPartial || this.#performer.hasOutcomes || isDue) && this.#performer.hasRoom;
  }

  /** Runs the core as a recorded local activity and does what it says. */
  async decide(): Promise<void> {
    const events = this.#isPartial ? [] : this.#inbox.next();
    this.#woken = !this.#inbox.isEmpty;
    const { workspace, customer } = this.#input;
    const call = {
      workspace,
      customer,
      chain: workflowInfo().firstExecutionRunId,
      state: this.state,
      events,
      outcomes: this.#performer.takeOutcomes(),
      now: this.#now(),
    };
    this.#follow(await decide.executeWithOptions({ summary: whyAsked({ ...call, wake: this.#wake }) }, [call]));
  }

  #follow(reply: DecideReply): void {
    const { workspace } = this.#input;
    this.state = reply.state;
    this.#isPartial = reply.isPartial ?? false;
    this.#questions.answer(reply.answers ?? [], (event) => this.#isPartial || this.#inbox.has(event));
    this.#wake = reply.wake && { ...reply.wake, at: Math.max(reply.wake.at, this.#now() + SHORTEST_SLEEP) };
    this.#performer.perform(reply.effects);
    setCurrentDetails(reply.story);
    this.#setAlarm();
    this.#shown = show(this.#shown, { ...reply.shown, workspace, deadline: this.#alarm.at });
  }

  /** Whether the run may end now. A run that is too long begins no more effects from here on, so that it soon may. */
  mayContinueAsNew(): boolean {
    if (!allHandlersFinished()) return false;
    const { continueAfter = CONTINUE_AFTER } = this.#input;
    const { historyLength, historySize } = workflowInfo();
    const isIdle = this.#inbox.isEmpty && !this.hasWork() && this.#performer.isIdle;
    if (isIdle) return historyLength >= continueAfter;
    const isLong = historyLength >= continueAfter * BUSY_FACTOR || historySize >= BUSY_BYTES;
    if (!isLong || !patched('a busy run continues as new')) return false;
    this.#performer.pause();
    return this.#performer.isQuiet;
  }

  /** What the next run of this customer starts with. */
  baton(): CustomerInput {
    const { state: _state, wake: _wake, left: _left, ...input } = this.#input;
    const isLeft = this.#woken || this.#isPartial || !this.#performer.isDone || this.#performer.hasOutcomes;
    const { received: inbox, clock } = this.#inbox;
    const left = { inbox, ...this.#performer.left(), clock, isPartial: this.#isPartial };
    return {
      ...input,
      shown: this.#shown,
      ...(this.state ? { state: this.state } : {}),
      ...(this.#wake ? { wake: this.#wake } : {}),
      ...(isLeft ? { left } : {}),
    };
  }

  #now(): Instant {
    return this.#input.testClock ? this.#inbox.clock : Date.now();
  }

  #setAlarm(): void {
    this.#alarm.set(this.#wake, this.#now());
  }
}

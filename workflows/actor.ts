import { allHandlersFinished, condition, patched, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { Deadline } from '../domain/decision/decision.ts';
import type { EventKey } from '../domain/keys.ts';
import type { Instant } from '../domain/time.ts';
import type { StoredState } from '../domain/decision/upcast-state.ts';
import { Alarm } from './alarm.ts';
import type { PointsOutcome } from '../domain/events/outcome.ts';
import type { CustomerInput, DecideReply, Delivery, Received, Shown } from './messages.ts';
import { Questions } from './questions.ts';
import { Performer } from './performer.ts';
import { decide } from './proxies.ts';
import { NOTHING_SHOWN, show } from './shown.ts';
import { whyAsked } from './why.ts';

/** Events of one call; a single delivery has fewer. */
const MAX_BATCH = 250;
/** Keys kept here; the others stay in the store as not applied, and are delivered again. */
const MAX_INBOX = 5_000;
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
  readonly #inbox: Received[];
  /** Whether the last decision has to go on before anything new is heard. */
  #isPartial: boolean;
  readonly #performer: Performer;
  readonly #alarm: Alarm;
  readonly #questions = new Questions();
  #wake: Deadline | null;
  #shown: Shown;
  #clock: Instant;
  #woken: boolean;

  constructor(input: CustomerInput) {
    this.#input = input;
    this.state = input.state ?? null;
    this.#wake = input.wake ?? null;
    this.#shown = input.shown ?? NOTHING_SHOWN;
    this.#inbox = [...(input.left?.inbox ?? [])];
    this.#clock = Math.max(this.state?.asOf ?? 0, input.left?.clock ?? 0);
    this.#isPartial = input.left?.isPartial ?? false;
    this.#woken = input.left !== undefined;
    this.#performer = new Performer(input);
    this.#alarm = new Alarm({ ticks: !input.testClock });
    this.#setAlarm();
  }

  /** Only enqueues: nothing may fail or wait here. */
  take(delivery: Delivery): void {
    const keys = delivery.events.map((event) => (typeof event === 'string' ? event : event.key));
    const known = this.#inbox.flatMap(({ events }) => events);
    const events = this.#withoutRepeats(keys, new Set(known)).slice(0, Math.max(0, MAX_INBOX - known.length));
    this.#inbox.push({ events, clock: delivery.clock ?? 0 });
    this.#woken = true;
  }

  /** Takes a delivery, and waits for what comes of one event in it; `null` where it is not this run that decides it. */
  async answer(delivery: Delivery, event: EventKey): Promise<PointsOutcome | null> {
    this.take(delivery);
    // The inbox is full: it stays in the store, and is delivered again.
    if (!this.#isAhead(event)) return null;
    const question = this.#questions.ask(event);
    await condition(() => question.answer !== undefined);
    return question.answer ?? null;
  }

  #isAhead(event: EventKey): boolean {
    return this.#inbox.some(({ events }) => events.includes(event));
  }

  /** Requests of one moment deliver each other's events too, which would fill the inbox with the same ones. */
  #withoutRepeats(keys: readonly EventKey[], known: ReadonlySet<EventKey>): readonly EventKey[] {
    const fresh = keys.filter((key) => !known.has(key));
    // Asked only where it matters: the answer is an event of the history.
    return fresh.length < keys.length && patched('an inbox without repeats') ? fresh : keys;
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
    const events = this.#isPartial ? [] : this.#nextBatch();
    this.#woken = this.#inbox.length > 0;
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
    this.#questions.answer(reply.answers ?? [], (event) => this.#isPartial || this.#isAhead(event));
    this.#wake = reply.wake && { ...reply.wake, at: Math.max(reply.wake.at, this.#now() + SHORTEST_SLEEP) };
    this.#performer.perform(reply.effects);
    setCurrentDetails(reply.story);
    this.#setAlarm();
    this.#shown = show(this.#shown, { ...reply.shown, workspace, deadline: this.#alarm.at });
  }

  /**
   * What came first, as much of it as one call takes. Under a test clock only what came at one time of the clock: later
   * deadlines must not pass before the events on the way are known.
   */
  #nextBatch(): readonly EventKey[] {
    const batch: EventKey[] = [];
    for (let first = this.#inbox[0]; first; first = this.#inbox[0]) {
      const isOther = this.#input.testClock && first.clock > this.#clock;
      if (batch.length > 0 && (isOther || batch.length + first.events.length > MAX_BATCH)) break;
      this.#inbox.shift();
      batch.push(...first.events);
      this.#clock = Math.max(this.#clock, first.clock);
    }
    return batch;
  }

  /** Whether the run may end now. A run that is too long begins no more effects from here on, so that it soon may. */
  mayContinueAsNew(): boolean {
    if (!allHandlersFinished()) return false;
    const { continueAfter = CONTINUE_AFTER } = this.#input;
    const { historyLength, historySize } = workflowInfo();
    const isIdle = this.#inbox.length === 0 && !this.hasWork() && this.#performer.isIdle;
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
    const left = { inbox: this.#inbox, ...this.#performer.left(), clock: this.#clock, isPartial: this.#isPartial };
    return {
      ...input,
      shown: this.#shown,
      ...(this.state ? { state: this.state } : {}),
      ...(this.#wake ? { wake: this.#wake } : {}),
      ...(isLeft ? { left } : {}),
    };
  }

  #now(): Instant {
    return this.#input.testClock ? this.#clock : Date.now();
  }

  #setAlarm(): void {
    this.#alarm.set(this.#wake, this.#now());
  }
}

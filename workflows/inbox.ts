import { patched } from '@temporalio/workflow';
import type { EventKey } from '../domain/keys.ts';
import type { Instant } from '../domain/time.ts';
import type { Delivery, Received } from './messages.ts';

/** Events of one call; a single delivery has fewer. Of what was asked and of what was sent as many each. */
const MAX_BATCH = 250;
/** Keys kept here; the others stay in the store as not applied, and are delivered again. */
const MAX_INBOX = 5_000;

interface Begun {
  readonly received: readonly Received[];
  /** Where the test clock stands; 0 without one. */
  readonly clock: Instant;
  readonly testClock: boolean;
}

/**
 * What has come for a customer and is still to be decided on. A lost attempt at a workflow task leaves marks behind, so the
 * next one has to hear everything that it had heard, and may hear more.
 */
export class Inbox {
  #received: readonly Received[];
  #clock: Instant;
  readonly #hasClock: boolean;

  constructor({ received, clock, testClock }: Begun) {
    this.#received = received;
    this.#clock = clock;
    this.#hasClock = testClock;
  }

  get isEmpty(): boolean {
    return this.#received.length === 0;
  }

  /** Where the test clock stands for this customer; 0 without one. */
  get clock(): Instant {
    return this.#clock;
  }

  get received(): readonly Received[] {
    return this.#received;
  }

  /** @param byUpdate whether it came with an update, whose sender waits for what comes of it */
  add(delivery: Delivery, byUpdate: boolean): void {
    const keys = delivery.events.map((event) => (typeof event === 'string' ? event : event.key));
    const known = this.#received.flatMap(({ events }) => events);
    const fresh = this.#withoutRepeats(keys, new Set(known)).slice(0, Math.max(0, MAX_INBOX - known.length));
    const { clock = 0 } = delivery;
    this.#received = [...this.#received, { events: fresh, clock, ...(byUpdate ? { asked: keys } : {}) }];
  }

  has(event: EventKey): boolean {
    return this.#received.some(({ events }) => events.includes(event));
  }

  /** Requests of one moment deliver each other's events too, which would fill the inbox with the same ones. */
  #withoutRepeats(keys: readonly EventKey[], known: ReadonlySet<EventKey>): readonly EventKey[] {
    const fresh = keys.filter((key) => !known.has(key));
    // Asked only where it matters: the answer is an event of the history.
    return fresh.length < keys.length && patched('an inbox without repeats') ? fresh : keys;
  }

  /**
   * What came first, as much of it as one call takes. Under a test clock only what came at one time of the clock: later
   * deadlines must not pass before the events on the way are known.
   */
  next(): readonly EventKey[] {
    const isCut = this.#isApart() || this.#received.reduce((sum, { events }) => sum + events.length, 0) > MAX_BATCH;
    return isCut && this.#received.some(isAsked) && patched('what was asked is heard first')
      ? this.#nextAsked()
      : this.#nextInTurn();
  }

  /** Whether a test clock has moved between what has come. */
  #isApart(): boolean {
    return this.#hasClock && this.#received.some(({ clock }) => clock > this.#clock);
  }

  #nextInTurn(): readonly EventKey[] {
    const left = [...this.#received];
    const batch: EventKey[] = [];
    for (let first = left[0]; first; first = left[0]) {
      const isOther = this.#hasClock && first.clock > this.#clock;
      if (batch.length > 0 && (isOther || batch.length + first.events.length > MAX_BATCH)) break;
      left.shift();
      batch.push(...first.events);
      this.#clock = Math.max(this.#clock, first.clock);
    }
    this.#received = left;
    return batch;
  }

  /**
   * Temporal hands updates over after all signals of a task, and a second attempt at it knows more signals. So what was
   * asked may not be cut off by what was sent: each kind has a batch of its own, of which a second attempt hears as much.
   */
  #nextAsked(): readonly EventKey[] {
    const kinds = [this.#received.filter(isAsked), this.#received.filter((one) => !isAsked(one))];
    this.#clock = Math.max(this.#clock, ...kinds.map(firstClock));
    const isNow = ({ clock }: Received) => !this.#hasClock || clock <= this.#clock;
    const heard = kinds.flatMap((kind) => upTo(MAX_BATCH, kind.filter(isNow)));
    this.#received = this.#received.filter((one) => !heard.includes(one));
    return [...new Set(heard.flatMap(keysOf))];
  }
}

function isAsked({ asked }: Received): boolean {
  return asked !== undefined;
}

/** Where a test clock stands once the first event of them is heard. */
function firstClock(received: readonly Received[]): Instant {
  const first = received.findIndex((one) => keysOf(one).length > 0);
  const until = first === -1 ? received : received.slice(0, first + 1);
  return Math.max(0, ...until.map(({ clock }) => clock));
}

function keysOf({ asked, events }: Received): readonly EventKey[] {
  return asked ?? events;
}

/** The first of them, at least one; never one without those before it. */
function upTo(most: number, received: readonly Received[]): readonly Received[] {
  const keys = new Set<EventKey>();
  const end = received.findIndex((one) => {
    const before = keys.size;
    for (const key of keysOf(one)) keys.add(key);
    return before > 0 && keys.size > most;
  });
  return end === -1 ? received : received.slice(0, end);
}

import { patched, workflowInfo } from '@temporalio/workflow';
import type { Effect } from '../domain/decision.ts';
import { mailQueue, type CustomerInput, type LostEffect } from './messages.ts';
import { effects } from './proxies.ts';

/** The server refuses a run with 2,000 activities under way; a customer who has more effects gets them in turn. */
const MOST_IN_FLIGHT = 24;
/** With more than this waiting, nothing more is decided until some of them have happened. */
const MOST_WAITING = 200;

type Who = Pick<CustomerInput, 'workspace' | 'customer' | 'testClock'>;

/** Performs effects as activities: not awaited, for a slow provider must not keep a customer from hearing the next event. */
export class Performer {
  readonly #who: Who;
  #waiting: Effect[];
  #lost: LostEffect[];
  #inFlight = 0;
  #isPaused = false;

  constructor(who: Who, waiting: readonly Effect[], lost: readonly LostEffect[]) {
    this.#who = who;
    this.#waiting = [...waiting];
    this.#lost = [...lost];
    this.#start();
  }

  get hasRoom(): boolean {
    return this.#waiting.length <= MOST_WAITING;
  }

  get hasLost(): boolean {
    return this.#lost.length > 0;
  }

  /** Nothing is under way; some may wait to be begun. */
  get isQuiet(): boolean {
    return this.#inFlight === 0;
  }

  get isIdle(): boolean {
    return this.isQuiet && this.#waiting.length === 0;
  }

  perform(more: readonly Effect[]): void {
    this.#waiting.push(...more);
    this.#start();
  }

  /** Begins nothing more: the next run will. */
  pause(): void {
    this.#isPaused = true;
  }

  /** Effects whose activity gave up since this was last asked. */
  takeLost(): readonly LostEffect[] {
    return this.#lost.splice(0);
  }

  left(): { readonly effects: readonly Effect[]; readonly lost: readonly LostEffect[] } {
    return { effects: this.#waiting, lost: this.#lost };
  }

  #start(): void {
    while (!this.#isPaused && this.#mayStart()) {
      const effect = this.#waiting.shift();
      if (effect === undefined) return;
      void this.#perform(effect);
    }
  }

  /** A run of version 0.2.0 began all of them at once; replayed, it does so again. */
  #mayStart(): boolean {
    return this.#inFlight < MOST_IN_FLIGHT || (this.#waiting.length > 0 && !patched('effects in turn'));
  }

  async #perform(effect: Effect): Promise<void> {
    this.#inFlight += 1;
    try {
      const { kind, summary } = effect;
      const { workspace, customer, testClock } = this.#who;
      const { taskQueue } = workflowInfo();
      const options = { summary, taskQueue: kind === 'sendMessage' ? mailQueue(taskQueue, testClock) : taskQueue };
      await effects[kind].executeWithOptions(options, [{ workspace, customer, effect }]);
    } catch {
      this.#lost.push({ key: effect.key, kind: effect.kind });
    } finally {
      this.#inFlight -= 1;
      this.#start();
    }
  }
}

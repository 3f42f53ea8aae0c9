import { ActivityFailure, patched, TimeoutFailure, workflowInfo } from '@temporalio/workflow';
import type { RecordedEffect } from '../domain/earlier-effect.ts';
import type { EffectKind } from '../domain/effect.ts';
import type { CustomerInput, EffectOutcome, LeftOver } from './messages.ts';
import { EFFECTS } from './proxies.ts';
import { oneLine } from '../domain/words/one-line.ts';

/** The server refuses a run with 2,000 activities under way; a customer who has more effects gets them in turn. */
const MOST_IN_FLIGHT = 24;
/** With more than this waiting, nothing more is decided until some of them have happened. */
const MOST_WAITING = 200;
/** Of those that may take days: what comes beyond is given up, for the customer must not stand still so long. */
const MOST_PATIENT = 200;

type Input = Pick<CustomerInput, 'workspace' | 'customer' | 'testClock' | 'left'>;

/**
 * Performs effects as activities: not awaited, for a slow provider must not keep a customer from hearing the next event.
 * Those that may take days take no place of the others, and end no run.
 */
export class Performer {
  readonly #who: Omit<Input, 'left'>;
  #waiting: RecordedEffect[];
  readonly #patient: RecordedEffect[] = [];
  #outcomes: EffectOutcome[];
  #inFlight = 0;
  #isPaused = false;

  constructor({ left, ...who }: Input) {
    this.#who = who;
    this.#waiting = [];
    this.#outcomes = [...outcomesLeft(left)];
    this.perform(left?.effects ?? []);
  }

  get hasRoom(): boolean {
    return this.#waiting.length <= MOST_WAITING;
  }

  /** Whether the next decision has to hear of something, and soon. */
  get hasOutcomes(): boolean {
    return this.#outcomes.length > 0;
  }

  /** Nothing is under way that has to end here; some may wait to be begun. */
  get isQuiet(): boolean {
    return this.#inFlight === 0;
  }

  /** Nothing but what the next run may take over. */
  get isIdle(): boolean {
    return this.isQuiet && this.#waiting.length === 0;
  }

  /** Whether the next run has to be told of anything. */
  get isDone(): boolean {
    return this.isIdle && this.#patient.length === 0;
  }

  perform(more: readonly RecordedEffect[]): void {
    for (const effect of more) {
      if (EFFECTS[effect.kind].isPatient) this.#begin(effect);
      else this.#waiting.push(effect);
    }
    this.#start();
  }

  #begin(effect: RecordedEffect): void {
    if (this.#patient.length >= MOST_PATIENT) {
      this.#outcomes.push({ is: 'lost', effect, reason: TOO_MANY });
      return;
    }
    this.#patient.push(effect);
    void this.#attempt(effect).finally(() => this.#patient.splice(this.#patient.indexOf(effect), 1));
  }

  /** Begins nothing more: the next run will. */
  pause(): void {
    this.#isPaused = true;
  }

  /** What became of effects since this was last asked. */
  takeOutcomes(): readonly EffectOutcome[] {
    return this.#outcomes.splice(0);
  }

  left(): Pick<LeftOver, 'effects' | 'outcomes'> {
    return { effects: [...this.#patient, ...this.#waiting], outcomes: this.#outcomes };
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

  async #perform(effect: RecordedEffect): Promise<void> {
    this.#inFlight += 1;
    await this.#attempt(effect);
    this.#inFlight -= 1;
    this.#start();
  }

  /** Never throws. */
  async #attempt(effect: RecordedEffect): Promise<void> {
    try {
      await this.#execute(effect);
    } catch (error) {
      this.#outcomes.push({ is: 'lost', effect, reason: whyLost(error) });
    }
  }

  async #execute<Kind extends EffectKind>(effect: RecordedEffect<Kind>): Promise<void> {
    const { workspace, customer, testClock } = this.#who;
    const { activity, queue } = EFFECTS[effect.kind];
    const options = { summary: effect.summary, taskQueue: queue(workflowInfo().taskQueue, testClock) };
    await activity.executeWithOptions(options, [{ workspace, customer, effect }]);
  }
}

const TOO_MANY = `more than ${MOST_PATIENT} calls of this customer were under way`;
const TOO_LATE = 'it was not done in time';

/** Failures of activities name no person: the worker sees to that. */
function whyLost(error: unknown): string {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof TimeoutFailure) return TOO_LATE;
  return oneLine(cause instanceof Error ? cause.message : String(cause));
}

/** What the run before left; one of 0.3.0 left no reasons, and its ledger knew nothing but messages. */
function outcomesLeft(left: CustomerInput['left']): readonly EffectOutcome[] {
  if (left === undefined) return [];
  if ('outcomes' in left) return left.outcomes;
  return left.lost.flatMap(({ key, kind }) =>
    kind === 'sendMessage' ? [{ is: 'lost' as const, effect: { key, kind }, reason: TOO_LATE }] : [],
  );
}

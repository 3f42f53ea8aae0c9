import type { RoundTrip, Tables } from '../memory/tables.ts';
import type { Random } from './random.ts';
import type { Process, Scheduler } from './scheduler.ts';

class OutageError extends Error {
  override readonly name = 'OutageError';
}

class LostReplyError extends Error {
  override readonly name = 'LostReplyError';
}

/** Made once: a stack trace costs more than the step it would tell about. */
const OUTAGE = new OutageError('nobody answers');
const LOST_REPLY = new LostReplyError('the reply got lost');

const LOST_REPLIES = 0.03;
/** At each pause of a process; about 36 in a run. */
const CRASHES = 0.13;
const OUTAGES = 0.008;
const STALE_READS = 0.1;

/** What goes wrong in a run, until it is repaired. */
export class Hazards {
  storeAway = false;
  temporalAway = false;
  crashes = 0;
  repaired = false;
  readonly #random: Random;
  readonly #tables: Tables;

  constructor(random: Random, tables: Tables) {
    this.#random = random;
    this.#tables = tables;
  }

  /** Outages begin and end; a majority falls behind and catches up, or a fail-over takes writes back. */
  drift(): void {
    const random = this.#random;
    if (random.chance(this.storeAway ? 0.1 : OUTAGES)) this.storeAway = !this.storeAway;
    if (random.chance(this.temporalAway ? 0.03 : OUTAGES)) this.temporalAway = !this.temporalAway;
    if (this.#tables.isLagging) {
      if (random.chance(0.06)) this.#tables[random.chance(0.5) ? 'catchUp' : 'rollBack']();
    } else if (random.chance(OUTAGES)) this.#tables.lag();
  }

  /** From now on everything works. */
  repair(): void {
    this.repaired = true;
    this.storeAway = false;
    this.temporalAway = false;
    if (this.#tables.isLagging) this.#tables[this.#random.chance(0.5) ? 'catchUp' : 'rollBack']();
  }

  crashesNow(): boolean {
    if (this.repaired || !this.#random.chance(CRASHES)) return false;
    this.crashes += 1;
    return true;
  }

  /** A new primary may answer a majority read from the past. */
  readsStale(): boolean {
    return !this.repaired && this.#random.chance(STALE_READS);
  }

  /**
   * Round trips of one process: a delay, outages, and replies that are lost after the work is done. Whoever goes on
   * after a reply meets the next pause before it touches anything, so one pause for each is enough.
   */
  tripOf(scheduler: Scheduler, process: Process, isAway: () => boolean): RoundTrip {
    return async (work) => {
      await scheduler.pause(process);
      if (isAway()) throw OUTAGE;
      const answer = work();
      if (!this.repaired && this.#random.chance(LOST_REPLIES)) throw LOST_REPLY;
      return answer;
    };
  }
}

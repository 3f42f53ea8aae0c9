import { SECOND, type Instant } from '../../domain/time.ts';
import type { Random } from './random.ts';

/** What dies or freezes as a whole: an API process with its requests and sweeps, or a worker's attempt. */
export interface Process {
  fate: 'runs' | 'frozen' | 'dead';
  /** Things under way in it. */
  tasks: number;
}

interface Parked {
  readonly process: Process;
  readonly go: () => void;
}

/** Decides who goes on next, and moves the clock: no real time, no other source of chance. */
export class Scheduler {
  now: Instant = Date.UTC(2026, 0, 12, 12);
  readonly random: Random;
  readonly #ready: Parked[] = [];
  readonly #frozen: Parked[] = [];

  constructor(random: Random) {
    this.random = random;
  }

  /** Runs `work` in a process; nothing may come out of it but what it tells others itself. */
  run(process: Process, work: () => Promise<void>): void {
    process.tasks += 1;
    void work().then(() => {
      process.tasks -= 1;
    });
  }

  /** Here others may go first, for as long as the scheduler likes; a dead process never goes on. */
  async pause(process: Process): Promise<void> {
    await new Promise<void>((go) => {
      this.#ready.push({ process, go });
    });
  }

  /** Lets somebody go on to the next pause, unless `strikes` says that their process ends or freezes here. */
  async step(strikes: (process: Process) => boolean): Promise<boolean> {
    const parked = this.#pick();
    if (parked !== undefined && !strikes(parked.process)) parked.go();
    else if (parked?.process.fate === 'frozen') this.#frozen.push(parked);
    await this.settle();
    return parked !== undefined;
  }

  /** A few turns of the microtask queue; what needs more goes on beside the next step, in the same order each time. */
  async settle(): Promise<void> {
    this.now += this.random.chance(0.02) ? this.random.below(20 * SECOND) : this.random.below(60);
    for (let turn = 0; turn < 3; turn += 1) await Promise.resolve();
  }

  /** A frozen process goes on where it stood, as if no time had passed. */
  thaw(process: Process): void {
    process.fate = 'runs';
    for (const parked of this.#frozen.splice(0)) {
      (parked.process === process ? this.#ready : this.#frozen).push(parked);
    }
  }

  #pick(): Parked | undefined {
    while (this.#ready.length > 0) {
      const place = this.random.below(this.#ready.length);
      const parked = this.#ready[place];
      const last = this.#ready.pop();
      if (last && place < this.#ready.length) this.#ready[place] = last;
      if (parked?.process.fate === 'runs') return parked;
      if (parked?.process.fate === 'frozen') this.#frozen.push(parked);
    }
    return undefined;
  }
}

export function isAlive(process: Process): boolean {
  return process.fate === 'runs' && process.tasks > 0;
}

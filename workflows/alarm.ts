import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Deadline } from '../domain/decision/decision.ts';
import type { Instant } from '../domain/time.ts';

/** Ten years. The server cannot count to the end of a wait of thousands; then it rings in vain and is set anew. */
const LONGEST = 3_650 * 24 * 60 * 60 * 1_000;

/**
 * One lazy timer. A later deadline leaves it alone (it rings in vain, once, and is set anew); only an earlier one
 * arms a new timer. So a purchase, which moves deadlines later, costs no event.
 */
export class Alarm {
  /** When it rings; `null` when it is not set. Never later than the deadline. */
  at: Instant | null = null;
  rang = false;
  readonly #ticks: boolean;
  #scope: CancellationScope | undefined;

  /** `ticks: false` under a test clock: the instant is kept and shown, but no timer is armed. */
  constructor({ ticks }: { readonly ticks: boolean }) {
    this.#ticks = ticks;
  }

  set(wake: Deadline | null, now: Instant): void {
    this.rang = false;
    if (wake === null || (this.at !== null && this.at > now && this.at <= wake.at)) return;
    this.#scope?.cancel();
    this.at = wake.at;
    if (this.#ticks) void this.#ring(wake.at - now, wake.because);
  }

  async #ring(ms: number, summary: string): Promise<void> {
    const scope = new CancellationScope();
    this.#scope = scope;
    try {
      await scope.run(() => sleep(Math.min(Math.max(1, ms), LONGEST), { summary }));
      this.#scope = undefined;
      this.at = null;
      this.rang = true;
    } catch (error) {
      if (!isCancellation(error)) throw error;
    }
  }
}

import type { Instant } from '../../domain/time.ts';
import { SECOND } from '../../domain/time.ts';
import { attendance, type Attendance, type QueueSeen } from '../../ingest/attendance.ts';

const EVERY = 5 * SECOND;

/** Looks whether anybody works, for as long as a page is open, and once for all of them. */
export class AttendanceWatch {
  readonly #see: () => Promise<QueueSeen | null>;
  readonly #clock: () => Instant;
  readonly #told = new Set<(state: Attendance) => void>();
  #state: Attendance = 'here';
  #timer: NodeJS.Timeout | undefined;

  constructor(see: () => Promise<QueueSeen | null>, clock: () => Instant) {
    this.#see = see;
    this.#clock = clock;
  }

  /** Tells of every change, and at once where not everybody is here. @returns ends it */
  subscribe(tell: (state: Attendance) => void): () => void {
    this.#told.add(tell);
    if (this.#state !== 'here') tell(this.#state);
    if (this.#timer === undefined) void this.#look();
    return () => {
      this.#told.delete(tell);
      if (this.#told.size > 0) return;
      clearTimeout(this.#timer);
      this.#timer = undefined;
    };
  }

  async #look(): Promise<void> {
    const timer = setTimeout(() => void this.#look(), EVERY);
    this.#timer = timer;
    const state = attendance(await this.#see(), this.#clock());
    // Nobody listens any more, or a later look has answered meanwhile.
    if (this.#timer !== timer || state === this.#state) return;
    this.#state = state;
    for (const tell of this.#told) tell(state);
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { SECOND } from '../../domain/time.ts';
import type { Ingest } from '../../ingest/open.ts';

/** Few enough for the time that one dispatch has, also where the server is busy. */
const AT_ONCE = 20;
const LOOK_EVERY = SECOND / 2;

/**
 * Tells customers that they were asked, beside the asking: to be asked is a row of the store, and to be told is to be
 * woken, which takes a server far longer. Whom the sweeper has told meanwhile is not told again.
 */
export class Deliveries {
  readonly #ingest: Pick<Ingest, 'events' | 'dispatch'>;
  readonly #workspace: WorkspaceId;
  readonly #waiting: CustomerId[] = [];
  #running: Promise<void> | null = null;

  constructor(ingest: Pick<Ingest, 'events' | 'dispatch'>, workspace: WorkspaceId) {
    this.#ingest = ingest;
    this.#workspace = workspace;
  }

  add(customers: readonly CustomerId[]): void {
    this.#waiting.push(...customers);
    this.#running ??= this.#run();
  }

  /** @param waits called twice a second meanwhile */
  async end(waits: () => void): Promise<void> {
    while (this.#running !== null) {
      waits();
      await Promise.race([this.#running, pause(LOOK_EVERY)]);
    }
  }

  /** What cannot be read or delivered now is left to the sweeper. */
  async #run(): Promise<void> {
    for (let some = this.#next(); some.length > 0; some = this.#next()) {
      const rows = await this.#ingest.events.undelivered(this.#workspace, some).catch(() => []);
      if (rows.length === 0) continue;
      const { delivered, refused } = await this.#ingest.dispatch(rows);
      const came = new Set([...delivered, ...refused]);
      // Where none got through, Temporal is away. Else there was no time for them, and they have another turn.
      if (came.size > 0) this.#waiting.push(...rows.flatMap(({ _id, customer }) => (came.has(_id) ? [] : [customer])));
    }
    this.#running = null;
  }

  #next(): readonly CustomerId[] {
    return this.#waiting.splice(0, AT_ONCE);
  }
}

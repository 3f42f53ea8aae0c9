import type { EventStore } from '../db/events.ts';
import { SECOND, type Instant } from '../domain/time.ts';
import type { Dispatch } from './dispatch.ts';

export interface SweeperPorts {
  readonly events: Pick<EventStore, 'pending'>;
  readonly dispatch: Dispatch;
  readonly now: () => Instant;
  readonly failed: (error: unknown) => void;
}

/** Rows younger than this are still being delivered by the request that brought them. */
const YOUNG = 10 * SECOND;
const PAGE = 500;

/** Rows that cannot be delivered now must not hold up those behind them; in an outage nobody reads on for ever. */
const MAX_STUCK = 10 * PAGE;

/** Delivers what no request delivered, page by page, past what does not move. */
export async function sweep(ports: SweeperPorts, youngerThan: number = YOUNG): Promise<number> {
  const before = ports.now() - youngerThan;
  let swept = 0;
  let stuck = 0;
  while (stuck < MAX_STUCK) {
    const rows = await ports.events.pending(before, PAGE, stuck);
    if (rows.length === 0) return swept;
    await ports.dispatch(rows);
    const left = new Set((await ports.events.pending(before, PAGE, stuck)).map((row) => row._id));
    const stayed = rows.filter((row) => left.has(row._id)).length;
    swept += rows.length - stayed;
    stuck += stayed;
  }
  return swept;
}

export interface Sweeper {
  /** Waits for the sweep under way. */
  stop(): Promise<void>;
}

/** Sweeps at once and then at every interval; any number of processes may do so, since delivery is idempotent. */
export function startSweeper(ports: SweeperPorts, every: number = 15 * SECOND): Sweeper {
  let running: Promise<unknown> = Promise.resolve();
  let isRunning = false;
  const run = () => {
    if (isRunning) return;
    isRunning = true;
    running = sweep(ports)
      .catch(ports.failed)
      .finally(() => {
        isRunning = false;
      });
  };
  run();
  const timer = setInterval(run, every);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

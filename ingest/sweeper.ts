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

/** Delivers what no request delivered, until nothing old is pending or nothing moves any more. */
export async function sweep(ports: SweeperPorts, youngerThan: number = YOUNG): Promise<number> {
  let swept = 0;
  for (;;) {
    const rows = await ports.events.pending(ports.now() - youngerThan, PAGE);
    if (rows.length === 0) return swept;
    await ports.dispatch(rows);
    const left = await ports.events.pending(ports.now() - youngerThan, PAGE);
    const moved = rows.length - left.filter((row) => rows.some(({ _id }) => _id === row._id)).length;
    swept += moved;
    if (moved === 0) return swept;
  }
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

import type { EventRow, EventStore } from '../db/events.ts';
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

/** Tries once to deliver each row that no request delivered, oldest first. @returns how many it delivered */
export async function sweep(ports: SweeperPorts, youngerThan: number = YOUNG): Promise<number> {
  const before = ports.now() - youngerThan;
  let swept = 0;
  let stuck = 0;
  let last: EventRow | undefined;
  while (stuck < MAX_STUCK) {
    const rows = await ports.events.pending(before, PAGE, last);
    const delivered = await ports.dispatch(rows);
    swept += delivered;
    stuck += rows.length - delivered;
    last = rows.at(-1);
    if (rows.length < PAGE) break;
  }
  return swept;
}

export interface Sweeper {
  /** Waits for the sweep under way. */
  stop(): Promise<void>;
}

/**
 * Sweeps at once and then at every interval; any number of processes may do so, since delivery is idempotent. The first
 * time it leaves out nothing: what is pending then was brought by others, who may have died with it.
 */
export function startSweeper(ports: SweeperPorts, every: number = 15 * SECOND): Sweeper {
  let running: Promise<unknown> = Promise.resolve();
  let isRunning = false;
  const run = (youngerThan: number) => {
    if (isRunning) return;
    isRunning = true;
    running = sweep(ports, youngerThan)
      .catch(ports.failed)
      .finally(() => {
        isRunning = false;
      });
  };
  run(0);
  const timer = setInterval(run, every, YOUNG);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

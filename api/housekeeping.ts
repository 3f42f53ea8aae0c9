import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import { MINUTE, SECOND, type Instant } from '../domain/time.ts';
import { resumeMoves, type ClockPorts } from '../ingest/clock.ts';
import type { Ingest } from '../ingest/open.ts';
import { startSweeper } from '../ingest/sweeper.ts';

export interface HousekeepingPorts {
  readonly ingest: Pick<Ingest, 'events' | 'dispatch' | 'clock' | 'quarantine' | 'watch'>;
  /** Wall clock. */
  readonly now: () => Instant;
  readonly failed: (error: unknown) => void;
  /** More that is due at every round. */
  readonly also: readonly (() => Promise<unknown>)[];
}

export interface Housekeeping {
  /** Waits for what is under way, except for moves of a clock: another start takes those up. */
  stop(): Promise<void>;
}

const EVERY = 15 * SECOND;
const SWEEP_EVERY = 5 * SECOND;

/**
 * Finishes what requests or dead processes left undone, at once and then again and again. Any number of processes may
 * do so.
 */
export function startHousekeeping({ ingest, now, failed, also }: HousekeepingPorts): Housekeeping {
  const sweeper = startSweeper({ ...ingest, now, failed }, SWEEP_EVERY);
  const duties = [abandonedMoves(ingest.clock, now), ingest.watch, ...also].map((duty) => oneAtATime(duty, failed));
  const round = () => duties.forEach((duty) => duty());
  round();
  const timer = setInterval(round, EVERY);
  return {
    async stop() {
      clearInterval(timer);
      await sweeper.stop();
    },
  };
}

function oneAtATime(duty: () => Promise<unknown>, failed: (error: unknown) => void): () => void {
  let isRunning = false;
  return () => {
    if (isRunning) return;
    isRunning = true;
    void duty()
      .catch(failed)
      .finally(() => {
        isRunning = false;
      });
  };
}

/** Longer than a move that somebody is making can take. */
const MOVE_WITHIN = 15 * MINUTE;

/**
 * Takes up moves whose process died: at the first round all there are, since this process may follow that one; later
 * only those that have been under way for too long.
 */
function abandonedMoves(ports: ClockPorts, now: () => Instant): () => Promise<void> {
  let since: ReadonlyMap<string, Instant> | undefined;
  return async () => {
    const rows = await ports.clock.unfinished();
    const known = since;
    since = new Map(rows.map((row) => [moveOf(row), known?.get(moveOf(row)) ?? now()]));
    const isAbandoned = (row: WorkspaceRow) => now() - (known?.get(moveOf(row)) ?? now()) > MOVE_WITHIN;
    const abandoned = known === undefined ? rows : rows.filter(isAbandoned);
    await resumeMoves({ ...ports, clock: { ...ports.clock, unfinished: async () => abandoned } });
  };
}

function moveOf({ _id, movingTo }: WorkspaceRow): string {
  return `${_id}:${movingTo ?? ''}`;
}

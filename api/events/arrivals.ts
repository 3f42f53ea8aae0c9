import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';

/** What became of one event that was sent. */
export type ArrivalResult = 'accepted' | 'duplicate' | 'conflict' | 'invalid';

/** One request with events. */
export interface Arrived {
  readonly at: Instant;
  readonly results: readonly ArrivalResult[];
  /** Until all of it was stored and handed on; left out: nothing of it was right. */
  readonly seconds?: number;
}

/** What this process has taken of one workspace since it started. */
export interface ArrivalsOf {
  readonly counts: Readonly<Record<ArrivalResult, number>>;
  /** When the newest accepted event arrived; `null`: none has since the start. */
  readonly last: Instant | null;
  /** Of the newest requests, oldest first. */
  readonly seconds: readonly number[];
}

/** Requests whose time is kept: enough for a 99th percentile. */
const KEPT = 1_000;
const NONE: ArrivalsOf = {
  counts: { accepted: 0, duplicate: 0, conflict: 0, invalid: 0 },
  last: null,
  seconds: [],
};

/** Counts what arrives by workspace, in memory: whoever asks costs the store nothing. */
export class Arrivals {
  readonly #of = new Map<WorkspaceId, ArrivalsOf>();

  add(workspace: WorkspaceId, { at, results, seconds }: Arrived): void {
    const before = this.of(workspace);
    const counts = { ...before.counts };
    for (const result of results) counts[result] += 1;
    this.#of.set(workspace, {
      counts,
      last: results.includes('accepted') ? at : before.last,
      seconds: seconds === undefined ? before.seconds : [...before.seconds, seconds].slice(-KEPT),
    });
  }

  of(workspace: WorkspaceId): ArrivalsOf {
    return this.#of.get(workspace) ?? NONE;
  }
}

/** Of this process, as its metrics are. */
export const arrivals = new Arrivals();

/** The value that the share `p` of them does not exceed; `null` where there are none. */
export function percentile(values: readonly number[], p: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? null;
}

import type { EventKey } from '../keys.ts';
import type { Instant } from '../time.ts';

/** A customer's totals as of one time: the minimal data set. */
export interface Summary {
  readonly key: EventKey;
  /** It covers every action up to and including this instant. */
  readonly at: Instant;
  /** At least 1. */
  readonly actions: number;
  /** At most `at`. */
  readonly lastActionAt: Instant;
  /** Minor units. */
  readonly monetary: number;
}

/** The later one counts; of two of one instant, the one whose key is greater, so that order does not matter. */
export function supersedes(summary: Summary, known: Summary | null): boolean {
  if (known === null) return true;
  return summary.at > known.at || (summary.at === known.at && summary.key > known.key);
}

/** Actions of which a summary does not say on which days they were: all but the last. */
export function undatedActions(summary: Summary | null): number {
  return summary === null ? 0 : summary.actions - 1;
}

/** Whether an action at that instant is part of the summary's totals, and must not count again. */
export function isCovered(at: Instant, summary: Summary | null): boolean {
  return summary !== null && at <= summary.at;
}

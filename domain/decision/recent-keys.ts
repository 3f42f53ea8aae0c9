import type { EventKey } from '../keys.ts';
import type { Instant } from '../time.ts';

/**
 * Which events have been applied, without keeping them all: the newest keys, and a watermark below which only
 * the applied marks in the store can tell. A key's arrival time is the same at every delivery, so the rule needs
 * no clock: an evicted key arrived at or before the watermark, hence its next delivery is looked up.
 */
export interface Seen {
  /** Newest last. */
  readonly keys: readonly (readonly [key: EventKey, receivedAt: Instant])[];
  /** The latest arrival among keys no longer kept. */
  readonly before: Instant;
}

export const NOTHING_SEEN: Seen = { keys: [], before: 0 };

const KEPT = 24;

export function hasSeen(seen: Seen, key: EventKey): boolean {
  return seen.keys.some(([known]) => known === key);
}

/** Whether only the store can tell if this event was applied. */
export function needsLookUp(seen: Seen, event: { readonly key: EventKey; readonly receivedAt: Instant }): boolean {
  return event.receivedAt <= seen.before && !hasSeen(seen, event.key);
}

export function remember(
  seen: Seen,
  events: readonly { readonly key: EventKey; readonly receivedAt: Instant }[],
): Seen {
  const keys = [...seen.keys, ...events.map((event) => [event.key, event.receivedAt] as const)];
  const evicted = keys.slice(0, -KEPT).map(([, receivedAt]) => receivedAt);
  return { keys: keys.slice(-KEPT), before: Math.max(seen.before, ...evicted) };
}

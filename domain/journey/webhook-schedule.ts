import { HOUR, MINUTE, SECOND } from '../time.ts';

/** After an attempt that failed, how long until the next one: those of Standard Webhooks, over three days. */
const PAUSES = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** Nobody is waited for longer than that, whatever they ask for. */
const LONGEST = 24 * HOUR;

/**
 * How long to wait after so many failed attempts; `null`: there is no further one.
 * @param asked by the other side, ms
 */
export function pauseAfter(attempts: number, asked: number | null = null): number | null {
  const pause = PAUSES[attempts - 1];
  return pause === undefined ? null : Math.max(pause, Math.min(asked ?? 0, LONGEST));
}

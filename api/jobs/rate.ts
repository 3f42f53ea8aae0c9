import type { JobState } from '../../db/jobs/rows.ts';
import { isoTime, SECOND, type Instant } from '../../domain/time.ts';

/** Work under way: so much done of so much, since when, as of when. */
interface Work {
  readonly state: JobState;
  readonly done: number;
  readonly total: number | null;
  readonly since: Instant;
  readonly changedAt: Instant;
}

/** How fast it goes, per second, and when it will probably be over; `null` while nobody can know. */
export function paceOf({ state, done, total, since, changedAt }: Work): {
  readonly rate: number | null;
  readonly eta: string | null;
} {
  const seconds = (changedAt - since) / SECOND;
  if (state !== 'running' || done === 0 || seconds <= 0) return { rate: null, eta: null };
  const rate = done / seconds;
  const left = total === null ? null : Math.max(0, total - done) / rate;
  return {
    rate: Math.round(rate * 10) / 10,
    eta: left === null ? null : isoTime(Math.round(changedAt + left * SECOND)),
  };
}

import type { Instant } from '../time.ts';
import type { SilenceLimits } from './silence-limits.ts';

/** `none`: never bought. `active`: bought lately. Then late by rule, then long gone. */
export type SilenceStage = 'none' | 'active' | 'overdue' | 'lapsed';

export function silenceStage(limits: SilenceLimits | null, now: Instant): SilenceStage {
  if (limits === null) return 'none';
  if (now >= limits.lapsedAt) return 'lapsed';
  return now >= limits.overdueAt ? 'overdue' : 'active';
}

export interface SilenceChange {
  readonly at: Instant;
  readonly stage: 'overdue' | 'lapsed';
}

/** The next stage and the instant at which it begins; `null` once nothing more can follow. */
export function nextSilence(limits: SilenceLimits | null, now: Instant): SilenceChange | null {
  if (limits === null) return null;
  const { overdueAt, lapsedAt } = limits;
  if (overdueAt > now) return { stage: 'overdue', at: overdueAt };
  return lapsedAt > now ? { stage: 'lapsed', at: lapsedAt } : null;
}

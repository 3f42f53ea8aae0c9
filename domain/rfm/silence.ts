import type { Instant } from '../time.ts';
import type { Rhythm } from './rhythm.ts';
import type { SilenceLimits } from './silence-limits.ts';

/** `none`: never bought. `active`: bought lately. Then late by rule, then long gone. */
export type SilenceStage = 'none' | 'active' | 'overdue' | 'lapsed';

/** When silence means something: fixed days, and personal rhythm where a fit of it is in force. */
export interface SilenceModel {
  /** Grows with each published change; customers record which one they have adopted. */
  readonly version: number;
  /** Elapsed 24-hour days since the last purchase; `overdue` comes first. For whoever has no rhythm of their own. */
  readonly overdueDays: number;
  readonly lapsedDays: number;
  readonly rhythm: Rhythm | null;
}

/** Starting values of the design; personal rhythm replaces them where there is enough history. */
export const DEFAULT_SILENCE: SilenceModel = { version: 1, overdueDays: 90, lapsedDays: 180, rhythm: null };

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
  const stages = [
    { stage: 'overdue', at: limits.overdueAt },
    { stage: 'lapsed', at: limits.lapsedAt },
  ] as const;
  return stages.find((change) => change.at > now) ?? null;
}

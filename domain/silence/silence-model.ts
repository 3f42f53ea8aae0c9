import type { Rhythm } from './rhythm.ts';
import type { SilenceRule } from './silence-rule.ts';

/** When silence means something: fixed days, and personal rhythm where a fit of it is in force. */
export interface SilenceModel {
  /** Grows with each published change; customers record which one they have adopted. */
  readonly version: number;
  /** The version whose limits it has, where only chances were measured anew since; left out: its own. */
  readonly limitsOf?: number;
  /** Elapsed 24-hour days since the last purchase; `overdue` comes first. For whoever has no rhythm of their own. */
  readonly overdueDays: number;
  readonly lapsedDays: number;
  readonly rhythm: Rhythm | null;
  /** For whoever has bought on several days; `null`: fixed days. Models of 0.4.0 and earlier have none, and go by `rhythm`. */
  readonly rule?: SilenceRule | null;
}

/** Starting values of the design; personal rhythm replaces them where there is enough history. */
export const DEFAULT_SILENCE: SilenceModel = { version: 1, overdueDays: 90, lapsedDays: 180, rhythm: null };

import type { Calibration } from '../rhythm/isotonic.ts';
import type { SegmentId } from '../scoring/segment.ts';
import type { Learned } from './rules/rule.ts';

/** What can be expected of a silence when each of its stages begins, as the rule counts it; `lapsed` is the lower. */
export interface StageLevels {
  readonly overdue: number;
  readonly lapsed: number;
}

/** The rule by which silence means something, as it was chosen on the past of a base. */
export interface SilenceRule {
  readonly learned: Learned;
  readonly levels: StageLevels;
  /** For whoever was in one of these segments right after their last purchase. */
  readonly bySegment: Readonly<Record<SegmentId, StageLevels>>;
  /** From what the rule expects to the chance of a purchase within `AHEAD_DAYS`; empty where it was not measured. */
  readonly calibration: Calibration;
  /** No silence is shorter than the floor or longer than the cap, days. */
  readonly floorDays: number;
  readonly capDays: number;
}

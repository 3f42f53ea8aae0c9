import type { DecidedEffect } from './effect.ts';
import type { JourneyId, StepId } from './ids.schema.ts';
import type { EventKey } from './keys.ts';
import type { Noted } from './outcome.ts';
import type { SegmentId } from './rfm/segment.ts';
import type { SilenceLimits } from './rfm/silence-limits.ts';
import type { Fired } from './state.ts';
import type { Instant } from './time.ts';

export interface Move {
  readonly from: SegmentId | null;
  readonly to: SegmentId | null;
  readonly cause: MoveCause;
}

export type MoveCause =
  | { readonly by: 'event'; readonly event: EventKey; readonly type: string }
  | { readonly by: 'silence'; readonly because: 'recency' | 'window' }
  | { readonly by: 'rules'; readonly playbook: number };

/** What happened to one enrolment at one instant. */
export type JourneyNote =
  | { readonly what: 'entered'; readonly journey: JourneyId; readonly version: number; readonly enrolment: number }
  | { readonly what: 'waiting'; readonly journey: JourneyId; readonly step: StepId; readonly until: Instant | null }
  | { readonly what: 'passed'; readonly journey: JourneyId; readonly step: StepId; readonly took?: string }
  | { readonly what: 'skipped'; readonly journey: JourneyId; readonly step: StepId; readonly because: SkipReason }
  | { readonly what: 'left'; readonly journey: JourneyId; readonly enrolment: number; readonly because: LeaveReason };

export type SkipReason = 'capped' | 'quiet-hours' | 'no-consent' | 'not-reachable';

export type LeaveReason =
  | { readonly by: 'end' }
  | { readonly by: 'stop'; readonly reason: string }
  | { readonly by: 'exit' }
  | { readonly by: 'goal' }
  | { readonly by: 'step-gone' }
  /** More steps at one instant than a walk may take: a bound of ours, which no valid journey reaches. */
  | { readonly by: 'limit' };

export interface SilenceBegun {
  readonly stage: Fired['stage'];
  /** What the limit was computed from, and by which version of the silence model. */
  readonly by: SilenceLimits['by'];
  readonly model: number;
  /** Chance of a purchase within 90 days, as the model had it; left out where there is none. */
  readonly chance?: number;
}

/** What was taken at one instant: the unit of the journal, whatever batch it came in. */
export interface JournalEntry {
  readonly seq: number;
  readonly at: Instant;
  readonly playbook: number;
  readonly events: readonly (Noted & { readonly at: Instant })[];
  readonly score: string | null;
  readonly segment: SegmentId | null;
  readonly move?: Move;
  /** A stage of silence that began now. */
  readonly silence?: SilenceBegun;
  /** Stages that ended by a purchase, made at `back`. */
  readonly returned?: readonly (Fired & { readonly back: Instant })[];
  readonly journeys: readonly JourneyNote[];
  readonly effects: readonly DecidedEffect[];
}

/** The earliest instant at which something changes although nothing happens, and what. */
export interface Deadline {
  readonly at: Instant;
  /** One line for operators and pages; at most 200 bytes. */
  readonly because: string;
}

import type { AudienceChange } from '../audience/memberships.ts';
import type { DecidedEffect } from '../effect.ts';
import type { JourneyFact } from '../journey/facts.ts';
import type { LoyaltyFact } from '../loyalty/facts.ts';
import type { EventKey } from '../keys.ts';
import type { Noted } from '../events/outcome.ts';
import type { SegmentId } from '../scoring/segment.ts';
import type { SilenceLimits } from '../silence/silence-limits.ts';
import type { Fired } from './state.ts';
import type { Instant } from '../time.ts';

export interface Move {
  readonly from: SegmentId | null;
  readonly to: SegmentId | null;
  readonly cause: MoveCause;
}

export type MoveCause =
  | { readonly by: 'event'; readonly event: EventKey; readonly type: string }
  | { readonly by: 'silence'; readonly because: 'recency' | 'window' }
  | { readonly by: 'rules'; readonly playbook: number };

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
  /** Audiences that the customer entered or left. */
  readonly audiences?: readonly AudienceChange[];
  readonly facts: readonly JourneyFact[];
  /** What has become of points and the tier; left out where nothing has. */
  readonly loyalty?: readonly LoyaltyFact[];
  readonly effects: readonly DecidedEffect[];
}

/** The earliest instant at which something changes although nothing happens, and what. */
export interface Deadline {
  readonly at: Instant;
  /** One line for operators and pages; at most 200 bytes. */
  readonly because: string;
}

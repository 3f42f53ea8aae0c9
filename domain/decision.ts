import type { JourneyId, SlotId, StepId } from './ids.schema.ts';
import type { JourneyFact } from './journey/facts.ts';
import type { EffectKey, EventKey } from './keys.ts';
import type { Noted } from './outcome.ts';
import type { SegmentId } from './rfm/segment.ts';
import type { SilenceLimits } from './rfm/silence-limits.ts';
import type { Fired } from './state.ts';
import type { Instant } from './time.ts';

interface EffectBase {
  readonly key: EffectKey;
  readonly journey: JourneyId;
  /** The version of the journey whose step says what is written or shown: content never travels by value. */
  readonly version: number;
  readonly step: StepId;
  /** Decided at this instant of the workspace's time. */
  readonly at: Instant;
  /** One line for operators, without personal data; at most 200 bytes. */
  readonly summary: string;
}

export interface SendMessage extends EffectBase {
  readonly kind: 'sendMessage';
  readonly channel: 'email';
  /** What templates may see of the customer at the moment of the decision. */
  readonly context: TemplateContext;
}

export interface ShowPlacement extends EffectBase {
  readonly kind: 'showPlacement';
  readonly placement: 'banner' | 'toast';
  readonly slot: SlotId;
  readonly until: Instant;
}

/** Something the world must see, at most once. The kind is the name of the activity that does it. */
export type Effect = SendMessage | ShowPlacement;

export interface TemplateContext {
  readonly segment: SegmentId | null;
  readonly previousSegment: SegmentId | null;
  readonly score: string | null;
  readonly orders: number;
  /** Minor units. */
  readonly revenue: number;
  readonly daysSinceLast: number | null;
}

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
  readonly facts: readonly JourneyFact[];
  readonly effects: readonly { readonly key: EffectKey; readonly kind: Effect['kind'] }[];
}

/** The earliest instant at which something changes although nothing happens, and what. */
export interface Deadline {
  readonly at: Instant;
  /** One line for operators and pages; at most 200 bytes. */
  readonly because: string;
}

import type { CustomerEvent } from '../event.ts';
import type { CustomerKey } from '../keys.ts';
import type { Effect, JourneyNote } from '../decision.ts';
import type { Playbook } from '../playbook.ts';
import type { Reading } from '../rfm/reading.ts';
import type { SegmentId } from '../rfm/segment.ts';
import type { SilenceStage } from '../rfm/silence.ts';
import type { CustomerState, JourneyStanding, SentLately } from '../state.ts';
import type { JourneyId } from '../ids.schema.ts';
import type { Instant } from '../time.ts';

/** Something journeys may react to. */
export type Occurrence = {
  /** Whether it may start a journey; what may not start anything may still end it. */
  readonly starts: boolean;
} & (
  | { readonly kind: 'event'; readonly event: CustomerEvent }
  | { readonly kind: 'move'; readonly from: SegmentId | null; readonly to: SegmentId | null }
  | { readonly kind: 'silence'; readonly stage: Extract<SilenceStage, 'overdue' | 'lapsed'> }
);

/** What a step may know of the customer: the state after this instant's events were scored. */
export interface JourneyContext {
  readonly customer: CustomerKey;
  readonly playbook: Playbook;
  readonly at: Instant;
  readonly state: CustomerState;
  /** Of that state. */
  readonly reading: Reading;
  /** The workspace's time zone, used where the customer's is unknown. */
  readonly timezone: string;
  /** A workspace with a test clock: mail goes to the built-in mailbox, so no consent is needed to try it. */
  readonly sandbox: boolean;
}

/** What all of a customer's journeys did at one instant. */
export interface JourneysAdvanced {
  readonly journeys: Readonly<Record<JourneyId, JourneyStanding>>;
  readonly sent: SentLately;
  readonly effects: readonly Effect[];
  readonly notes: readonly JourneyNote[];
}

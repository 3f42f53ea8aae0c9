import type { SegmentId } from '../rfm/segment.ts';

/** At most `messages` within any rolling `days`. */
export interface Cap {
  readonly messages: number;
  readonly days: number;
}

/** Local wall-clock times `HH:MM` in the customer's time zone; the span may pass midnight. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

export interface Policies {
  readonly caps: Readonly<Record<SegmentId, Cap>>;
  readonly quietHours: QuietHours | null;
  /** A message held back longer than this by quiet hours is skipped, hours. */
  readonly holdAtMostHours: number;
}

/** Softer for the best and for the lost; two to three a week between them (rates that long holdouts support). */
export const DEFAULT_POLICIES: Policies = {
  caps: {
    champions: { messages: 2, days: 7 },
    loyal: { messages: 2, days: 7 },
    'potential-loyalist': { messages: 3, days: 7 },
    'needs-attention': { messages: 3, days: 7 },
    'at-risk': { messages: 3, days: 7 },
    hibernating: { messages: 1, days: 14 },
    lost: { messages: 1, days: 30 },
  },
  quietHours: { from: '21:00', to: '09:00' },
  holdAtMostHours: 24,
};

import type { CustomerId, SegmentId } from '../ids.schema.ts';
import type { SentLately } from '../decision/state.ts';
import { DAY, type Instant } from '../time.ts';
import { capOf, isCapped } from './caps.ts';
import { isHeldOut } from './holdout.ts';
import type { Policies } from './policies.ts';

/** One message that was decided, in the segment that the customer was in then. */
export interface DecidedMessage {
  readonly customer: CustomerId;
  readonly at: Instant;
  readonly segment: SegmentId | null;
}

/** Messages to customers of one segment, and how many of them policies would have skipped. */
export interface SkippedIn {
  readonly segment: SegmentId | null;
  readonly messages: number;
  readonly heldOut: number;
  readonly capped: number;
}

export interface Replayed {
  /** Customers with messages in the time that is judged, and how many of them would be held out. */
  readonly customers: number;
  readonly heldOut: number;
  /** Those with most messages first. */
  readonly segments: readonly SkippedIn[];
}

/** Longest time that a cap looks back, milliseconds: so much before `since` has to be known. */
export function capsLookBack({ caps, otherwise }: Pick<Policies, 'caps' | 'otherwise'>): number {
  return Math.max(otherwise.days, ...Object.values(caps).map(({ days }) => days)) * DAY;
}

/** Messages judged before others have their turn. */
const AT_ONCE = 500;

/**
 * What policies would have skipped of messages that were decided. Those before `since` count as sent; later ones as far
 * as these policies would have let them go. Yields now and then, so that nobody waits for all of it.
 * @param messages in order of time, complete from `capsLookBack` before `since` on
 */
export function* replay(
  policies: Policies,
  messages: readonly DecidedMessage[],
  since: Instant,
): Generator<void, Replayed> {
  const sent = new Map<CustomerId, SentLately>();
  const held = new Map<CustomerId, boolean>();
  const segments = new Map<SegmentId | null, SkippedIn>();
  for (const [place, { customer, at, segment }] of messages.entries()) {
    if (place % AT_ONCE === AT_ONCE - 1) yield;
    const before = sent.get(customer) ?? [];
    if (at < since) {
      sent.set(customer, [...before, at]);
      continue;
    }
    const isHeld = held.get(customer) ?? isHeldOut(policies, customer);
    held.set(customer, isHeld);
    const isOver = !isHeld && isCapped(before, capOf(policies, segment), at);
    if (!isHeld && !isOver) sent.set(customer, [...before, at]);
    const known = segments.get(segment) ?? { segment, messages: 0, heldOut: 0, capped: 0 };
    segments.set(segment, {
      segment,
      messages: known.messages + 1,
      heldOut: known.heldOut + Number(isHeld),
      capped: known.capped + Number(isOver),
    });
  }
  return {
    customers: held.size,
    heldOut: [...held.values()].filter(Boolean).length,
    segments: [...segments.values()].toSorted((a, b) => b.messages - a.messages),
  };
}

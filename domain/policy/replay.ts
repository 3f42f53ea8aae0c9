import type { CustomerId, JourneyId, SegmentId } from '../ids.schema.ts';
import type { SentLately } from '../decision/state.ts';
import { DAY, type Instant } from '../time.ts';
import { allCaps, capReached, isExempt, rememberSent, type Message } from './caps.ts';
import { isHeldOut } from './holdout.ts';
import type { Policies } from './policies.ts';
import { givesWayUntil } from './priority.ts';

/** One message that was decided, in the segment that the customer was in then. */
export interface DecidedMessage extends Message {
  readonly journey: JourneyId;
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
  /** To another journey's message, where those that come second are skipped. */
  readonly gaveWay: number;
}

export interface Replayed {
  /** Customers with messages in the time that is judged, and how many of them would be held out. */
  readonly customers: number;
  readonly heldOut: number;
  /** Those with most messages first. */
  readonly segments: readonly SkippedIn[];
}

/** Longest time that a cap looks back, milliseconds: so much before `since` has to be known. */
export function capsLookBack(policies: Omit<Policies, 'version'>): number {
  return Math.max(...allCaps(policies).map(({ days }) => days)) * DAY;
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
  for (const [place, message] of messages.entries()) {
    if (place % AT_ONCE === AT_ONCE - 1) yield;
    const { customer, at, segment } = message;
    const before = sent.get(customer) ?? [];
    const isHeld = held.get(customer) ?? isHeldOut(policies, customer);
    const fate = at < since ? 'goes' : isHeld ? 'heldOut' : fateOf(policies, message, before);
    if (fate === 'goes') sent.set(customer, rememberSent(before, policies, message, at));
    if (at < since) continue;
    held.set(customer, isHeld);
    const known = segments.get(segment) ?? { segment, messages: 0, heldOut: 0, capped: 0, gaveWay: 0 };
    const skipped = fate === 'goes' ? {} : { [fate]: known[fate] + 1 };
    segments.set(segment, { ...known, messages: known.messages + 1, ...skipped });
  }
  return {
    customers: held.size,
    heldOut: [...held.values()].filter(Boolean).length,
    segments: [...segments.values()].toSorted((a, b) => b.messages - a.messages),
  };
}

/** Quiet hours and a hold only move a message, so both let it go. */
function fateOf(policies: Policies, message: DecidedMessage, sent: SentLately): 'goes' | 'capped' | 'gaveWay' {
  const { at, segment, journey, category } = message;
  if (isExempt(policies, category)) return 'goes';
  if (capReached(policies, segment, message, sent, at) !== null) return 'capped';
  const gives = policies.priority?.others === 'skip' && givesWayUntil(policies, journey, sent, at) !== null;
  return gives ? 'gaveWay' : 'goes';
}

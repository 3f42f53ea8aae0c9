import { own } from '../own.ts';
import type { SegmentId } from '../scoring/segment.ts';
import type { SentLately } from '../decision/state.ts';
import { DAY, type Instant } from '../time.ts';
import type { Cap, Policies } from './policies.ts';

export function capOf(policies: Policies, segment: SegmentId | null): Cap {
  return (segment === null ? undefined : own(policies.caps, segment)) ?? policies.otherwise;
}

/** Whether one more message at `at` would be too many. A message stops counting exactly `days` after it was sent. */
export function isCapped(sent: SentLately, cap: Cap, at: Instant): boolean {
  return sent.filter((instant) => instant > at - cap.days * DAY).length >= cap.messages;
}

const LEAST_DAYS = 31;
const LEAST_MESSAGES = 50;

/** Adds a message, and forgets those that no cap can count any more: at most the largest cap's number is kept. */
export function rememberSent(sent: SentLately, policies: Policies, at: Instant): SentLately {
  const caps = [policies.otherwise, ...Object.values(policies.caps)];
  const days = Math.max(LEAST_DAYS, ...caps.map((cap) => cap.days));
  const messages = Math.max(LEAST_MESSAGES, ...caps.map((cap) => cap.messages));
  return [...sent.filter((instant) => instant > at - days * DAY), at].slice(-messages);
}

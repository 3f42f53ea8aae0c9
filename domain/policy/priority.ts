import type { SentLately } from '../decision/state.ts';
import type { JourneyId } from '../ids.schema.ts';
import { MINUTE, type Instant } from '../time.ts';
import { partsOf, sentAt } from './caps.ts';
import type { Policies } from './policies.ts';

/**
 * Until when a message of a journey gives way to one of another journey; `null`: it goes now. Those who want to send at
 * one instant are asked in the order of their priority.
 */
export function givesWayUntil(
  { priority }: Pick<Policies, 'priority'>,
  journey: JourneyId,
  sent: SentLately,
  at: Instant,
): Instant | null {
  if (!priority) return null;
  const last = sent.findLast((message) => partsOf(message).journey !== journey);
  const until = last === undefined ? at : sentAt(last) + priority.minutes * MINUTE;
  return until > at ? until : null;
}

/** Without what other journeys sent at this very instant: whether it is they who took the last place under a cap. */
export function withoutRivals(sent: SentLately, journey: JourneyId, at: Instant): SentLately {
  return sent.filter((message) => sentAt(message) !== at || partsOf(message).journey === journey);
}

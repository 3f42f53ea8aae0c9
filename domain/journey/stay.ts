import type { Instant } from '../time.ts';
import type { JourneyFact } from './facts.ts';
import { insideAs, type JourneyStanding } from './standing.ts';

/**
 * The same fact, with how long its customer stood at the step that it takes them from, where they waited there.
 * @param standing before it
 */
export function withStay(fact: JourneyFact, standing: JourneyStanding, at: Instant): JourneyFact {
  if (fact.what !== 'passed' && fact.what !== 'skipped' && fact.what !== 'left') return fact;
  // That the last step was passed has been told just before.
  if (fact.what === 'left' && fact.because.by === 'end') return fact;
  const inside = insideAs(standing, fact.place.enrolment);
  if (inside === undefined || (inside.waiting.for === 'turn' && inside.since === at)) return fact;
  return { ...fact, after: at - inside.since };
}

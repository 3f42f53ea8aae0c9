import { namesOf } from '../../own.ts';
import { journeyVersion } from '../../playbook.ts';
import type { Instant } from '../../time.ts';
import { compiled } from '../definition/compiled.ts';
import { standingIn } from '../standing.ts';
import type { JourneyContext } from './context.ts';

/**
 * When a condition that somebody inside waits for may come to hold by time alone, at the earliest; infinite where none
 * is waited for. Until then it is asked at every instant that something brings.
 */
export function nextCondition(context: JourneyContext): Instant {
  const { state, playbook } = context;
  let next = Infinity;
  // Asked at every instant, and hardly anybody waits for a condition: no lists are made for it.
  for (const journey of namesOf(state.journeys)) {
    for (const inside of standingIn(state.journeys, journey).enrolments) {
      if (inside.is === 'left' || inside.waiting.for !== 'step' || inside.held) continue;
      const version = journeyVersion(playbook, journey, inside.version);
      const foresees = version && compiled(version.definition).steps.get(inside.step)?.listening?.foresees;
      if (foresees) next = Math.min(next, foresees(inside, context));
    }
  }
  return next;
}

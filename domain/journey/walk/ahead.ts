import type { Instant } from '../../time.ts';
import type { JourneyContext } from './context.ts';
import { insidersOf } from './insiders.ts';

/**
 * When a condition that somebody inside waits for may come to hold by time alone, at the earliest; infinite where none
 * is waited for. Until then it is asked at every instant that something brings.
 */
export function nextCondition(context: JourneyContext): Instant {
  let next = Infinity;
  for (const { inside, at } of insidersOf(context.state.journeys, context.playbook)) {
    const waits = inside.waiting.for === 'step' && !inside.held;
    const foresees = waits ? at?.listening?.foresees : null;
    if (foresees) next = Math.min(next, foresees(inside, context));
  }
  return next;
}

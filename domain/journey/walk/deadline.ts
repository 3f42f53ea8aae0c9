import type { Deadline } from '../../decision/decision.ts';
import { entriesOf } from '../../own.ts';
import type { Playbook } from '../../playbook.ts';
import type { Instant } from '../../time.ts';
import { insidersOf } from './insiders.ts';
import type { JourneyStandings, Waiting } from '../standing.ts';
import { oneLine } from '../../words/one-line.ts';

const ENDS: Readonly<Record<Waiting['for'], string>> = {
  step: 'a wait ends',
  'quiet-hours': 'quiet hours end',
  priority: 'the message of another journey went first',
  turn: 'more steps are due',
};

/** The instant at which the earliest wait or hold ends by time alone; infinite where none does. */
export function nextWait(journeys: JourneyStandings): Instant {
  let next = Infinity;
  for (const [, { enrolments }] of entriesOf(journeys)) {
    for (const enrolment of enrolments) {
      const until = enrolment.is === 'inside' ? enrolment.waiting.until : null;
      if (until !== null && until < next) next = until;
    }
  }
  return next;
}

/** The earliest wait or hold that ends by time alone, in words. */
export function nextJourneyDeadline(journeys: JourneyStandings, playbook: Playbook): Deadline | null {
  const at = nextWait(journeys);
  const first = insidersOf(journeys, playbook).find(({ inside }) => inside.waiting.until === at);
  if (first === undefined) return null;
  const { id, inside } = first;
  const name = first.at?.journey.definition.name ?? id;
  return { at, because: oneLine(`${ENDS[inside.waiting.for]}: step ${inside.step} of "${name}"`) };
}

import type { Deadline } from '../decision.ts';
import { entriesOf } from '../own.ts';
import type { Playbook } from '../playbook.ts';
import type { CustomerState, Waiting } from '../state.ts';
import type { Instant } from '../time.ts';
import { insidersOf } from './insiders.ts';
import { summaryLine } from './summary.ts';

const ENDS: Readonly<Record<Waiting['for'], string>> = {
  step: 'a wait ends',
  'quiet-hours': 'quiet hours end',
  turn: 'more steps are due',
};

/** The instant at which the earliest wait or hold ends by time alone; infinite where none does. */
export function nextWait(journeys: CustomerState['journeys']): Instant {
  let next = Infinity;
  for (const [, { inside }] of entriesOf(journeys)) {
    const until = inside?.waiting.until ?? null;
    if (until !== null && until < next) next = until;
  }
  return next;
}

/** The earliest wait or hold that ends by time alone, in words. */
export function nextJourneyDeadline(journeys: CustomerState['journeys'], playbook: Playbook): Deadline | null {
  const at = nextWait(journeys);
  if (at === Infinity) return null;
  const first = insidersOf(journeys, playbook).find(({ enrolment }) => enrolment.waiting.until === at);
  if (first === undefined) return null;
  const { id, enrolment } = first;
  const name = first.at?.journey.definition.name ?? id;
  return { at, because: summaryLine(`${ENDS[enrolment.waiting.for]}: step ${enrolment.step} of "${name}"`) };
}

import type { PublishedJourney } from '../../playbook.ts';
import { spanOf } from '../../time.ts';
import { compiled } from '../definition/compiled.ts';
import type { JourneyContext } from './context.ts';
import type { Enter } from '../definition/definition.schema.ts';
import type { JourneyFact, RefusalReason } from '../facts.ts';
import { leavingBy, type Leaving } from './insiders.ts';
import { newestOf, type JourneyStanding } from '../standing.ts';
import { eventOf, isNamedBy, matches, type Occurrence } from '../triggers/index.ts';
import type { Walk } from './walk.ts';

/** Somebody who enters, and perhaps has to leave again before the first step. */
export interface Newcomer {
  readonly entered: Extract<JourneyFact, { what: 'entered' }>;
  readonly walk: Walk;
  readonly leaving: Leaving | null;
}

/** Somebody who does not enter although what the journey waits for happened. */
export interface Refused {
  readonly refused: Extract<JourneyFact, { what: 'refused' }>;
}

/**
 * Lets the customer in by the first occurrence that the journey waits for. Occurrences are taken in their order: a
 * customer who left by one can come back by a later one only, and only a later one can make a newcomer leave.
 * @param leftBy the place of the occurrence by which the customer just left this journey; -1 where there is none
 */
export function newcomerTo(
  journey: PublishedJourney,
  standing: JourneyStanding,
  occurrences: readonly Occurrence[],
  leftBy: number,
  context: JourneyContext,
): Newcomer | Refused | null {
  const { definition, version } = journey;
  const { enter, steps } = definition;
  const mayStart = (occurrence: Occurrence, place: number) => place > leftBy && occurrence.starts;
  const by = occurrences.findIndex(
    (occurrence, place) => mayStart(occurrence, place) && matches(enter, occurrence, context),
  );
  const first = steps[0];
  if (!first) return null;
  const enrolment = standing.entered + 1;
  const place = { journey: definition.id, version, enrolment, step: first.id, visit: 1 };
  if (by < 0) {
    const isNamed = occurrences.some((one, index) => mayStart(one, index) && isNamedBy(enter, one));
    return isNamed ? { refused: { what: 'refused', place, because: 'condition' } } : null;
  }
  const because = refusalOf(enter.again, standing, context);
  if (because !== null) return { refused: { what: 'refused', place, because } };
  const event = eventOf(occurrences[by]);
  const isEarlier = event !== undefined && event.at !== context.at;
  return {
    entered: {
      what: 'entered',
      place,
      ...(isEarlier ? { from: event.at } : {}),
      ...(compiled(definition).steps.get(first.id)?.loops ? { loops: true } : {}),
    },
    walk: { journey, enrolment, event, from: 'here' },
    leaving: leavingBy(definition, occurrences.slice(by + 1), context),
  };
}

function refusalOf(again: Enter['again'], standing: JourneyStanding, { at }: JourneyContext): RefusalReason | null {
  const newest = newestOf(standing);
  if (newest === undefined) return null;
  if (newest.is === 'inside') return 'inside';
  if (again === 'never') return 'again';
  return again === 'always' || at - newest.at >= spanOf(again) ? null : 'again';
}

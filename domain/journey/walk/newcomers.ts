import type { PublishedJourney } from '../../playbook.ts';
import { spanOf } from '../../time.ts';
import { compiled } from '../definition/compiled.ts';
import type { JourneyContext } from './context.ts';
import type { Enter } from '../definition/definition.schema.ts';
import type { JourneyFact } from '../facts.ts';
import { leavingBy, type Leaving } from './insiders.ts';
import { newestOf, type JourneyStanding } from '../standing.ts';
import { eventOf, matches, type Occurrence } from '../triggers/index.ts';
import type { Walk } from './walk.ts';

/** Somebody who enters, and perhaps has to leave again before the first step. */
export interface Newcomer {
  readonly entered: Extract<JourneyFact, { what: 'entered' }>;
  readonly walk: Walk;
  readonly leaving: Leaving | null;
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
): Newcomer | null {
  const { definition, version } = journey;
  const { enter, steps } = definition;
  const by = occurrences.findIndex(
    (occurrence, place) => place > leftBy && occurrence.starts && matches(enter, occurrence, context),
  );
  const first = steps[0];
  if (by < 0 || !first || !mayEnter(enter.again, standing, context)) return null;
  const event = eventOf(occurrences[by]);
  const enrolment = standing.entered + 1;
  const place = { journey: definition.id, version, enrolment, step: first.id, visit: 1 };
  const isEarlier = event !== undefined && event.at !== context.at;
  return {
    entered: {
      what: 'entered',
      place,
      ...(isEarlier ? { from: event.at } : {}),
      ...(compiled(definition).steps.get(first.id)?.loops ? { loops: true } : {}),
    },
    walk: { journey, enrolment, event, from: 'here' },
    leaving: leavingBy(definition, occurrences.slice(by + 1), context, event?.at ?? context.at),
  };
}

function mayEnter(again: Enter['again'], standing: JourneyStanding, { at }: JourneyContext): boolean {
  const newest = newestOf(standing);
  if (newest === undefined) return true;
  if (newest.is === 'inside' || again === 'never') return false;
  return again === 'always' || at - newest.at >= spanOf(again);
}

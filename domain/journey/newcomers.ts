import type { PublishedJourney } from '../playbook.ts';
import type { JourneyStanding } from '../state.ts';
import type { JourneyContext, Occurrence } from './context.ts';
import type { Enter } from './definition.schema.ts';
import { leavingBy, type Leaving } from './insiders.ts';
import { spanOf } from './span.ts';
import { eventOf, matches } from './trigger.ts';
import { reach, type Walk } from './walk.ts';

export const NEVER_ENTERED: JourneyStanding = { entered: 0 };

/** Somebody who enters, and perhaps has to leave again before the first step. */
export interface Newcomer {
  readonly walk: Walk;
  readonly leaving: Leaving | null;
}

/** The versions that take newcomers now. */
export function openJourneys({ playbook }: JourneyContext): readonly PublishedJourney[] {
  return [...playbook.journeys.values()];
}

/**
 * Lets the customer in by the first occurrence that the journey waits for. Occurrences are taken in their order:
 * whoever left by one can only come back by a later one, and only a later one can make a newcomer leave.
 * @param leftBy the place of the occurrence by which the customer just left this journey; -1 where there is none
 */
export function newcomerTo(
  journey: PublishedJourney,
  standing: JourneyStanding,
  occurrences: readonly Occurrence[],
  leftBy: number,
  context: JourneyContext,
): Newcomer | null {
  const { enter, steps } = journey.definition;
  if (standing.inside || !mayEnter(enter.again, standing, context)) return null;
  const by = occurrences.findIndex(
    (occurrence, place) => place > leftBy && occurrence.starts && matches(enter, occurrence, context),
  );
  const first = steps[0];
  if (by < 0 || !first) return null;
  const walk: Walk = {
    journey,
    enrolment: standing.entered + 1,
    enteredAt: context.at,
    from: eventOf(occurrences[by])?.at ?? context.at,
    heard: [],
    step: null,
    since: context.at,
    visits: {},
    event: eventOf(occurrences[by]),
  };
  return {
    walk: reach(walk, first.id, context.at),
    leaving: leavingBy(journey.definition, occurrences.slice(by + 1), context),
  };
}

function mayEnter(again: Enter['again'], { entered, leftAt }: JourneyStanding, { at }: JourneyContext): boolean {
  if (entered === 0 || again === 'always') return true;
  return again !== 'never' && at - (leftAt ?? at) >= spanOf(again);
}

import type { JourneyId } from '../../ids.schema.ts';
import type { SegmentId } from '../../scoring/segment.ts';
import { journeyVersion, type Playbook, type PublishedJourney } from '../../playbook.ts';
import { compiled, type CompiledStep } from '../definition/compiled.ts';
import type { JourneyContext } from './context.ts';
import type { JourneyDefinition } from '../definition/definition.schema.ts';
import type { LeaveReason } from '../facts.ts';
import { allInside, type Inside, type JourneyStandings, type Walker } from '../standing.ts';
import { firstMatch, type Occurrence } from '../triggers/index.ts';

/** A customer inside a journey, with the version they are pinned to. */
export interface Insider {
  readonly id: JourneyId;
  readonly priority: number;
  readonly inside: Inside;
  /** `null` where the version or the step is no longer in the playbook. */
  readonly at: { readonly journey: PublishedJourney; readonly here: CompiledStep } | null;
}

/** Everybody inside, in no order. */
export function insidersOf(journeys: JourneyStandings, playbook: Playbook): readonly Insider[] {
  return allInside(journeys).map(([id, inside]) => {
    const journey = journeyVersion(playbook, id, inside.version);
    const here = journey && compiled(journey.definition).steps.get(inside.step);
    const priority = journey?.definition.priority ?? 0;
    return { id, priority, inside, at: journey && here ? { journey, here } : null };
  });
}

/** Why somebody leaves, and the place of the occurrence behind it; -1 where it was none. */
export interface Leaving {
  readonly because: LeaveReason;
  readonly by: number;
}

/**
 * What a goal, an exit or the segments that a journey is bound to say to these occurrences: a goal that is reached counts,
 * whatever else happened.
 */
export function leavingBy(
  { goal, exit, bound }: JourneyDefinition,
  occurrences: readonly Occurrence[],
  context: JourneyContext,
  walker: Walker,
): Leaving | null {
  const reached = goal ? firstMatch([goal], occurrences, context, walker) : -1;
  if (reached >= 0) return { because: { by: 'goal' }, by: reached };
  const left = firstMatch(exit, occurrences, context, walker);
  if (left >= 0) return { because: { by: 'exit' }, by: left };
  return bound === undefined ? null : outOf(bound, occurrences);
}

/** A move out of the segments that a journey is bound to; one by new rules, too. */
function outOf(bound: readonly SegmentId[], occurrences: readonly Occurrence[]): Leaving | null {
  for (const [by, occurrence] of occurrences.entries()) {
    if (occurrence.kind !== 'move') continue;
    const { to } = occurrence;
    if (to === null || !bound.includes(to)) return { because: { by: 'segment', to }, by };
  }
  return null;
}

import { eventType, type CustomerEvent } from '../event.ts';
import { HOUR } from '../time.ts';
import { factsOf, holds } from './condition.ts';
import type { JourneyContext, Occurrence } from './context.ts';
import type { Enter, Trigger } from './definition.schema.ts';

const TOO_LATE = 24 * HOUR;

/** Imported history and events learned of more than 24 hours late count, and may end a journey; they start none. */
export function triggers(event: CustomerEvent): boolean {
  return event.silent !== true && event.seenAt - event.at <= TOO_LATE;
}

/** The event behind an occurrence, if there is one. */
export function eventOf(occurrence: Occurrence | undefined): CustomerEvent | undefined {
  return occurrence?.kind === 'event' ? occurrence.event : undefined;
}

/** Whether the occurrence is what the trigger names, and its condition holds. */
export function matches(trigger: Trigger | Enter, occurrence: Occurrence, context: JourneyContext): boolean {
  if (!isNamed(trigger, occurrence)) return false;
  const when = 'when' in trigger ? trigger.when : undefined;
  return when === undefined || holds(when, factsOf(context, eventOf(occurrence)));
}

/** The place of the first occurrence that matches any of the triggers; -1 where none does. */
export function firstMatch(
  anyOf: readonly Trigger[],
  occurrences: readonly Occurrence[],
  context: JourneyContext,
): number {
  return occurrences.findIndex((occurrence) => anyOf.some((trigger) => matches(trigger, occurrence, context)));
}

function isNamed(trigger: Trigger | Enter, occurrence: Occurrence): boolean {
  switch (occurrence.kind) {
    case 'event':
      return trigger.on === 'event' && trigger.event === eventType(occurrence.event);
    case 'move':
      return trigger.on === 'move' && isAmong(occurrence.from, trigger.from) && isAmong(occurrence.to, trigger.to);
    case 'silence':
      return trigger.on === 'silence' && trigger.stage === occurrence.stage;
  }
}

/** A trigger that names no segments takes any, and none as well. */
function isAmong<Id>(segment: Id | null, named: readonly Id[] | undefined): boolean {
  return named === undefined || (segment !== null && named.includes(segment));
}

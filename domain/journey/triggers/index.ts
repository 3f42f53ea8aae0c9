import { z } from 'zod';
import { CustomerFacts, holds } from '../conditions/condition.ts';
import type { Condition } from '../conditions/condition.schema.ts';
import type { Bins } from '../../scoring/coverage.ts';
import type { CustomerEvent } from '../../events/event.ts';
import { conditionFaults } from '../conditions/condition-faults.ts';
import type { JourneyContext } from '../walk/context.ts';
import type { Problem } from '../../problem.ts';
import type { Walker } from '../standing.ts';
import { nonEmpty } from '../definition/non-empty.ts';
import { api } from './api.ts';
import type { EntryOccurrence } from './by-name.ts';
import { audience } from './audience.ts';
import { badge } from './badge.ts';
import { date, type DateOccurrence, type EnterByDate } from './date.ts';
import { event } from './event.ts';
import { expiring } from './expiring.ts';
import { launch } from './launch.ts';
import { move } from './move.ts';
import { quest } from './quest.ts';
import { referral } from './referral.ts';
import { schedule } from './schedule.ts';
import { silence } from './silence.ts';
import { tier } from './tier.ts';
import type { TriggerKind } from './trigger.ts';

/** Every kind of trigger, under the name that definitions give in `on` and occurrences in `kind`. */
const KINDS = { move, event, silence, audience, tier, quest, badge, expiring, referral };

/** Every kind that only lets in whom somebody names; see `by-name.ts`. */
const BY_NAME = { api, launch, schedule };

type Kind = keyof typeof KINDS;
type NameKind = keyof typeof BY_NAME;
type TriggerOf = { [K in Kind]: z.infer<(typeof KINDS)[K]['schema']> };
type OccurrenceOf = { [K in Kind]: Parameters<(typeof KINDS)[K]['names']>[1] };
const TRIGGERS: { readonly [K in Kind]: TriggerKind<TriggerOf[K], OccurrenceOf[K]> } = KINDS;

export const trigger = z.discriminatedUnion('on', nonEmpty(Object.values(KINDS).map(({ schema }) => schema))).meta({
  id: 'Trigger',
  description:
    'What ends a journey, at whatever step the customer is. An event that arrives late, or by import, ends it too, whatever its age',
});
export type Trigger = TriggerOf[Kind];

/** What a journey is for. */
export const goal = z.discriminatedUnion('on', nonEmpty(Object.values(KINDS).map((kind) => kind.goal))).meta({
  id: 'Goal',
  description:
    'What the journey is for. It ends the journey like an exit, and counts as a conversion where it happened within the window',
});

const enters = [...Object.values(KINDS), ...Object.values(BY_NAME), date].map((kind) => kind.enter);

export const enter = z.discriminatedUnion('on', nonEmpty(enters)).meta({
  id: 'Enter',
  description:
    'What lets a customer in. An event that arrives more than 24 hours after it happened, an import, and a move, an audience, a tier or a quest by new rules let nobody in',
});
export type Enter = z.infer<(typeof KINDS)[Kind]['enter']> | EnterByName | EnterByDate;
export type EnterByName = { [K in NameKind]: z.infer<(typeof BY_NAME)[K]['enter']> }[NameKind];

/** What may end a wait. */
export const until = z.discriminatedUnion('on', [
  move.until,
  event.until,
  audience.until,
  tier.until,
  quest.until,
  badge.until,
  expiring.until,
  referral.until,
]);

/** Something journeys may react to. */
export type Occurrence = (OccurrenceOf[Kind] | EntryOccurrence | DateOccurrence) & {
  /** Whether it may start a journey; what may not start anything may still end it. */
  readonly starts: boolean;
};

/** The event behind an occurrence, if there is one. */
export function eventOf(occurrence: Occurrence | undefined): CustomerEvent | undefined {
  return occurrence?.kind === 'event' ? occurrence.event : undefined;
}

/** When it happened: an event has its own time; everything else happens when it is decided. */
export function happenedAt(occurrence: Occurrence, { at }: JourneyContext): number {
  if (occurrence.kind === 'entry') return occurrence.at;
  return occurrence.kind === 'event' ? occurrence.event.at : at;
}

/** Whether the occurrence is what lets in, whatever the condition says. */
export function isNamedBy(wanted: Enter, occurrence: Occurrence): boolean {
  return !isOwnWay(wanted) && wanted.on === occurrence.kind && isNamed(wanted.on, wanted, occurrence, null);
}

/**
 * Whether the occurrence is what the trigger names, and its condition holds.
 * @param walker the enrolment that it would end; `null` where it lets in
 */
export function matches(
  wanted: Trigger | Enter,
  occurrence: Occurrence,
  context: JourneyContext,
  walker: Walker | null,
): boolean {
  if (isOwnWay(wanted) || wanted.on !== occurrence.kind || !isNamed(wanted.on, wanted, occurrence, walker))
    return false;
  const when = conditionOf(wanted);
  return when === undefined || holds(when, new CustomerFacts(context, eventOf(occurrence), walker ?? undefined));
}

/** Whether a journey lets in only whom somebody names. */
export function isByName(wanted: Trigger | Enter): wanted is EnterByName {
  return Object.hasOwn(BY_NAME, wanted.on);
}

/** Whether it lets in by what is about one journey only: by name, or on a date. */
function isOwnWay(wanted: Trigger | Enter): wanted is EnterByName | EnterByDate {
  return isByName(wanted) || wanted.on === 'date';
}

/** The place of the first occurrence that matches any of the triggers; -1 where none does. */
export function firstMatch(
  anyOf: readonly Trigger[],
  occurrences: readonly Occurrence[],
  context: JourneyContext,
  walker: Walker,
): number {
  return occurrences.findIndex((occurrence) => anyOf.some((one) => matches(one, occurrence, context, walker)));
}

function isNamed<K extends Kind>(
  kind: K,
  wanted: TriggerOf[K],
  occurrence: OccurrenceOf[K],
  walker: Walker | null,
): boolean {
  return TRIGGERS[kind].names(wanted, occurrence, walker);
}

/** The types of the events that may be what the trigger names. */
export function eventsOf(wanted: Trigger | Enter): readonly string[] {
  return isOwnWay(wanted) ? [] : namedEvents(wanted.on, wanted);
}

function namedEvents<K extends Kind>(kind: K, wanted: TriggerOf[K]): readonly string[] {
  return TRIGGERS[kind].events(wanted);
}

/** Why a trigger can never be what its writer meant. */
export function triggerFaults(wanted: Trigger | Enter, path: string, bins: Bins): readonly Problem[] {
  const when = conditionOf(wanted);
  const asked = { events: eventsOf(wanted), bins, entering: !('again' in wanted) };
  const never = when === undefined ? [] : conditionFaults(when, `${path}.when`, asked);
  if (isByName(wanted)) return wanted.on === 'schedule' ? [...never, ...schedule.faults(wanted, path)] : never;
  return isOwnWay(wanted) ? never : [...never, ...ownFaults(wanted.on, wanted, path)];
}

function ownFaults<K extends Kind>(kind: K, wanted: TriggerOf[K], path: string): readonly Problem[] {
  return TRIGGERS[kind].faults(wanted, path);
}

/** What has to hold of whom a trigger names. */
export function conditionOf(wanted: Trigger | Enter): Condition | undefined {
  return 'when' in wanted ? wanted.when : undefined;
}

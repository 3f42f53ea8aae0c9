import type { JourneyId } from '../../ids.schema.ts';
import type { PublishedJourney } from '../../playbook.ts';
import { spanOf } from '../../time.ts';
import { factsOf, holds } from '../conditions/condition.ts';
import { compiled } from '../definition/compiled.ts';
import type { Enter, JourneyDefinition } from '../definition/definition.schema.ts';
import type { Asked, JourneyFact, RefuseReason } from '../facts.ts';
import type { Payload } from '../payload.ts';
import { standingIn, type Enrolment, type JourneyStanding, type Left } from '../standing.ts';
import { behind, keyOfEntering } from '../triggers/entering.ts';
import {
  conditionOf,
  eventOf,
  isByName,
  isNamedBy,
  matches,
  type EnterByName,
  type Occurrence,
} from '../triggers/index.ts';
import type { Advancing } from './advancing.ts';
import type { JourneyContext } from './context.ts';
import { leavingBy } from './insiders.ts';
import { assignEntering } from './measuring.ts';
import type { Walk } from './walk.ts';

/** One customer is inside one journey so often at once at most: each enrolment is a part of their state. */
export const MOST_INSIDE = 20;

/** Who has just left a journey, and the place of the occurrence by which they did; -1 where it was none. */
export interface Leaver {
  readonly journey: JourneyId;
  readonly key: string | undefined;
  readonly by: number;
}

/**
 * Lets the customer in by every occurrence that the journey waits for, and tells why where they may not come in.
 * Occurrences are taken in their order: a customer who left by one can come back by a later one only, and only a later
 * one can make a newcomer leave.
 * @param leavers grows by those who have to leave again before the first step
 * @returns those who stay; they have no steps behind them yet
 */
export function newcomersTo(
  advancing: Advancing,
  journey: PublishedJourney,
  happened: readonly Occurrence[],
  leavers: Leaver[],
  context: JourneyContext,
): readonly Walk[] {
  const { definition } = journey;
  const { id, enter } = definition;
  const walks: Walk[] = [];
  for (const [place, occurrence] of happened.entries()) {
    if (!occurrence.starts) continue;
    if (!isMeant(definition, occurrence, context)) {
      if (isNamedBy(enter, occurrence)) refuseByCondition(advancing, journey);
      continue;
    }
    const key = keyOfEntering(enter, occurrence);
    if (leavers.some((one) => one.by >= place && one.journey === id && isOfKey(enter, key, one))) continue;
    const standing = standingIn(advancing.journeys, id);
    const because = refusal(enter, key, standing, occurrence, context);
    const named = key === undefined ? {} : { key };
    if (because !== null) {
      advancing.tell({ ...refusedFact(journey, occurrence, named), because });
      continue;
    }
    const entered = entering(journey, standing.entered + 1, occurrence, named, context);
    if (entered === null) continue;
    if (assignEntering(advancing, journey, entered, context)) {
      advancing.tell({ ...refusedFact(journey, occurrence, named), because: 'held-out' });
      continue;
    }
    advancing.tell(entered);
    const leaving = leavingBy(definition, happened.slice(place + 1), context, entered);
    if (leaving) {
      leavers.push({ journey: id, key, by: place + 1 + leaving.by });
      advancing.tell({ what: 'left', place: entered.place, because: leaving.because });
    } else {
      walks.push({ journey, enrolment: entered.place.enrolment, event: eventOf(occurrence), from: 'here' });
    }
  }
  return walks;
}

/** Each purchase may be what many journeys wait for: of one instant only so many of those that do not want it are told. */
const MOST_TOLD = 20;

function refuseByCondition(advancing: Advancing, { definition: { id }, version }: PublishedJourney): void {
  const told = advancing.facts.filter((fact) => fact.what === 'refused').length;
  if (told >= MOST_TOLD) return;
  advancing.tell({ what: 'refused', place: { journey: id, version }, because: 'condition' });
}

function refusedFact(
  { definition: { id }, version }: PublishedJourney,
  occurrence: Occurrence,
  named: { readonly key?: string },
) {
  return { what: 'refused', place: { journey: id, version }, ...named, ...askedBy(occurrence) } as const;
}

function entering(
  { definition, version }: PublishedJourney,
  enrolment: number,
  occurrence: Occurrence,
  named: { readonly key?: string },
  { at }: JourneyContext,
): Extract<JourneyFact, { what: 'entered' }> | null {
  const step = firstStep(definition);
  if (step === null) return null;
  const event = behind(occurrence);
  const entry = payloadOf(occurrence);
  return {
    what: 'entered',
    place: { journey: definition.id, version, enrolment, step: step.id, visit: 1 },
    ...(event !== undefined && event.at !== at ? { from: event.at } : {}),
    ...(step.loops ? { loops: true } : {}),
    ...named,
    ...(entry === undefined ? {} : { entry }),
    ...askedBy(occurrence),
  };
}

/** Tells of whoever is asked into a journey that takes nobody. */
export function refuseToNowhere(
  advancing: Advancing,
  happened: readonly Occurrence[],
  { playbook }: JourneyContext,
): void {
  for (const occurrence of happened) {
    if (occurrence.kind !== 'entry' || playbook.journeys.has(occurrence.event.journey)) continue;
    const place = { journey: occurrence.event.journey, version: 0 };
    advancing.tell({ what: 'refused', place, because: 'not-live', ...askedBy(occurrence) });
  }
}

/** By name into this journey, or because what happened lets in. */
function isMeant({ id, enter }: JourneyDefinition, occurrence: Occurrence, context: JourneyContext): boolean {
  if (occurrence.kind === 'entry') return occurrence.event.journey === id;
  return matches(enter, occurrence, context, null);
}

function payloadOf(occurrence: Occurrence): Payload | undefined {
  return occurrence.kind === 'entry' ? occurrence.event.entry : undefined;
}

function askedBy(occurrence: Occurrence): { readonly asked?: Asked } {
  if (occurrence.kind !== 'entry') return {};
  const { by, ref } = occurrence.event;
  return { asked: { by, ref } };
}

function firstStep(definition: JourneyDefinition) {
  const [first] = definition.steps;
  if (first === undefined) return null;
  return { id: first.id, loops: compiled(definition).steps.get(first.id)?.loops ?? false };
}

/** Why somebody may not come in; `null` where they may. */
function refusal(
  enter: Enter,
  key: string | undefined,
  { enrolments }: JourneyStanding,
  occurrence: Occurrence,
  context: JourneyContext,
): RefuseReason | null {
  if (isKeyed(enter) && key === undefined) return 'no-key';
  if (isByName(enter) && !holdsOf(enter, payloadOf(occurrence), context)) return 'condition';
  const same = enrolments.filter((one) => isOfKey(enter, key, one));
  if (same.some(({ is }) => is === 'inside')) return 'inside';
  const left = newestLeft(same);
  if (left !== undefined && !mayComeAgain(enter.again, context.at - left.at)) return 'again';
  return enrolments.filter(({ is }) => is === 'inside').length >= MOST_INSIDE ? 'too-many' : null;
}

function holdsOf(enter: EnterByName, entry: Payload | undefined, context: JourneyContext): boolean {
  const when = conditionOf(enter);
  return when === undefined || holds(when, factsOf(context, undefined, entry && { entry }));
}

function newestLeft(enrolments: readonly Enrolment[]): Left | undefined {
  return enrolments
    .flatMap((one) => (one.is === 'left' ? [one] : []))
    .reduce<Left | undefined>((a, b) => (a === undefined || b.at >= a.at ? b : a), undefined);
}

function mayComeAgain(again: Enter['again'], since: number): boolean {
  return again !== 'never' && (again === 'always' || since >= spanOf(again));
}

/** Without keys nobody is inside twice, whatever key an earlier version had them under. */
function isOfKey(enter: Enter, key: string | undefined, one: { readonly key?: string | undefined }): boolean {
  return !isKeyed(enter) || one.key === key;
}

function isKeyed(enter: Enter): boolean {
  return 'per' in enter && enter.per !== undefined;
}

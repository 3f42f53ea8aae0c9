import type { JourneyId } from '../../ids.schema.ts';
import type { PublishedJourney } from '../../playbook.ts';
import type { OrderKey } from '../../keys.ts';
import { compiled } from '../definition/compiled.ts';
import type { JourneyDefinition } from '../definition/definition.schema.ts';
import type { Asked, JourneyFact } from '../facts.ts';
import { closedBecause, lifeOf } from '../life.ts';
import { standingIn } from '../standing.ts';
import { keyOfEntering } from '../triggers/entering.ts';
import { eventOf, happenedAt, isNamedBy, matches, type Occurrence } from '../triggers/index.ts';
import type { Advancing } from './advancing.ts';
import type { JourneyContext } from './context.ts';
import { leavingBy } from './insiders.ts';
import { assignEntering } from './measuring.ts';
import { holdsOf, isOfKey, isOpenTo, payloadOf, refusal } from './refusal.ts';
import type { Walk } from './walk.ts';

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
  const closed = closedBecause(lifeOf(context.playbook, id), context.at);
  for (const [place, occurrence] of happened.entries()) {
    if (!occurrence.starts) continue;
    if (!isMeant(definition, occurrence, context)) {
      if (isOpenTo(definition, context) && isNamedBy(enter, occurrence)) refuseByCondition(advancing, journey);
      continue;
    }
    const key = keyOfEntering(enter, occurrence);
    if (leavers.some((one) => one.by >= place && one.journey === id && isOfKey(enter, key, one))) continue;
    const standing = standingIn(advancing.journeys, id);
    const because = closed ?? refusal({ definition, key, standing, occurrence }, advancing, context);
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

/** Tells of whoever is asked into a journey that takes nobody. */
export function refuseToNowhere(
  advancing: Advancing,
  happened: readonly Occurrence[],
  { playbook }: JourneyContext,
): void {
  for (const occurrence of happened) {
    if (occurrence.kind !== 'entry' || playbook.journeys.has(occurrence.journey)) continue;
    const place = { journey: occurrence.journey, version: 0 };
    advancing.tell({ what: 'refused', place, because: 'not-live', ...askedBy(occurrence) });
  }
}

/** By name into this journey, or because what happened lets in. */
function isMeant(definition: JourneyDefinition, occurrence: Occurrence, context: JourneyContext): boolean {
  if (occurrence.kind === 'entry') return occurrence.journey === definition.id;
  if (!isOpenTo(definition, context)) return false;
  if (occurrence.kind !== 'date') return matches(definition.enter, occurrence, context, null);
  return occurrence.journey === definition.id && holdsOf(definition.enter, undefined, context);
}

function askedBy(occurrence: Occurrence): { readonly asked?: Asked } {
  return occurrence.kind === 'entry' ? { asked: occurrence.asked } : {};
}

function entering(
  { definition, version }: PublishedJourney,
  enrolment: number,
  occurrence: Occurrence,
  named: { readonly key?: string },
  context: JourneyContext,
): Extract<JourneyFact, { what: 'entered' }> | null {
  const [first] = definition.steps;
  if (first === undefined) return null;
  const from = happenedAt(occurrence, context);
  const entry = payloadOf(occurrence);
  return {
    what: 'entered',
    place: { journey: definition.id, version, enrolment, step: first.id, visit: 1 },
    ...(from === context.at ? {} : { from }),
    ...(compiled(definition).steps.get(first.id)?.loops ? { loops: true } : {}),
    ...named,
    ...(entry === undefined ? {} : { entry }),
    ...orderOf(definition, occurrence),
    ...askedBy(occurrence),
  };
}

/** What the purchase earns in such a journey is taken back with it. */
function orderOf({ steps }: JourneyDefinition, occurrence: Occurrence): { readonly order?: OrderKey } {
  if (occurrence.kind !== 'event' || occurrence.event.kind !== 'purchase') return {};
  const gives = steps.some((step) => step.type === 'grant' && ['coupon', 'draw'].includes(step.reward.give));
  return gives ? { order: occurrence.event.key } : {};
}

import type { JourneyId } from '../../ids.schema.ts';
import { spanOf } from '../../time.ts';
import { CustomerFacts, holds } from '../conditions/condition.ts';
import type { Enter, JourneyDefinition } from '../definition/definition.schema.ts';
import type { RefuseReason } from '../facts.ts';
import type { Payload } from '../payload.ts';
import type { Enrolment, JourneyStanding, Left } from '../standing.ts';
import { againOf } from '../triggers/entering.ts';
import { conditionOf, isByName, type Occurrence } from '../triggers/index.ts';
import type { Advancing } from './advancing.ts';
import type { JourneyContext } from './context.ts';

/** One customer is inside one journey so often at once at most: each enrolment is a part of their state. */
export const MOST_INSIDE = 20;

/** Somebody who might come in: by what, under which key, and how they stand in the journey. */
export interface Knocking {
  readonly definition: JourneyDefinition;
  readonly key: string | undefined;
  readonly standing: JourneyStanding;
  readonly occurrence: Occurrence;
}

/** Why somebody may not come in; `null` where they may. */
export function refusal(knocking: Knocking, advancing: Advancing, context: JourneyContext): RefuseReason | null {
  const { definition, key, occurrence } = knocking;
  const { enter } = definition;
  if (isKeyed(enter) && key === undefined) return 'no-key';
  if (!isOpenTo(definition, context)) return 'segment';
  if (isByName(enter) && !holdsOf(enter, payloadOf(occurrence), context)) return 'condition';
  return standingInTheWay(knocking, context) ?? looping(knocking, advancing);
}

function standingInTheWay(
  { definition: { enter }, key, standing: { enrolments } }: Knocking,
  { at }: JourneyContext,
): RefuseReason | null {
  const same = enrolments.filter((one) => isOfKey(enter, key, one));
  if (same.some(({ is }) => is === 'inside')) return 'inside';
  const left = newestLeft(same);
  const again = enter.on === 'date' && key !== undefined ? 'never' : againOf(enter);
  if (left !== undefined && !mayComeAgain(again, at - left.at)) return 'again';
  return enrolments.filter(({ is }) => is === 'inside').length >= MOST_INSIDE ? 'too-many' : null;
}

/** Two journeys that ask each other in would go round for ever without any time passing. */
function looping({ definition, key, occurrence }: Knocking, advancing: Advancing): RefuseReason | null {
  if (occurrence.kind !== 'entry' || occurrence.asked.by !== 'step') return null;
  return advancing.isFirst(nameOf(definition.id, key)) ? null : 'loop';
}

function nameOf(journey: JourneyId, key: string | undefined): string {
  return `${journey} ${key ?? ''}`;
}

/** Whether the condition of what lets in holds, of the customer and what comes with them. */
export function holdsOf(enter: Enter, entry: Payload | undefined, context: JourneyContext): boolean {
  const when = conditionOf(enter);
  return when === undefined || holds(when, new CustomerFacts(context, undefined, entry && { entry }));
}

function newestLeft(enrolments: readonly Enrolment[]): Left | undefined {
  return enrolments
    .flatMap((one) => (one.is === 'left' ? [one] : []))
    .reduce<Left | undefined>((a, b) => (a === undefined || b.at >= a.at ? b : a), undefined);
}

function mayComeAgain(again: string, since: number): boolean {
  return again !== 'never' && (again === 'always' || since >= spanOf(again));
}

/** Whether somebody is in one of the segments that a journey is bound to, where it is. */
export function isOpenTo({ bound }: JourneyDefinition, { state }: JourneyContext): boolean {
  const segment = state.standing?.segment;
  return bound === undefined || (segment !== undefined && bound.includes(segment));
}

export function payloadOf(occurrence: Occurrence): Payload | undefined {
  return occurrence.kind === 'entry' ? occurrence.entry : undefined;
}

/** Each date lets in once. Without keys nobody is inside twice, whatever key an earlier version had them under. */
export function isOfKey(enter: Enter, key: string | undefined, one: { readonly key?: string | undefined }): boolean {
  return (!isKeyed(enter) && enter.on !== 'date') || one.key === key;
}

function isKeyed(enter: Enter): boolean {
  return 'per' in enter && enter.per !== undefined;
}

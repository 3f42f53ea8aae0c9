import type { JourneyId } from '../../ids.schema.ts';
import { journeyVersion, type PublishedJourney } from '../../playbook.ts';
import { spanOf, type Instant } from '../../time.ts';
import { armOnEntering, goalWindow, HELD_OUT } from '../definition/window.ts';
import type { JourneyFact, StepPlace } from '../facts.ts';
import { textsSent } from '../mailed.ts';
import { openWatches, standingIn, type JourneyStanding, type Walker, type Watch } from '../standing.ts';
import { againOf } from '../triggers/entering.ts';
import { happenedAt, matches, type Occurrence } from '../triggers/index.ts';
import { watchIn } from '../watching.ts';
import type { Advancing } from './advancing.ts';
import type { JourneyContext } from './context.ts';

/** How an event changes what is left of an order. */
export interface OrderChange {
  /** When the order was made, which may be long ago. */
  readonly at: Instant;
  /** What it was worth before, and what it is worth now; minor units. */
  readonly was: number;
  readonly is: number;
}

const NO_CHANGE = { was: 0, is: 0 };

/** Takes what happened to everybody who is watched, and ends the watches whose time is over. */
export function measure(advancing: Advancing, happened: readonly Occurrence[], context: JourneyContext): void {
  for (const [journey, watch] of openWatches(context.state.journeys)) {
    const of = { place: placeIn(journey, watch), by: watch.by, arm: watch.arm };
    const isConverted = watch.converted !== true && converts(journey, watch, happened, context);
    if (isConverted) advancing.tell({ what: 'converted', ...of, ...sentBefore(journey, watch, context) });
    const { order } = context;
    const cap = journeyVersion(context.playbook, journey, watch.version)?.definition.goal?.orderCap;
    const change = order && isWithin(watch, order.at) ? order : NO_CHANGE;
    const earned = change.is - change.was;
    const more = cap === undefined ? undefined : Math.min(cap, change.is) - Math.min(cap, change.was);
    const capped = (sum: number) => (more === undefined ? {} : { capped: sum + more });
    if (earned !== 0) advancing.tell({ what: 'earned', ...of, amount: earned, ...capped(0) });
    if (watch.until > context.at) continue;
    const converted = isConverted || watch.converted === true;
    const revenue = (watch.revenue ?? 0) + earned;
    advancing.tell({ what: 'matured', ...of, converted, revenue, ...capped(watch.capped ?? 0) });
  }
}

/** A split watches customers whom entering watches already. */
function sentBefore(journey: JourneyId, watch: Watch, { state }: JourneyContext) {
  const texts = watch.by === 'entering' ? textsSent(standingIn(state.journeys, journey), watch) : [];
  return texts.length === 0 ? {} : { texts };
}

function converts(journey: JourneyId, watch: Watch, happened: readonly Occurrence[], context: JourneyContext): boolean {
  const goal = journeyVersion(context.playbook, journey, watch.version)?.definition.goal;
  if (goal === undefined) return false;
  return happened.some((one) => isWithin(watch, happenedAt(one, context)) && matches(goal, one, context, watch));
}

/** What came at the very instant of the assignment came before it. */
function isWithin({ at, until }: Watch, when: Instant): boolean {
  return when > at && when < until;
}

/** Nobody is assigned twice in one version, so the first visit is the one that counts. */
function placeIn(journey: JourneyId, { version, enrolment, step }: Watch): StepPlace {
  return { journey, version, enrolment, step, visit: 1 };
}

/**
 * Assigns somebody who would enter now, unless they have been before in this version.
 * @returns whether they are held out: they do not come in, and nobody is told anything
 */
export function assignEntering(
  advancing: Advancing,
  { definition, version }: PublishedJourney,
  { place, ...entered }: Extract<JourneyFact, { what: 'entered' }>,
  { customer, at }: JourneyContext,
): boolean {
  if (definition.goal === undefined) return false;
  const { journey, step } = place;
  const standing = standingIn(advancing.journeys, journey);
  const arm = armOnEntering(definition, customer, at);
  const isHeldOut = arm === HELD_OUT;
  const isKnown = watchIn(standing, { by: 'entering', version, step }) !== undefined;
  if (isKnown || (isHeldOut && !mayBeHeldOutAgain(againOf(definition.enter), standing, at))) return isHeldOut;
  const until = at + goalWindow(definition);
  advancing.tell({ what: 'assigned', place, by: 'entering', arm, until, ...walkerOf(entered) });
  return isHeldOut;
}

/** Who was held out of an earlier version is taken for somebody who was inside for as long as they were watched. */
function mayBeHeldOutAgain(again: string, { watched = [] }: JourneyStanding, at: Instant): boolean {
  const last = watched.findLast((watch) => watch.by === 'entering' && watch.arm === HELD_OUT);
  if (last === undefined) return true;
  if (last.matured !== true || again === 'never') return false;
  return again === 'always' || at - last.until >= spanOf(again);
}

/** Assigns somebody at a step that compares its ways, unless they have been before in this version. */
export function assignAtStep(
  advancing: Advancing,
  { journey, version, enrolment, step }: StepPlace,
  { arm, until, walker }: { readonly arm: string; readonly until: Instant; readonly walker: Walker },
): void {
  if (watchIn(standingIn(advancing.journeys, journey), { by: 'step', version, step }) !== undefined) return;
  const place = { journey, version, enrolment, step, visit: 1 };
  advancing.tell({ what: 'assigned', place, by: 'step', arm, until, ...walkerOf(walker) });
}

function walkerOf({ key, entry }: Walker): Walker {
  return { ...(key === undefined ? {} : { key }), ...(entry === undefined ? {} : { entry }) };
}

import type { Channel } from '../../channels/channel.ts';
import type { JourneyEffect } from '../../effect.ts';
import type { CustomerEvent } from '../../events/event.ts';
import type { StepId } from '../../ids.schema.ts';
import { startQuest } from '../../loyalty/quests/take.ts';
import { giveReward } from '../../loyalty/rewards/index.ts';
import { own } from '../../own.ts';
import type { PublishedJourney } from '../../playbook.ts';
import type { SaidText } from '../../templates/template.ts';
import type { Advancing } from './advancing.ts';
import type { OrderKey } from '../../keys.ts';
import { compiled } from '../definition/compiled.ts';
import type { JourneyContext } from './context.ts';
import { heardFirst } from '../evolve.ts';
import type { JourneyFact, LeaveReason, StepPlace } from '../facts.ts';
import { placeOf, type Inside, type Walker } from '../standing.ts';
import { assignAtStep } from './measuring.ts';
import { takeStep } from '../steps/index.ts';
import type { Onward, StepOutcome, StepRun } from '../steps/step.ts';

/** A validated journey never comes near this many steps at one instant. */
const MOST_STEPS = 200;
/** Effects at one instant; many journeys that start together take their steps over a few milliseconds. */
const MOST_EFFECTS = 50;

/** Somebody inside a journey who can go on right now. */
export interface Walk {
  readonly journey: PublishedJourney;
  readonly enrolment: number;
  /** What set them going, as far as it was an event. */
  readonly event: CustomerEvent | undefined;
  /** The step they stand at, or one they go on to; `null`: the last one is behind them. */
  readonly from: 'here' | { readonly step: StepId | null };
}

/** Takes step after step until the walk waits or ends. Where one instant has no room left, it goes on a millisecond later. */
export function walkOn(advancing: Advancing, walk: Walk, context: JourneyContext): void {
  const { journey, enrolment } = walk;
  const { id } = journey.definition;
  let { event } = walk;
  let reply = advancing.inside(id, enrolment)?.reply;
  if (walk.from !== 'here' && !reach(advancing, walk.from.step, walk)) return;
  for (let taken = 0; taken < MOST_STEPS; taken += 1) {
    const inside = advancing.inside(id, enrolment);
    if (inside === undefined) return;
    const here = compiled(journey.definition).steps.get(inside.step);
    const place = placeOf(id, inside);
    if (here === undefined) return leave(advancing, place, { by: 'step-gone' });
    const run = {
      context: advancing.seenIn(context),
      journey,
      inside,
      place,
      heard: heardBefore(inside),
      event,
      reply,
      sent: advancing.sent,
    };
    const hasRoom = advancing.effects.length < MOST_EFFECTS;
    const outcome = hasRoom ? takeStep(here.step, run) : nextTurn(context);
    if (outcome.go === 'leave') return leave(advancing, place, outcome.because);
    decided(advancing, place, outcome);
    if (outcome.go === 'wait') return advancing.tell({ what: 'waiting', place, waiting: outcome.waiting });
    tellPassed(advancing, inside, place, outcome);
    bring(advancing, place, outcome, context, inside.order);
    // Of what ended a wait before it was reached only the time is kept, and what set the walk going is not that.
    if (here.listening) [event, reply] = [undefined, undefined];
    if (!reach(advancing, outcome.next ?? here.next, walk)) return;
  }
  leaveByLimit(advancing, walk);
}

/** Takes what the step has decided, whether or not it is over. */
function decided(
  advancing: Advancing,
  place: StepPlace,
  { effect, tries = [], sent }: Exclude<StepOutcome, { readonly go: 'leave' }>,
): void {
  if (effect) advancing.effects.push(effect);
  for (const tried of tries) advancing.tell({ ...tried, place });
  advancing.sent = sent ?? advancing.sent;
}

function leaveByLimit(advancing: Advancing, { journey, enrolment }: Walk): void {
  const { id } = journey.definition;
  const inside = advancing.inside(id, enrolment);
  if (inside === undefined) return;
  leave(advancing, placeOf(id, inside), { by: 'limit' });
}

function leave(advancing: Advancing, place: StepPlace, because: LeaveReason): void {
  advancing.tell({ what: 'left', place, because });
}

/** Which way what happened before leads on from the step that is reached, if it did happen. */
function heardBefore({ heard, step }: Inside): StepRun['heard'] {
  const first = heard && heardFirst(heard, step);
  return first && { way: first[2] };
}

/** @returns false where the last step was passed, so that the walk is over */
export function reach(
  advancing: Advancing,
  step: StepId | null,
  { journey: { definition }, enrolment }: Walk,
): boolean {
  const inside = advancing.inside(definition.id, enrolment);
  if (inside === undefined) return false;
  if (step === null) {
    leave(advancing, placeOf(definition.id, inside), { by: 'end' });
    return false;
  }
  const loops = compiled(definition).steps.get(step)?.loops ?? false;
  const visit = loops ? (own(inside.visits, step) ?? 0) + 1 : 1;
  const { version } = inside;
  const place = { journey: definition.id, version, enrolment, step, visit };
  advancing.tell({ what: 'reached', place, ...(loops ? { loops } : {}) });
  return true;
}

function tellPassed(advancing: Advancing, walker: Walker, place: StepPlace, outcome: Onward): void {
  advancing.tell(passed(place, outcome));
  if (outcome.assigned) assignAtStep(advancing, place, { ...outcome.assigned, walker });
  if (outcome.enters) advancing.wish(outcome.enters, place);
}

/** What a step changes of the customer is there at once, for whatever follows. */
function bring(
  advancing: Advancing,
  place: StepPlace,
  { said, gives, begins }: Onward,
  context: JourneyContext,
  order: OrderKey | undefined,
): void {
  if (said) advancing.say(said, context);
  if (gives) advancing.keep(context, (keeper) => giveReward(gives, { by: 'step', place }, keeper), order);
  if (begins) advancing.keep(context, (keeper) => startQuest(keeper, begins.quest, begins.as));
}

/** How the journal tells that a step is over. */
export function passed(place: StepPlace, { skipped, took, said, sent, effect, tries }: Onward): JourneyFact {
  if (skipped) return { what: 'skipped', place, because: skipped };
  // Each message of a chain is told by itself.
  const message = tries ? {} : { ...(sent ? { sends: true as const } : {}), ...channelOf(effect), ...textOf(effect) };
  const more = { ...(said ? { said } : {}), ...message };
  return { what: 'passed', place, ...(took === undefined ? {} : { took }), ...more };
}

/** On which channel a message goes out. */
function channelOf(effect: JourneyEffect | undefined): { readonly channel?: Channel } {
  return effect?.kind === 'sendMessage' ? { channel: effect.channel } : {};
}

/** Which text of a template goes out. */
function textOf(effect: JourneyEffect | undefined): { readonly text?: SaidText } {
  if (effect === undefined || !('template' in effect) || effect.template === undefined) return {};
  const { id, variant, language } = effect.template;
  return { text: { id, variant, language } };
}

function nextTurn({ at }: JourneyContext): StepOutcome {
  return { go: 'wait', waiting: { for: 'turn', until: at + 1 } };
}

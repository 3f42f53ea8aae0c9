import type { JourneyNote, LeaveReason } from '../decision.ts';
import type { Effect } from '../effect.ts';
import type { CustomerEvent } from '../event.ts';
import type { StepId } from '../ids.schema.ts';
import { own } from '../own.ts';
import type { PublishedJourney } from '../playbook.ts';
import type { Enrolment, Heard, SentLately } from '../state.ts';
import type { Instant } from '../time.ts';
import type { JourneyContext } from './context.ts';
import type { JourneyDefinition, JourneyStep } from './definition.schema.ts';
import { stepsOnLoops } from './graph.ts';
import { takeStep } from './steps/index.ts';
import type { StepOutcome } from './steps/step.ts';

/** A validated journey never comes near this many steps at one instant. */
const MOST_STEPS = 200;

/** Somebody inside a journey who can go on right now. */
export interface Walk {
  readonly journey: PublishedJourney;
  readonly enrolment: number;
  readonly enteredAt: Instant;
  /** When that happened by which they entered. */
  readonly from: Instant;
  readonly heard: Heard;
  /** `null` where the last step has been passed. */
  readonly step: StepId | null;
  readonly since: Instant;
  readonly visits: Enrolment['visits'];
  /** What set them going, as far as it was an event. */
  readonly event: CustomerEvent | undefined;
}

/** Where a walk came to stand, and what happened on the way. */
export interface Walked {
  readonly end: { readonly inside: Enrolment } | { readonly left: LeaveReason };
  readonly sent: SentLately;
  readonly effects: readonly Effect[];
  readonly notes: readonly JourneyNote[];
}

export function stepOf(definition: JourneyDefinition, id: StepId): JourneyStep | undefined {
  return definition.steps.find((step) => step.id === id);
}

/** Puts a walk on a step, and counts the visit where the walk can come back to it. */
export function reach(walk: Walk, step: StepId | null, at: Instant): Walk {
  if (step === null || !stepsOnLoops(walk.journey.definition).has(step)) return { ...walk, step, since: at };
  return { ...walk, step, since: at, visits: { ...walk.visits, [step]: (own(walk.visits, step) ?? 0) + 1 } };
}

/** Goes on from a step: to the one that the outcome or the step names, else to the one after it. */
export function goOn(walk: Walk, step: JourneyStep, next: StepId | undefined, at: Instant): Walk {
  const { steps } = walk.journey.definition;
  const named = next ?? (step.type === 'stop' ? undefined : step.next);
  return reach(walk, named ?? steps[steps.indexOf(step) + 1]?.id ?? null, at);
}

/**
 * Takes step after step until the walk waits or ends.
 * @param room effects it may have; where there is no room left, it goes on a millisecond later
 */
export function walkOn(start: Walk, context: JourneyContext, sentBefore: SentLately, room: number): Walked {
  let walk = start;
  let sent = sentBefore;
  const effects: Effect[] = [];
  const notes: JourneyNote[] = [];
  const ended = (end: Walked['end']): Walked => ({ end, sent, effects, notes });
  for (let taken = 0; taken < MOST_STEPS; taken += 1) {
    if (walk.step === null) return ended({ left: { by: 'end' } });
    const step = stepOf(walk.journey.definition, walk.step);
    if (!step) return ended({ left: { by: 'step-gone' } });
    const outcome = effects.length < room ? takeStep(step, stepRun(walk, step, context, sent)) : nextTurn(context);
    if (outcome.go === 'leave') return ended({ left: outcome.because });
    if (outcome.go === 'wait') {
      notes.push(waitingNote(walk, step, outcome));
      return ended({ inside: standStill(walk, step, outcome) });
    }
    if (outcome.effect) effects.push(outcome.effect);
    sent = outcome.sent ?? sent;
    notes.push(passedNote(walk, step, outcome));
    walk = goOn(step.type === 'wait' ? passedWait(walk, step.id) : walk, step, outcome.next, context.at);
  }
  return ended({ left: { by: 'limit' } });
}

function stepRun(walk: Walk, step: JourneyStep, context: JourneyContext, sent: SentLately) {
  const { journey, enrolment, enteredAt, from, since, event, visits } = walk;
  const heardAt = heardFirst(walk.heard, step.id);
  const visit = own(visits, step.id) ?? 1;
  return { context, journey, enrolment, enteredAt, from, since, heardAt, event, sent, visit };
}

function nextTurn({ at }: JourneyContext): Extract<StepOutcome, { go: 'wait' }> {
  return { go: 'wait', waiting: { for: 'turn', until: at + 1 } };
}

/**
 * A wait was over when it was reached. What ended it ends no other wait, and a loop that comes back waits for something
 * new. Of what ended it only the time is kept, and what set the walk going before is not what a branch behind it means.
 */
function passedWait(walk: Walk, step: StepId): Walk {
  const used = heardFirst(walk.heard, step);
  return { ...walk, event: undefined, heard: walk.heard.filter(([id, at]) => id !== step && at !== used) };
}

function heardFirst(heard: Heard, step: StepId): Instant | undefined {
  return heard.find(([id]) => id === step)?.[1];
}

function standStill(walk: Walk, step: JourneyStep, outcome: Extract<StepOutcome, { go: 'wait' }>): Enrolment {
  const { journey, enrolment, enteredAt, from, since, visits, heard } = walk;
  return {
    version: journey.version,
    enrolment,
    enteredAt,
    ...(from === enteredAt ? {} : { from }),
    step: step.id,
    since,
    waiting: outcome.waiting,
    visits,
    ...(heard.length === 0 ? {} : { heard }),
  };
}

function waitingNote(walk: Walk, step: JourneyStep, outcome: Extract<StepOutcome, { go: 'wait' }>): JourneyNote {
  return { what: 'waiting', journey: walk.journey.definition.id, step: step.id, until: outcome.waiting.until };
}

/** How the journal tells that a step is over. */
export function passedNote(walk: Walk, step: JourneyStep, outcome: Extract<StepOutcome, { go: 'on' }>): JourneyNote {
  const place = { journey: walk.journey.definition.id, step: step.id };
  if (outcome.skipped) return { what: 'skipped', ...place, because: outcome.skipped };
  return { what: 'passed', ...place, ...(outcome.took === undefined ? {} : { took: outcome.took }) };
}

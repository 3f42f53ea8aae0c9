import type { Effect, JourneyNote, LeaveReason } from '../decision.ts';
import type { JourneyId } from '../ids.schema.ts';
import { own } from '../own.ts';
import type { JourneyStanding, SentLately } from '../state.ts';
import type { Instant } from '../time.ts';
import type { JourneyContext, JourneysAdvanced, Occurrence } from './context.ts';
import { insidersOf, leavingBy, onward, type Insider, type Leaving } from './insiders.ts';
import { NEVER_ENTERED, newcomerTo, openJourneys } from './newcomers.ts';
import { triggers } from './trigger.ts';
import { walkOn, type Walk } from './walk.ts';

export { triggers };

/** What is worked out so far of one instant. */
interface Advancing {
  readonly journeys: Record<JourneyId, JourneyStanding>;
  readonly notes: JourneyNote[];
  readonly effects: Effect[];
  sent: SentLately;
}

/**
 * Takes one instant through all of a customer's journeys: exits and goals first, whatever the customer waits for;
 * then waits that end; then newcomers. Whoever can go on then walks until they wait or leave, the higher priority
 * first, so that it gets the last place under a cap.
 */
export function advanceJourneys(context: JourneyContext, happened: readonly Occurrence[]): JourneysAdvanced {
  const { state, playbook } = context;
  const advancing: Advancing = { journeys: { ...state.journeys }, notes: [], effects: [], sent: state.sent };
  const insiders = insidersOf(state.journeys, playbook).toSorted(byPriority);
  const leavers = letOut(advancing, insiders, happened, context);
  const walks: Walk[] = [];
  for (const insider of insiders) {
    if (insider.at === null || leavers.has(insider.id)) continue;
    const next = onward(insider, insider.at, happened, context);
    if (next.is === 'standing') {
      advancing.journeys[insider.id] = { entered: insider.enrolment.enrolment, inside: next.inside };
    } else {
      advancing.notes.push(...next.notes);
      walks.push(next.walk);
    }
  }
  walks.push(...letIn(advancing, leavers, happened, context));
  for (const walk of walks.toSorted((a, b) => byPriority(a.journey.definition, b.journey.definition))) {
    walkToEnd(advancing, walk, context);
  }
  return advancing;
}

/** Who leaves, and the place of the occurrence by which they do. */
function letOut(
  advancing: Advancing,
  insiders: readonly Insider[],
  happened: readonly Occurrence[],
  context: JourneyContext,
): ReadonlyMap<JourneyId, number> {
  const leavers = new Map<JourneyId, number>();
  for (const { id, at, enrolment } of insiders) {
    const leaving: Leaving | null = at === null ? STEP_GONE : leavingBy(at.journey.definition, happened, context);
    if (leaving === null) continue;
    leavers.set(id, leaving.by);
    leave(advancing, id, enrolment.enrolment, leaving.because, context.at);
  }
  return leavers;
}

const STEP_GONE: Leaving = { because: { by: 'step-gone' }, by: -1 };

/** Newcomers who stay; they have no steps behind them yet. */
function letIn(
  advancing: Advancing,
  leavers: ReadonlyMap<JourneyId, number>,
  happened: readonly Occurrence[],
  context: JourneyContext,
): readonly Walk[] {
  if (happened.length === 0) return [];
  const walks: Walk[] = [];
  for (const journey of openJourneys(context).toSorted((a, b) => byPriority(a.definition, b.definition))) {
    const { id } = journey.definition;
    const standing = own(advancing.journeys, id) ?? NEVER_ENTERED;
    const newcomer = newcomerTo(journey, standing, happened, leavers.get(id) ?? -1, context);
    if (newcomer === null) continue;
    const { enrolment } = newcomer.walk;
    advancing.notes.push({ what: 'entered', journey: id, version: journey.version, enrolment });
    if (newcomer.leaving) leave(advancing, id, enrolment, newcomer.leaving.because, context.at);
    else walks.push(newcomer.walk);
  }
  return walks;
}

/** At one instant; many journeys that start together take their steps over a few milliseconds. */
const MOST_EFFECTS = 50;

function walkToEnd(advancing: Advancing, walk: Walk, context: JourneyContext): void {
  const { id } = walk.journey.definition;
  const walked = walkOn(walk, context, advancing.sent, MOST_EFFECTS - advancing.effects.length);
  advancing.sent = walked.sent;
  advancing.effects.push(...walked.effects);
  advancing.notes.push(...walked.notes);
  if ('left' in walked.end) leave(advancing, id, walk.enrolment, walked.end.left, context.at);
  else advancing.journeys[id] = { entered: walk.enrolment, inside: walked.end.inside };
}

function leave(advancing: Advancing, journey: JourneyId, enrolment: number, because: LeaveReason, at: Instant): void {
  advancing.journeys[journey] = { entered: enrolment, leftAt: at };
  advancing.notes.push({ what: 'left', journey, enrolment, because });
}

interface Ranked {
  readonly priority: number;
  readonly id: JourneyId;
}

function byPriority(a: Ranked, b: Ranked): number {
  return b.priority - a.priority || (a.id < b.id ? -1 : 1);
}

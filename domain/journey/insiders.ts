import type { JourneyNote, LeaveReason } from '../decision.ts';
import type { JourneyId } from '../ids.schema.ts';
import { entriesOf } from '../own.ts';
import { journeyVersion, type Playbook, type PublishedJourney } from '../playbook.ts';
import type { CustomerState, Enrolment } from '../state.ts';
import type { JourneyContext, Occurrence } from './context.ts';
import type { JourneyDefinition, JourneyStep } from './definition.schema.ts';
import { endOfWait, hearing } from './steps/wait.ts';
import { eventOf, firstMatch } from './trigger.ts';
import { goOn, passedNote, stepOf, type Walk } from './walk.ts';

/** A customer inside a journey, with the version they are pinned to. */
export interface Insider {
  readonly id: JourneyId;
  readonly priority: number;
  readonly enrolment: Enrolment;
  /** `null` where the version or the step is no longer in the playbook. */
  readonly at: { readonly journey: PublishedJourney; readonly step: JourneyStep } | null;
}

/** Everybody inside, in no order. */
export function insidersOf(journeys: CustomerState['journeys'], playbook: Playbook): readonly Insider[] {
  return entriesOf(journeys).flatMap(([id, { inside: enrolment }]) => {
    if (!enrolment) return [];
    const journey = journeyVersion(playbook, id, enrolment.version);
    const step = journey && stepOf(journey.definition, enrolment.step);
    const priority = journey?.definition.priority ?? 0;
    return [{ id, priority, enrolment, at: journey && step ? { journey, step } : null }];
  });
}

/** Why somebody leaves, and the place of the occurrence behind it; -1 where it was none. */
export interface Leaving {
  readonly because: LeaveReason;
  readonly by: number;
}

/** What a goal or an exit says to these occurrences: a goal that is reached counts, whatever else happened. */
export function leavingBy(
  { goal, exit }: JourneyDefinition,
  occurrences: readonly Occurrence[],
  context: JourneyContext,
): Leaving | null {
  const reached = goal ? firstMatch([goal], occurrences, context) : -1;
  if (reached >= 0) return { because: { by: 'goal' }, by: reached };
  const left = firstMatch(exit, occurrences, context);
  return left >= 0 ? { because: { by: 'exit' }, by: left } : null;
}

/** An insider at one instant: standing on, perhaps having heard of more, or going on. */
export type Onward =
  | { readonly is: 'standing'; readonly inside: Enrolment }
  | { readonly is: 'going'; readonly walk: Walk; readonly notes: readonly JourneyNote[] };

/** What becomes of somebody inside who does not leave: they go on where their wait or hold is over. */
export function onward(
  { enrolment }: Insider,
  at: NonNullable<Insider['at']>,
  occurrences: readonly Occurrence[],
  context: JourneyContext,
): Onward {
  const ended = endOfWait(at.step, enrolment, occurrences, context);
  // What ends this wait is used up: it does not end a later one too.
  const others = occurrences.filter((_, place) => place !== ended?.by);
  const heard = hearing(at.journey.definition, enrolment, others, context);
  if (ended === null) return { is: 'standing', inside: heard.length === 0 ? enrolment : { ...enrolment, heard } };
  const { enteredAt, from = enteredAt, step, since, visits } = enrolment;
  const event = ended.by === 'time' ? undefined : eventOf(occurrences[ended.by]);
  const walk: Walk = {
    journey: at.journey,
    enrolment: enrolment.enrolment,
    enteredAt,
    from,
    heard,
    step,
    since,
    visits,
    event,
  };
  if (!ended.outcome) return { is: 'going', walk, notes: [] };
  return {
    is: 'going',
    walk: goOn(walk, at.step, ended.outcome.next, context.at),
    notes: [passedNote(walk, at.step, ended.outcome)],
  };
}

import { nextEnd } from '../journey/walk/deadline.ts';
import type { JourneyId, StepId } from '../ids.schema.ts';
import type { SilenceChange } from '../silence/silence.ts';
import type { Instant } from '../time.ts';
import type { NextMove } from './next-deadline.ts';
import type { NextKind } from './next-kinds.ts';
import type { CustomerState } from './state.ts';

/** What comes, and where in which journey, if in one. */
export interface NextNamed {
  readonly what: NextKind;
  readonly journey?: JourneyId;
  readonly step?: StepId;
}

/** From what a deadline is told. */
export interface NextOf {
  readonly state: CustomerState;
  readonly nextMove: NextMove | null;
  readonly nextSilence: SilenceChange | null;
}

/**
 * What comes at a deadline; of several at one instant what matters most to a marketer: the segment, silence, journeys, and
 * then the others. A score is what remains: it alone keeps no instant of its own in the state.
 * @param at of the deadline
 */
export function nextNamed(at: Instant, { state, nextMove, nextSilence }: NextOf): NextNamed {
  if (nextMove?.at === at) return { what: 'segment' };
  if (nextSilence?.at === at) return { what: nextSilence.stage };
  const end = nextEnd(state.journeys);
  if (end?.at === at) {
    if (end.what === 'goal') return { what: 'goal', journey: end.journey };
    return { what: end.what === 'closes' ? 'closes' : 'wait', journey: end.journey, step: end.step };
  }
  if (state.conditionsAt === at) return { what: 'condition' };
  if (state.datesAt === at) return { what: 'date' };
  if (state.loyalty?.nextAt === at) return { what: 'loyalty' };
  return { what: state.audiencesUntil === at ? 'audience' : 'score' };
}

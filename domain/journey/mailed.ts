import type { JourneyFact, StepPlace } from './facts.ts';
import type { JourneyStanding, Mailed } from './standing.ts';

/** Of so many messages of a journey, the newest, opens and clicks are still told of one customer. */
export const MOST_MAILED = 10;

/** A fact about a message that was decided before. */
export type MessageFact = Extract<JourneyFact, { readonly what: 'opened' | 'clicked' }>;

export function isOfMessage(fact: JourneyFact): fact is MessageFact {
  return fact.what === 'opened' || fact.what === 'clicked';
}

/** What is remembered of messages after one more was decided. */
export function withMessage({ mailed = [] }: JourneyStanding, place: StepPlace): readonly Mailed[] {
  const { version, enrolment, step, visit } = place;
  return [...mailed, { version, enrolment, step, visit }].slice(-MOST_MAILED);
}

/** What is remembered of messages after it was told that one was opened or clicked. */
export function withTold({ mailed = [] }: JourneyStanding, { what, place }: MessageFact): readonly Mailed[] {
  return mailed.map((one) => (isAt(one, place) ? { ...one, [what]: true } : one));
}

function isAt({ version, enrolment, step, visit }: Mailed, place: StepPlace): boolean {
  return version === place.version && enrolment === place.enrolment && step === place.step && visit === place.visit;
}

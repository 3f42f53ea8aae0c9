import type { JourneyFact, StepPlace, StepText } from './facts.ts';
import type { JourneyStanding, Mailed } from './standing.ts';

/** Of so many messages of a journey, the newest, opens and clicks are still told of one customer. */
export const MOST_MAILED = 10;

/** A fact about a message that was decided before. */
export type MessageFact = Extract<JourneyFact, { readonly what: 'opened' | 'clicked' }>;

type PassedFact = Extract<JourneyFact, { readonly what: 'passed' }>;

export function isOfMessage(fact: JourneyFact): fact is MessageFact {
  return fact.what === 'opened' || fact.what === 'clicked';
}

/** What is remembered of messages after one more was decided. */
export function withMessage({ mailed = [] }: JourneyStanding, { place, text }: PassedFact): readonly Mailed[] {
  const { version, enrolment, step, visit } = place;
  const said = text === undefined ? {} : { text };
  return [...mailed, { version, enrolment, step, visit, ...said }].slice(-MOST_MAILED);
}

/** What is remembered of messages after it was told that one was opened or clicked. */
export function withTold({ mailed = [] }: JourneyStanding, { what, place }: MessageFact): readonly Mailed[] {
  return mailed.map((one) => (isAt(one, place) ? { ...one, [what]: true } : one));
}

/** What the steps of an enrolment have sent by templates, of each step the last. */
export function textsSent(
  { mailed = [] }: Pick<JourneyStanding, 'mailed'>,
  { version, enrolment }: Pick<Mailed, 'version' | 'enrolment'>,
): readonly StepText[] {
  const own = mailed.filter((one) => one.version === version && one.enrolment === enrolment);
  const last = new Map(own.flatMap(({ step, text }) => (text === undefined ? [] : [[step, { step, ...text }]])));
  return [...last.values()];
}

function isAt({ version, enrolment, step, visit }: Mailed, place: StepPlace): boolean {
  return version === place.version && enrolment === place.enrolment && step === place.step && visit === place.visit;
}

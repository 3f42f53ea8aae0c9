import type { Channel } from '../channels/channel.ts';
import { effectKey, type CustomerKey, type EffectKey } from '../keys.ts';
import type { JourneyId } from '../ids.schema.ts';
import type { Instant } from '../time.ts';
import type { JourneyFact, StepPlace, StepText } from './facts.ts';
import type { JourneyStanding, Mailed } from './standing.ts';

/** Of so many messages of a journey, the newest, opens and clicks are still told of one customer. */
export const MOST_MAILED = 10;

/** A fact about a message that was decided before. */
export type MessageFact = Extract<JourneyFact, { readonly what: 'opened' | 'clicked' | 'reacted' }>;

type DecidedFact = Extract<JourneyFact, { readonly what: 'passed' | 'attempted' }>;

export function isOfMessage(fact: JourneyFact): fact is MessageFact {
  return fact.what === 'opened' || fact.what === 'clicked' || fact.what === 'reacted';
}

/** Whether a message was decided by it. */
export function isDecided(fact: JourneyFact): fact is DecidedFact {
  return fact.what === 'attempted' || (fact.what === 'passed' && fact.sends === true);
}

/** What is remembered of messages after one more was decided. A fact of an earlier version does not say on which channel. */
export function withMessage({ mailed = [] }: JourneyStanding, fact: DecidedFact, at: Instant): readonly Mailed[] {
  const { place, text, channel } = fact;
  const { version, enrolment, step, visit } = place;
  const said = text === undefined ? {} : { text };
  const sent = channel === undefined ? {} : { channel, at };
  const awaited = fact.what === 'attempted' ? { until: fact.until } : {};
  return [...mailed, { version, enrolment, step, visit, ...said, ...sent, ...awaited }].slice(-MOST_MAILED);
}

/** What is remembered of messages after it was told that one was opened, clicked or reacted to. */
export function withTold({ mailed = [] }: JourneyStanding, { what, place, channel }: MessageFact): readonly Mailed[] {
  return mailed.map((one) => (isAt(one, place, channel) ? { ...one, [what]: true } : one));
}

/** The place that decided it. */
export function placeOfMailed(journey: JourneyId, { version, enrolment, step, visit }: Mailed): StepPlace {
  return { journey, version, enrolment, step, visit };
}

/** What the message is called: one of a chain by its channel too. */
export function keyOfMailed(customer: CustomerKey, journey: JourneyId, one: Mailed): EffectKey {
  return effectKey(customer, placeOfMailed(journey, one), chainChannel(one));
}

/** The channel of a message of a chain, of which one place decides several. */
export function chainChannel({ channel, until }: Mailed): Channel | undefined {
  return until === undefined ? undefined : channel;
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

/** @param channel left out: the place has decided one message */
function isAt(one: Mailed, place: StepPlace, channel: Channel | undefined): boolean {
  const { version, enrolment, step, visit } = one;
  const isThere =
    version === place.version && enrolment === place.enrolment && step === place.step && visit === place.visit;
  return isThere && chainChannel(one) === channel;
}

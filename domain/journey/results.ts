import type { JourneyFact } from './facts.ts';

/** What says only what somebody waits for, or what has become of the journey around them. */
type Aside = 'heard' | 'waiting' | 'paused' | 'resumed' | 'draining';

/** A fact that results are counted from: all others. */
export type ResultFact = Exclude<JourneyFact, { readonly what: Aside }>;

const ASIDE: Readonly<Record<Aside, true>> = {
  heard: true,
  waiting: true,
  paused: true,
  resumed: true,
  draining: true,
};

export function isResult(fact: JourneyFact): fact is ResultFact {
  return !Object.hasOwn(ASIDE, fact.what);
}

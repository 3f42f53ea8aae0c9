import type { JourneyFact } from './facts.ts';

/** A fact that results are counted from: all but those that say what somebody waits for. */
export type ResultFact = Exclude<JourneyFact, { readonly what: 'heard' | 'waiting' }>;

export function isResult(fact: JourneyFact): fact is ResultFact {
  return fact.what !== 'heard' && fact.what !== 'waiting';
}

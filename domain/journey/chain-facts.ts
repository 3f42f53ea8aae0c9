import type { Channel } from '../channels/channel.ts';
import type { SaidText } from '../templates/template.ts';
import type { Instant } from '../time.ts';
import type { JourneyFact, SkipReason, StepPlace } from './facts.ts';

/** What comes of a step with several channels. */
export type ChainFact =
  /** A message was decided on this channel; reactions are awaited until then. */
  | {
      readonly what: 'attempted';
      readonly place: StepPlace;
      readonly channel: Channel;
      readonly until: Instant;
      /** Where the best channel goes first: how likely a reaction on it is, 0 to 1, in hundredths. */
      readonly score?: number;
      /** The channel before it, which brought nothing. */
      readonly follows?: Follows;
      readonly text?: SaidText;
    }
  /** There is no message on this channel. */
  | {
      readonly what: 'passed-over';
      readonly place: StepPlace;
      readonly channel: Channel;
      readonly because: SkipReason;
    }
  /** The customer did something that counts as a reaction to the message on this channel, for the first time. */
  | {
      readonly what: 'reacted';
      readonly place: StepPlace;
      readonly channel: Channel;
      readonly by: Reaction;
      readonly text?: SaidText;
    };

export function isOfChain(fact: JourneyFact): fact is ChainFact {
  return fact.what === 'reacted' || isTry(fact);
}

/** A fact about one channel of a chain that has had its turn. */
export type TryFact = Extract<ChainFact, { readonly what: 'attempted' | 'passed-over' }>;

export function isTry(fact: JourneyFact): fact is TryFact {
  return fact.what === 'attempted' || fact.what === 'passed-over';
}

/** Why the next channel of a chain has its turn. */
export interface Follows {
  readonly channel: Channel;
  /** There was no reaction in time, or the channel was lost while one was awaited. */
  readonly because: 'no-reaction' | 'no-consent' | 'not-reachable';
  /** Milliseconds since the message on it. */
  readonly waited: number;
}

/** By what somebody reacts: the message itself was opened, clicked or answered; or they bought or visited after it. */
export type Reaction = 'open' | 'click' | 'reply' | 'purchase' | 'visit';

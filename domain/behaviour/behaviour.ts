import { own } from '../own.ts';
import type { Did } from '../journey/conditions/condition.schema.ts';
import { spanOf, type Instant } from '../time.ts';
import { askKey, type AskKey } from './ask-key.ts';

/** When a customer did one thing that is asked for. */
interface Done {
  /** So many instants are kept. */
  readonly most: number;
  /** The newest ones, ascending; twice where it was done twice at one instant. */
  readonly at: readonly Instant[];
}

/** What a customer did, as far as the playbook asks; see `asksOf`. */
export type Behaviour = Readonly<Record<AskKey, Done>>;

export const NO_BEHAVIOUR: Behaviour = {};

/**
 * Whether the customer did it as often as is asked.
 * @param at the instant of asking
 * @param entered since when the customer is inside the journey that asks; where nobody is, it cannot have been since then
 */
export function hasDone(behaviour: Behaviour, asked: Did, at: Instant, entered: Instant = Infinity): boolean {
  const decisive = decisiveOf(behaviour, asked);
  if (decisive === undefined) return false;
  if (asked.within === undefined) return true;
  return asked.within === 'entering' ? decisive >= entered : decisive + spanOf(asked.within) > at;
}

/** The instant at which the answer changes by time alone: what was done long enough ago counts no more. */
export function forgottenAt(behaviour: Behaviour, asked: Did, at: Instant): Instant {
  const decisive = decisiveOf(behaviour, asked);
  if (decisive === undefined || asked.within === undefined || asked.within === 'entering') return Infinity;
  const until = decisive + spanOf(asked.within);
  return until > at ? until : Infinity;
}

/** When it was done for the time that makes it often enough, counted from the newest. */
function decisiveOf(behaviour: Behaviour, asked: Did): Instant | undefined {
  return own(behaviour, askKey(asked))?.at.at(-asked.times);
}

import { own } from '../own.ts';
import type { Did } from '../journey/conditions/condition.schema.ts';
import type { Instant } from '../time.ts';
import { askingOf, type AskKey } from './ask-key.ts';

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
  const { key, span, isSinceEntering } = askingOf(asked);
  const decisive = decisiveOf(behaviour, key, asked);
  if (decisive === undefined) return false;
  return isSinceEntering ? decisive >= entered : decisive + span > at;
}

/** The instant at which the answer changes by time alone: what was done long enough ago counts no more. */
export function forgottenAt(behaviour: Behaviour, asked: Did, at: Instant): Instant {
  const { key, span } = askingOf(asked);
  if (span === Infinity) return Infinity;
  const until = (decisiveOf(behaviour, key, asked) ?? -Infinity) + span;
  return until > at ? until : Infinity;
}

/** When it was done for the time that makes it often enough, counted from the newest. */
function decisiveOf(behaviour: Behaviour, key: AskKey, { times }: Did): Instant | undefined {
  const at = own(behaviour, key)?.at;
  return at && at[at.length - times];
}

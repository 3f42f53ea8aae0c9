/** One moment of the past at which rules are learned, and the days after it on which silences begin that judge them. */
export interface Origin {
  /** Number of the last calendar day that is known. */
  readonly at: number;
  /** The last day on which such a silence begins. */
  readonly until: number;
  /** The rule is chosen on the earlier origins; these judge the choice. */
  readonly isHeldBack: boolean;
}

export interface Plan {
  readonly is: 'plan';
  /** Days for which each silence is followed: who buys by then has come back, who does not is gone. */
  readonly followUp: number;
  readonly origins: readonly Origin[];
}

export interface NoPlan {
  readonly is: 'too-short';
  readonly needed: number;
  readonly found: number;
}

const LEAST_FOLLOW_UP = 180;
const MOST_FOLLOW_UP = 365;
/** Days to learn from before the first origin, at least. */
const LEAST_LEARNING = 120;
/** Days between two origins, at least. */
const LEAST_STEP = 14;
/** From so many days on there are six origins. */
const LONG = 365;

/**
 * Follow-up is a third of the history, within limits; a quarter goes before the first origin; the rest is split among an
 * even number of origins, of which the later half is held back.
 * @param first the first calendar day of the history
 * @param end the last one
 */
export function planOf(first: number, end: number): Plan | NoPlan {
  const days = end - first;
  const followUp = Math.min(MOST_FOLLOW_UP, Math.max(LEAST_FOLLOW_UP, Math.round(days / 3)));
  const begin = first + Math.max(LEAST_LEARNING, Math.round(days / 4));
  const window = end - followUp - begin;
  const count = countOf(window);
  if (count === 0) {
    return { is: 'too-short', needed: LEAST_LEARNING + LEAST_FOLLOW_UP + 2 * LEAST_STEP, found: Math.max(0, days) };
  }
  const at = (n: number) => begin + Math.floor((window * n) / count);
  const origins = Array.from({ length: count }, (_, n) => ({
    at: at(n),
    until: at(n + 1),
    isHeldBack: n >= count / 2,
  }));
  return { is: 'plan', followUp, origins };
}

function countOf(window: number): number {
  if (window >= LONG) return 6;
  if (window >= 4 * LEAST_STEP) return 4;
  return window >= 2 * LEAST_STEP ? 2 : 0;
}

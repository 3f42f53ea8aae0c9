import { entry } from '../rhythm/linear.ts';
import type { Expectation } from '../silence/rules/rule.ts';

/** What limits of silence may be, whichever the rule. */
export interface SilenceBounds {
  readonly floorDays: number;
  readonly capDays: number;
}

/**
 * On which day of a silence each level is reached: the first day on which what can be expected is that low, and the place
 * in the day before it on the line between the two.
 * @param levels falling in what they ask: from the latest call to the earliest
 * @param followUp days; what is not called by then says so
 */
export function callsOf(
  expectation: Expectation,
  levels: readonly number[],
  followUp: number,
  { floorDays, capDays }: SilenceBounds,
): readonly number[] {
  const calls = Array.from({ length: levels.length }, () => Math.min(followUp, capDays));
  let place = levels.length - 1;
  let before = Infinity;
  for (let day = 0; day <= followUp && place >= 0; day += 1) {
    const now = expectation(day);
    for (; place >= 0 && now <= entry(levels, place); place -= 1) {
      const level = entry(levels, place);
      const past = (before - level) / (before - now);
      const reached = day === 0 ? 0 : day - 1 + (Number.isFinite(past) ? past : 1);
      calls[place] = Math.min(Math.max(reached, floorDays), capDays, followUp);
    }
    before = now;
  }
  return calls;
}

/** Levels a rule is tried at. */
const LEVELS = 64;
/** Shares of the silences that end by themselves, called late: from one in a thousand to nearly all. */
const [FEWEST, MOST] = [0.001, 0.98];

/**
 * Levels at which growing shares of those who come back would be called late before they do.
 * @param atReturn what could still be expected of each of them just before
 * @returns each value once, rising: from the latest call to the earliest; fewer where there are fewer values
 */
export function levelsOf(atReturn: readonly number[]): readonly number[] {
  const ascending = atReturn.toSorted((one, other) => one - other);
  const levels = Array.from({ length: LEVELS }, (_, n) => {
    const share = FEWEST * (MOST / FEWEST) ** (n / (LEVELS - 1));
    return entry(ascending, Math.floor(share * ascending.length));
  });
  return [...new Set(levels)];
}

import { calibrated, type Calibration } from '../rhythm/isotonic.ts';

/** Stages of silence that began with the same predicted chance, and how many of them a purchase ended in time. */
export interface JudgedChance {
  readonly chance: number;
  readonly judged: number;
  readonly returned: number;
}

/** Logarithms of the factors between which the right one is looked for; beyond them lies no base. */
const [LEAST, MOST] = [-12, 12];
/** Halvings: less than a billionth is left. */
const HALVINGS = 40;

/**
 * The same calibration with all odds multiplied by the one factor that makes the mean predicted chance of what was judged
 * the share that returned. Order and spread of the chances stay. A second isotonic map would fit no better and tell less: stages
 * begin at the chances of two levels, so nearly all that was judged lies at two places, and beyond them such a map is flat.
 * @param judged by this calibration
 */
export function recalibrated(calibration: Calibration, judged: readonly JudgedChance[]): Calibration {
  const sum = (of: (one: JudgedChance) => number) => judged.reduce((total, one) => total + of(one), 0);
  const returned = sum((one) => one.returned);
  if (sum((one) => one.judged) === 0) return calibration;
  let [low, high] = [LEAST, MOST];
  for (let n = 0; n < HALVINGS; n += 1) {
    const middle = (low + high) / 2;
    const moved = calibration.map(([, chance]) => [chance, withOdds(chance, Math.exp(middle))] as const);
    if (sum((one) => one.judged * calibrated(moved, one.chance)) < returned) low = middle;
    else high = middle;
  }
  return calibration.map(([score, chance]) => [score, withOdds(chance, Math.exp((low + high) / 2))] as const);
}

function withOdds(chance: number, factor: number): number {
  return (factor * chance) / (1 - chance + factor * chance);
}

/**
 * Stages of silence that began with a predicted chance of return and have had their time, in sum. `d` is, of one customer,
 * returns less chances, and `n` how many stages they had: one purchase may end both stages of a silence, so customers are
 * what is independent, and stages are not.
 */
export interface JudgedSums {
  readonly judged: number;
  readonly returned: number;
  readonly chances: number;
  /** Sum of chance × (1 − chance). */
  readonly variance: number;
  /** Over customers: Σd², Σdn and Σn². */
  readonly dd: number;
  readonly dn: number;
  readonly nn: number;
}

/** How far predictions of the model in force are from what happened. */
export interface Drift {
  readonly judged: number;
  /** Mean predicted chance of return, and the share that returned. */
  readonly predicted: number;
  readonly actual: number;
  readonly alert: boolean;
  /** What the figures say, one sentence. */
  readonly because: string;
}

/** With fewer, three standard errors are more than a tenth for most chances, and shares are not yet normal. */
export const LEAST_JUDGED = 100;
/** What a calibrated rule may be off by (.03 on held back silences) and some more: less changes nobody's mind. */
const LEAST_OFF = 0.05;
/** It is looked at once a day and over the same silences: at two, chance alone would cry wolf within weeks. */
const STANDARD_ERRORS = 3;

/**
 * Whether predictions are off: by more than 5 points, and by more than chance explains. The standard error is the larger of
 * two: of independent outcomes with just the chances predicted, and of customers as they were, whose stages hang together.
 * @param days for which stages are looked at
 * @returns `null` where nothing was judged
 */
export function driftOf(sums: JudgedSums, days: number): Drift | null {
  const { judged, returned, chances } = sums;
  if (judged === 0) return null;
  const [predicted, actual] = [chances / judged, returned / judged];
  const off = actual - predicted;
  const error = errorOf(sums, off);
  const alert = judged >= LEAST_JUDGED && Math.abs(off) > LEAST_OFF && Math.abs(off) > STANDARD_ERRORS * error;
  return { judged, predicted, actual, alert, because: becauseOf({ judged, predicted, actual, off, error, days }) };
}

function errorOf({ judged, variance, dd, dn, nn }: JudgedSums, off: number): number {
  const asTheyWere = dd - 2 * off * dn + off * off * nn;
  return Math.sqrt(Math.max(variance, asTheyWere)) / judged;
}

interface Told extends Pick<Drift, 'judged' | 'predicted' | 'actual'> {
  readonly off: number;
  readonly error: number;
  readonly days: number;
}

function becauseOf({ judged, predicted, actual, off, error, days }: Told): string {
  const seen = `${percent(actual)} of ${judged} stages of silence judged in the last ${days} days ended by a purchase, and ${percent(predicted)} were predicted`;
  if (judged < LEAST_JUDGED) return `${seen}; it takes ${LEAST_JUDGED} to tell whether that is off.`;
  if (Math.abs(off) <= LEAST_OFF) return `${seen}: that is no more than ${points(LEAST_OFF)} points off.`;
  const chance = `${points(STANDARD_ERRORS * error)} points, three standard errors`;
  const isMore = Math.abs(off) > STANDARD_ERRORS * error;
  return isMore
    ? `${seen}: ${points(Math.abs(off))} points off, more than chance explains (${chance}).`
    : `${seen}: ${points(Math.abs(off))} points off, which may be chance (up to ${chance}).`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function points(share: number): string {
  return (share * 100).toFixed(1);
}

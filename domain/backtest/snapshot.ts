import { calibrated, type Calibration, type Observed } from '../rhythm/isotonic.ts';

/** A silence that was not over at an origin: what a rule said of it, and whether a purchase followed within the days ahead. */
export interface Seen {
  readonly score: number;
  readonly bought: boolean;
}

/**
 * How well scores rank who buys: the share of pairs of one who did and one who did not that they put in the right order
 * (Mann and Whitney 1947). NaN where one of the two is missing.
 */
export function areaUnderCurve(seen: readonly Seen[]): number {
  const ascending = seen.toSorted((one, other) => one.score - other.score);
  let [buyers, ranks] = [0, 0];
  for (let first = 0; first < ascending.length;) {
    let next = first;
    while (next < ascending.length && ascending[next]?.score === ascending[first]?.score) next += 1;
    const bought = ascending.slice(first, next).filter((one) => one.bought).length;
    buyers += bought;
    ranks += (bought * (first + next + 1)) / 2;
    first = next;
  }
  const others = ascending.length - buyers;
  return (ranks - (buyers * (buyers + 1)) / 2) / (buyers * others);
}

export function observedOf(seen: readonly Seen[]): readonly Observed[] {
  return seen.map(({ score, bought }) => ({ score, happened: bought ? 1 : 0, weight: 1 }));
}

/** A chance that was predicted, and what happened. */
export interface Predicted {
  readonly chance: number;
  readonly bought: boolean;
}

export function predictedOf(seen: readonly Seen[], calibration: Calibration): readonly Predicted[] {
  return seen.map(({ score, bought }) => ({ chance: calibrated(calibration, score), bought }));
}

/** A tenth of a base by predicted chance: what was predicted on average, and how many bought. */
export interface Tenth {
  readonly predicted: number;
  readonly happened: number;
  readonly customers: number;
}

/** In ascending order of the predicted chance; as equal in size as can be. Of equal chances each stands for all. */
export function tenthsOf(predicted: readonly Predicted[]): readonly Tenth[] {
  const ascending = sharesOfChances(predicted).toSorted((one, other) => one.chance - other.chance);
  const at = (n: number) => Math.floor((ascending.length * n) / 10);
  return Array.from({ length: 10 }, (_, n) => ascending.slice(at(n), at(n + 1))).flatMap((part) => {
    if (part.length === 0) return [];
    const mean = (of: (one: (typeof part)[number]) => number) =>
      part.reduce((sum, one) => sum + of(one), 0) / part.length;
    return [{ predicted: mean(({ chance }) => chance), happened: mean(({ share }) => share), customers: part.length }];
  });
}

/** Beside each chance the share that bought of all to whom it was given. */
function sharesOfChances(predicted: readonly Predicted[]) {
  const counts = new Map<number, { bought: number; all: number }>();
  for (const { chance, bought } of predicted) {
    const count = counts.get(chance) ?? { bought: 0, all: 0 };
    counts.set(chance, { bought: count.bought + (bought ? 1 : 0), all: count.all + 1 });
  }
  return predicted.map(({ chance }) => {
    const { bought, all } = counts.get(chance) ?? { bought: 0, all: 1 };
    return { chance, share: bought / all };
  });
}

/** Mean distance between predicted and happened over tenths, weighted by their size. */
export function calibrationError(tenths: readonly Tenth[]): number {
  const customers = tenths.reduce((sum, one) => sum + one.customers, 0);
  return tenths.reduce((sum, one) => sum + one.customers * Math.abs(one.predicted - one.happened), 0) / customers;
}

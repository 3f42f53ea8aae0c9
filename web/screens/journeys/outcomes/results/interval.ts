import { scaleLinear, scaleLog } from 'd3-scale';

/** Where an interval is drawn; places are shares of the width, from 0 to 1. */
export interface IntervalPlaces {
  readonly from: number;
  readonly to: number;
  /** Where there is no difference. */
  readonly none: number;
  /** Whether it goes on beyond the end of the drawing. */
  readonly isCut: { readonly from: boolean; readonly to: boolean };
  readonly ticks: readonly { readonly at: number; readonly value: number }[];
}

/** Half and twice as often are equally far from as often. */
const RATIOS = [1 / 4, 1 / 2, 1, 2, 4];
const LEAST_RATIO = 1 / 8;
const MOST_RATIO = 8;

/** Places of "how many times as often"; an upper bound that is null is open. */
export function ratioPlaces([from, to]: readonly [number, number | null]): IntervalPlaces {
  const scale = scaleLog([LEAST_RATIO, MOST_RATIO], [0, 1]).clamp(true);
  return {
    from: scale(Math.max(from, LEAST_RATIO)),
    to: to === null ? 1 : scale(Math.max(to, LEAST_RATIO)),
    none: scale(1),
    isCut: { from: from < LEAST_RATIO, to: to === null || to > MOST_RATIO },
    ticks: RATIOS.map((value) => ({ at: scale(value), value })),
  };
}

/** Places of a difference, of shares or of money; 0 is always among them. */
export function differencePlaces([from, to]: readonly [number, number]): IntervalPlaces {
  const margin = (Math.max(to, 0) - Math.min(from, 0)) * 0.1;
  const scale = scaleLinear([Math.min(from, 0) - margin, Math.max(to, 0) + margin], [0, 1]).nice(5);
  return {
    from: scale(from),
    to: scale(to),
    none: scale(0),
    isCut: { from: false, to: false },
    ticks: scale.ticks(5).map((value) => ({ at: scale(value), value })),
  };
}

import { entry } from '../rhythm/linear.ts';

/** A silence that judges a rule: on which day the rule calls it late at each level, and how it ended. */
export interface Judged {
  readonly customer: number;
  /** Days until the purchase that ended it; `null`: there was none within the follow-up. */
  readonly gap: number | null;
  /** Days after the last purchase, at each level; the follow-up where it is not called within it. */
  readonly calledAfter: readonly number[];
}

/** What a rule does at each of its levels, summed over silences. */
export interface Sums {
  /** Called late, and came back within the follow-up. */
  readonly falseAlarms: Float64Array;
  /** Called late, and gone. */
  readonly found: Float64Array;
  /** Days until the gone were called, the follow-up for those who were not. */
  readonly delay: Float64Array;
  /** Silences of either kind. */
  readonly gone: number;
  readonly returned: number;
}

/** What silences of each customer add to the sums, for samples of customers. */
export class Trade {
  readonly levels: readonly number[];
  readonly #followUp: number;
  /** For each customer the numbers of `Sums` one after another: a sample adds up hundreds of thousands of them. */
  readonly #byCustomer = new Map<number, Float32Array>();

  /** @param levels from the latest call to the earliest */
  constructor(levels: readonly number[], followUp: number) {
    this.levels = levels;
    this.#followUp = followUp;
  }

  add({ customer, gap, calledAfter }: Judged): void {
    const count = this.levels.length;
    const own = this.#byCustomer.get(customer) ?? new Float32Array(3 * count + 2);
    this.#byCustomer.set(customer, own);
    for (const [level, days] of calledAfter.entries()) {
      if (gap === null) {
        if (days < this.#followUp) increase(own, count + level, 1);
        increase(own, 2 * count + level, days);
      } else if (days < gap) increase(own, level, 1);
    }
    increase(own, 3 * count + (gap === null ? 0 : 1), 1);
  }

  /** How many customers there are. */
  get customers(): number {
    return this.#byCustomer.size;
  }

  /** @param weights how often each customer counts, in the order in which they came; left out: once */
  sums(weights: Readonly<Uint8Array> | null = null): Sums {
    const count = this.levels.length;
    const all = new Float64Array(3 * count + 2);
    let place = 0;
    for (const own of this.#byCustomer.values()) {
      const weight = weights === null ? 1 : entry(weights, place);
      place += 1;
      if (weight > 0) addTimes(all, own, weight);
    }
    return {
      falseAlarms: all.subarray(0, count),
      found: all.subarray(count, 2 * count),
      delay: all.subarray(2 * count, 3 * count),
      gone: entry(all, 3 * count),
      returned: entry(all, 3 * count + 1),
    };
  }
}

/** Where a rule makes so many false alarms, between two levels: 3.25 is a quarter of the way from the fourth to the fifth. */
export function placeOf({ falseAlarms: known }: Pick<Sums, 'falseAlarms'>, falseAlarms: number): number {
  return placeWhere(known, falseAlarms);
}

/** Days until the gone are called, summed, where a rule makes so many false alarms. */
export function delayWith(sums: Sums, falseAlarms: number): number {
  return at(sums.delay, placeOf(sums, falseAlarms));
}

/** Where a rule makes this share of false alarms, as `placeOf` counts places. */
export function placeOfShare(sums: Sums, share: number): number {
  return placeWhere(sharesOf(sums), share);
}

/** What the share of false alarms among all calls is at each level; 0 where nobody is called. */
export function sharesOf({ falseAlarms, found }: Sums): readonly number[] {
  return Array.from(falseAlarms, (wrong, level) => {
    const right = entry(found, level);
    return wrong + right === 0 ? 0 : wrong / (wrong + right);
  });
}

/** The level at which a rule makes this share of false alarms; beyond what was tried, the nearest. */
export function levelWith(trade: Trade, share: number): number {
  return at(trade.levels, placeOfShare(trade.sums(), share));
}

/** What a rule does at one of its levels. */
export interface TradePoint {
  readonly level: number;
  /** Of those called late, the share that came back. */
  readonly share: number;
  /** Mean days after the last purchase at which the gone are called. */
  readonly days: number;
  /** Called late, of 1,000 silences. */
  readonly calls: number;
}

/** The trade between false alarms and days. */
export interface TradeCurve {
  /** Silences that did not end within the follow-up, of 1,000. */
  readonly gone: number;
  /** From the latest call to the earliest. */
  readonly points: readonly TradePoint[];
}

export function tradeCurve(trade: Trade): TradeCurve {
  const sums = trade.sums();
  const shares = sharesOf(sums);
  const all = Math.max(1, sums.gone + sums.returned);
  const points = trade.levels.map((level, place) => ({
    level,
    share: entry(shares, place),
    days: entry(sums.delay, place) / Math.max(1, sums.gone),
    calls: ((entry(sums.falseAlarms, place) + entry(sums.found, place)) / all) * 1_000,
  }));
  return { gone: (sums.gone / all) * 1_000, points };
}

/** A value between two levels. */
export function at(values: Readonly<ArrayLike<number>>, place: number): number {
  const below = Math.floor(place);
  const low = entry(values, below);
  const high = entry(values, Math.min(below + 1, values.length - 1));
  return place === below ? low : low + (high - low) * (place - below);
}

/** The last place before rising values pass a limit. */
function placeWhere(rising: Readonly<ArrayLike<number>>, limit: number): number {
  let above = 0;
  while (above < rising.length && entry(rising, above) <= limit) above += 1;
  if (above === 0 || above === rising.length) return Math.max(0, above - 1);
  const [low, high] = [entry(rising, above - 1), entry(rising, above)];
  return above - 1 + (limit - low) / (high - low);
}

function increase(numbers: Float32Array, place: number, by: number): void {
  numbers[place] = (numbers[place] ?? 0) + by;
}

/** Hundreds of millions of times a fit: no call stands between the numbers. */
function addTimes(all: Float64Array, own: Float32Array, weight: number): void {
  for (let place = 0; place < all.length; place += 1) all[place] = (all[place] ?? 0) + weight * (own[place] ?? 0);
}

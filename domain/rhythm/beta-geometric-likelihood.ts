import type { BetaGeometric } from './beta-geometric.ts';
import type { BuyingGroup } from './buying.ts';
import { entry } from './linear.ts';
import type { Slope } from './maximise.ts';
import { type RisingProducts, risingProducts } from './special.ts';

/**
 * The log-likelihood of BG/NBD or MBG/NBD and its derivatives by r, alpha, a and b. With m = chances(x), a customer
 * counts, without the second part where m = 0:
 *
 *   ln { (r)_x · α^r · (b)_m/(a+b)_m · [(α+T)^−(r+x) + a/(b+m−1) · (α+tx)^−(r+x)] }
 */
export function likelihood(
  groups: readonly BuyingGroup[],
  chances: (x: number) => number,
): (parameters: BetaGeometric) => Slope {
  const classes = classesOf(groups, chances);
  const most = classes.reduce((largest, { x }) => Math.max(largest, x), 0);
  return (parameters) => {
    const { r, alpha, a, b } = parameters;
    const [ofR, ofB, ofAB] = [
      risingProducts(r, most),
      risingProducts(b, chances(most)),
      risingProducts(a + b, chances(most)),
    ];
    let [value, byR, byAlpha, byA, byB] = [0, 0, 0, 0, 0];
    for (const equals of classes) {
      const { x, m, count } = equals;
      const [lnR, slopeR] = at(ofR, x);
      const [lnB, slopeB] = at(ofB, m);
      const [lnAB, slopeAB] = at(ofAB, m);
      const gone = endings(parameters, equals);
      value += count * (lnR + r * Math.log(alpha) + lnB - lnAB) + gone.value;
      byR += count * (slopeR + Math.log(alpha)) + gone.byR;
      byAlpha += (count * r) / alpha + gone.byAlpha;
      byA += gone.left / a - count * slopeAB;
      byB += count * (slopeB - slopeAB) - (m === 0 ? 0 : gone.left / (b + m - 1));
    }
    return { value, gradient: [byR, byAlpha, byA, byB] };
  };
}

/** All customers with the same number of repeat purchases: most of the sum depends on that only. */
interface Class {
  readonly x: number;
  readonly m: number;
  readonly count: number;
  readonly groups: readonly BuyingGroup[];
}

function classesOf(groups: readonly BuyingGroup[], chances: (x: number) => number): readonly Class[] {
  const byX = new Map<number, BuyingGroup[]>();
  for (const group of groups) {
    const equals = byX.get(group.x);
    if (equals) equals.push(group);
    else byX.set(group.x, [group]);
  }
  return [...byX].map(([x, equals]) => ({
    x,
    m: chances(x),
    count: equals.reduce((sum, { count }) => sum + count, 0),
    groups: equals,
  }));
}

/** The last factor summed over a class: still there but idle since tx, or gone with the purchase at tx. */
interface Endings {
  readonly value: number;
  readonly byR: number;
  readonly byAlpha: number;
  /** How many of the class have left by now, as the parameters see it. */
  readonly left: number;
}

function endings({ r, alpha, a, b }: BetaGeometric, { x, m, groups }: Class): Endings {
  const lnOdds = m === 0 ? -Infinity : Math.log(a / (b + m - 1));
  let [value, byR, byAlpha, left] = [0, 0, 0, 0];
  for (const { tx, T, count } of groups) {
    const [lnT, lnTx] = [Math.log(alpha + T), Math.log(alpha + tx)];
    const ahead = lnOdds + (r + x) * (lnT - lnTx);
    const rest = Math.exp(-Math.abs(ahead));
    const leftShare = (ahead > 0 ? 1 : rest) / (1 + rest);
    const stayedShare = (ahead > 0 ? rest : 1) / (1 + rest);
    value += count * (Math.max(ahead, 0) + Math.log1p(rest) - (r + x) * lnT);
    byR -= count * (stayedShare * lnT + leftShare * lnTx);
    byAlpha -= count * (r + x) * (stayedShare / (alpha + T) + leftShare / (alpha + tx));
    left += count * leftShare;
  }
  return { value, byR, byAlpha, left };
}

function at({ ln, slope }: RisingProducts, n: number): readonly [ln: number, slope: number] {
  return [entry(ln, n), entry(slope, n)];
}

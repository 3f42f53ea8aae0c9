/** The standard normal's 97.5 % quantile: for intervals of 95 %. */
export const Z = 1.959963984540054;

/** So many of so many. */
export interface Count {
  readonly of: number;
  readonly converted: number;
}

type Span = readonly [from: number, to: number];

/** Wilson's interval of a share: right when it is looked at once. */
export function wilson({ of, converted }: Count): Span {
  if (of === 0) return [0, 1];
  const share = converted / of;
  const widened = 1 + (Z * Z) / of;
  const centre = (share + (Z * Z) / (2 * of)) / widened;
  const half = (Z / widened) * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  // Exact at the ends, where rounding would leave a trace.
  return [converted === 0 ? 0 : Math.max(0, centre - half), converted === of ? 1 : Math.min(1, centre + half)];
}

/** Newcombe's interval of the difference of two shares: for one look at an end that was declared before. */
export function newcombe(treated: Count, control: Count): Span {
  const [one, other] = [shareOf(treated), shareOf(control)];
  const [[low1, high1], [low2, high2]] = [wilson(treated), wilson(control)];
  const difference = one - other;
  return [difference - Math.hypot(one - low1, high2 - other), difference + Math.hypot(high1 - one, other - low2)];
}

export function shareOf({ of, converted }: Count): number {
  return of === 0 ? 0 : converted / of;
}

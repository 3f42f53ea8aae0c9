import { shareOf, wilson, type Count } from './shares.ts';

/** How many of everybody, as far as a sample can tell: 19 times out of 20 it is between `from` and `to`. */
export interface Sampled {
  readonly about: number;
  readonly from: number;
  readonly to: number;
}

/**
 * @param count who was looked at, and for how many of them it holds
 * @param everybody how many there are; looking at all of them is exact
 */
export function sampled(count: Count, everybody: number): Sampled {
  const { of, converted } = count;
  if (of >= everybody) return { about: converted, from: converted, to: converted };
  const [low, high] = wilson(count);
  return {
    about: Math.round(shareOf(count) * everybody),
    // Who was looked at is known for certain.
    from: Math.max(converted, Math.floor(low * everybody)),
    to: Math.min(everybody - (of - converted), Math.ceil(high * everybody)),
  };
}

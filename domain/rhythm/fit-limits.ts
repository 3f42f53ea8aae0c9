import type { BuyingGroup } from './buying.ts';

/** What a base must have before a fit is tried. */
export interface FitLimits {
  readonly customers: number;
  /** Customers with a second purchase. */
  readonly repeaters: number;
  /** Customers with a third purchase: without some, nothing tells a slow customer from one who left. */
  readonly thriceBuyers: number;
  /** From the oldest first purchase to now. */
  readonly days: number;
}

/**
 * Customers and days as Klaviyo asks them before it scores a base, repeaters as Omnisend does before it leaves fixed
 * days. Ten third purchases are a starting value for Klaviyo's "some".
 */
export const DEFAULT_FIT_LIMITS: FitLimits = { customers: 500, repeaters: 100, thriceBuyers: 10, days: 180 };

export interface Shortfall {
  readonly what: keyof FitLimits;
  readonly needed: number;
  readonly found: number;
}

/** Whatever the base lacks; empty where a fit may be tried. */
export function shortfallsOf(groups: readonly BuyingGroup[], limits: FitLimits): readonly Shortfall[] {
  const longest = groups.reduce((most, { T }) => Math.max(most, T), 0);
  const found: FitLimits = {
    customers: countOf(groups, 0),
    repeaters: countOf(groups, 1),
    thriceBuyers: countOf(groups, 2),
    days: Math.floor(longest * 7 + 1e-9),
  };
  return (['customers', 'repeaters', 'thriceBuyers', 'days'] as const)
    .map((what) => ({ what, needed: limits[what], found: found[what] }))
    .filter(({ needed, found: has }) => has < needed);
}

const NAMES: Readonly<Record<keyof FitLimits, string>> = {
  customers: 'customers',
  repeaters: 'customers with a second purchase',
  thriceBuyers: 'customers with a third purchase',
  days: 'days of history',
};

/** One sentence for people: what a fit needs, and how far the base is. */
export function describeShortfalls(shortfalls: readonly Shortfall[]): string {
  const parts = shortfalls.map(({ what, needed, found }) => `${needed} ${NAMES[what]} (there are ${found})`);
  return `There is too little data for a fit. It needs ${parts.join(', ')}.`;
}

/** Customers with at least so many repeat purchases. */
export function countOf(groups: readonly { readonly x: number; readonly count: number }[], atLeast: number): number {
  return groups.reduce((sum, { x, count }) => (x >= atLeast ? sum + count : sum), 0);
}

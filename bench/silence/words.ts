import type { Interval } from '../../domain/backtest/bootstrap.ts';

/** How numbers are written in the tables. */

export function count(value: number): string {
  return value.toLocaleString('en');
}

export function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : '–';
}

export function days(value: number): string {
  return Number.isFinite(value) ? value.toFixed(1) : '–';
}

/** Such as `9.3 [4.8, 13.4]`. */
export function interval({ value, low, high }: Interval): string {
  return `${days(value)} [${days(low)}, ${days(high)}]`;
}

export function third(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3) : '–';
}

/** Marked where it is not what it should be. */
export function marked(text: string, isReached: boolean): string {
  return isReached ? text : `${text} NO`;
}

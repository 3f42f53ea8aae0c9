import type { getCouponPoolContract } from '../../../../api/coupon-pools/get-coupon-pool.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { localOf } from '../../../format/local-time.ts';

export type Pool = CallReply<typeof getCouponPoolContract>['pool'];
export type PoolValue = Pool['value'];

/** As many as the API takes at once. */
export const MOST_CODES = 5_000;

/** How a pool begins. */
export function freshPool(kind: Pool['kind'], { name, value }: Pick<Pool, 'name' | 'value'>): Pool {
  switch (kind) {
    case 'unique':
      return { kind, name, value, validDays: 30, lowWater: 100 };
    case 'shared':
      return { kind, name, value, code: '' };
  }
}

/** The same words with another worth. @param unit a whole unit of money, in minor units */
export function freshValue(by: PoolValue['by'], words: string, unit: number): PoolValue {
  switch (by) {
    case 'percent':
      return { by, percent: 10, words };
    case 'amount':
      return { by, amount: 5 * unit, words };
    case 'free':
      return { by, words };
  }
}

/** Codes as somebody pastes them: one on each line, or with commas or semicolons between. */
export function codesIn(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((code) => code !== '');
}

/** The last day of which a pool can be used some part, where its end is the first instant at which it cannot. */
export function lastDayOf(until: string, timezone: string): string {
  return localOf(new Date(Date.parse(until) - 1).toISOString(), timezone).slice(0, 'yyyy-mm-dd'.length);
}

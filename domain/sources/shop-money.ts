import { at, isObject, textAt } from './foreign.ts';
import { amountOf, type Reading } from './reading.ts';
import { NotTaken } from './translated.ts';

/**
 * An amount of Shopify's in the workspace's currency: a shop writes what it takes in its own currency and, in `<field>_set`, what the
 * buyer saw in theirs. Whichever of the two is the workspace's counts, and nothing is converted.
 * @throws NotTaken where neither is
 */
export function shopifyAmount(value: unknown, field: string, currency: string | undefined, reading: Reading): number {
  const set = at(value, `${field}_set`);
  for (const side of ['shop_money', 'presentment_money']) {
    const money = at(set, side);
    if (isObject(money) && textAt(money, 'currency_code') === reading.money.currency) {
      return amountOf(at(money, 'amount'), undefined, reading, `${field}_set.${side}`);
    }
  }
  if (isObject(set) && currency === undefined) {
    throw new NotTaken(
      'currency',
      `${field}_set`,
      `neither the shop's money nor the buyer's is in ${reading.money.currency}`,
    );
  }
  return amountOf(at(value, field), currency, reading, field);
}

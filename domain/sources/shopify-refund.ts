import { at, idAt, instantOf, listAt, textAt } from './foreign.ts';
import { amountOf, eventNamed, type Reading } from './reading.ts';
import { shopifyAmount } from './shop-money.ts';
import { isoTime } from '../time.ts';
import { NotTaken, type Translated } from './translated.ts';

/**
 * A refund of Shopify's names its order and nobody: whoever bought that order is meant, and where the order has not come yet the refund
 * waits for it. What counts is the money that went back (transactions), not what was put back into stock.
 */
export function shopifyRefund(id: string, payload: object, reading: Reading): Translated {
  const order = idAt(payload, 'order_id');
  if (order === undefined) throw new NotTaken('order', 'order_id', 'a refund names the order that it is of');
  const stated = instantOf(textAt(payload, 'processed_at') ?? at(payload, 'created_at'));
  if (stated === undefined) throw new NotTaken('time', 'created_at', 'the refund does not say when it was');
  const amount = givenBack(payload, reading);
  if (amount <= 0) return { is: 'ignored', id, reason: 'nothing-refunded' };
  const of = eventNamed(`order:${order}`, 'order_id');
  const wire = { id: eventNamed(`refund:${id}`, 'id'), type: 'refund', order: of, at: isoTime(stated), amount };
  return { is: 'said', id, whose: { is: 'buyer', order: of }, events: [{ wire }], contact: {} };
}

function givenBack(payload: object, reading: Reading): number {
  const done = listAt(payload, 'transactions').filter(
    (one) => textAt(one, 'kind') === 'refund' && textAt(one, 'status') === 'success' && at(one, 'test') !== true,
  );
  const here = done.filter((one) => (textAt(one, 'currency') ?? reading.money.currency) === reading.money.currency);
  if (here.length === done.length) {
    return sum(done.map((one) => amountOf(at(one, 'amount'), undefined, reading, 'transactions.amount')));
  }
  // The money went back in the buyer's currency; lines say the same in both.
  const lines = listAt(payload, 'refund_line_items').flatMap((line) => [
    shopifyAmount(line, 'subtotal', undefined, reading),
    at(line, 'total_tax_set') === undefined ? 0 : shopifyAmount(line, 'total_tax', undefined, reading),
  ]);
  // An adjustment such as postage that is given back is written as what the shop loses.
  const others = listAt(payload, 'order_adjustments').map((one) => -shopifyAmount(one, 'amount', undefined, reading));
  if (lines.length === 0 && others.length === 0) {
    const message = `the money went back in another currency than ${reading.money.currency}, and no line says how much it is`;
    throw new NotTaken('currency', 'transactions', message);
  }
  return sum([...lines, ...others]);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

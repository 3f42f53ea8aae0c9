import { at, idAt, instantOf, isObject, listAt, textAt } from './foreign.ts';
import { minorUnits } from './minor-units.ts';
import { amountOf, eventNamed, itemLine, linesOf, shopperOf, type Reading } from './reading.ts';
import { isoTime, type Instant } from '../time.ts';
import { NotTaken, translated, type SaidContact, type SaidEvent, type Translated } from './translated.ts';

/** Money has been taken, or will be at the door. */
const PAID = new Set(['processing', 'completed', 'refunded']);
/** An order that was paid and is then called off counts no longer. */
const CALLED_OFF = new Set(['cancelled', 'failed', 'trash']);

/**
 * What a webhook of WooCommerce's comes to (their REST API v3, Order and Customer). Every webhook of an order brings all of it, refunds
 * too; so each says the purchase and every refund again under the same ids, and whichever comes first is enough.
 */
export function woocommerceMessage(topic: string, payload: unknown, reading: Reading): Translated {
  const id = idAt(payload, 'id') ?? null;
  return translated(id, () => {
    if (!isObject(payload)) throw new NotTaken('malformed', '', 'a webhook brings a JSON object');
    if (id === null) throw new NotTaken('malformed', 'id', 'this has no id');
    const [resource, deed] = topic.split('.');
    if (deed === 'deleted' || deed === 'restored') return { is: 'ignored', id, reason: 'other-topic' };
    if (resource === 'order') return orderMessage(id, payload, reading);
    if (resource === 'customer') return profile(id, payload, reading);
    return { is: 'ignored', id, reason: 'other-topic' };
  });
}

function orderMessage(id: string, payload: object, reading: Reading): Translated {
  const status = textAt(payload, 'status') ?? '';
  const created = instantOf(at(payload, 'date_created_gmt'));
  const paid = instantOf(at(payload, 'date_paid_gmt'));
  const calledOff = CALLED_OFF.has(status);
  if (calledOff && paid === undefined) return { is: 'ignored', id, reason: 'cancelled' };
  if (!calledOff && !PAID.has(status)) return { is: 'ignored', id, reason: 'not-paid' };
  if (created === undefined) throw new NotTaken('time', 'date_created_gmt', 'the order does not say when it was');
  const currency = textAt(payload, 'currency');
  const amount = amountOf(at(payload, 'total'), currency, reading, 'total');
  const named = eventNamed(`order:${id}`, 'id');
  const email = textAt(payload, 'billing.email');
  const channel = textAt(payload, 'created_via');
  const purchase = {
    id: named,
    type: 'purchase',
    at: isoTime(paid ?? created),
    amount,
    ...linesOf(listAt(payload, 'line_items').map((line) => lineOf(line, reading))),
    ...(channel === undefined ? {} : { data: { channel } }),
  };
  const stated = isoTime(created);
  const changed = instantOf(at(payload, 'date_modified_gmt')) ?? paid ?? created;
  const off = calledOff ? [refundWire(`cancelled:${id}`, named, amount, changed)] : [];
  const refunds = listAt(payload, 'refunds').map((one) => refundOf(one, named, changed, reading));
  return {
    is: 'said',
    id,
    whose: { is: 'customer', customer: shopperOf(idAt(payload, 'customer_id'), email, reading) },
    // When a refund was is not said: that of the first webhook that told of it stays.
    events: [purchase, ...refunds, ...off].map((wire): SaidEvent => ({ wire, stated })),
    contact: contactIn(email, reading),
  };
}

function refundWire(id: string, order: string, amount: number, when: Instant) {
  return { id: eventNamed(id, 'refunds.id'), type: 'refund', order, at: isoTime(when), amount };
}

function refundOf(one: unknown, order: string, when: Instant, reading: Reading) {
  const id = idAt(one, 'id');
  if (id === undefined) throw new NotTaken('malformed', 'refunds.id', 'a refund of the order has no id');
  // Written as what the shop loses.
  const amount = Math.abs(amountOf(at(one, 'total'), undefined, reading, 'refunds.total'));
  return refundWire(`refund:${id}`, order, amount, when);
}

/** What the whole line came to, with its tax. */
function lineOf(line: unknown, { mapping, money }: Reading) {
  const names = {
    sku: ['sku', 'variation_id', 'product_id'],
    variant: ['variation_id', 'product_id', 'sku'],
    product: ['product_id', 'sku'],
  }[mapping.item];
  const sku = names.map((name) => idAt(line, name)).find((found) => found !== undefined);
  const [net, tax] = [at(line, 'total'), at(line, 'total_tax') ?? 0].map((one) => minorUnits(one, money.digits));
  return itemLine(sku, at(line, 'quantity'), net === undefined || tax === undefined ? undefined : net + tax);
}

function profile(id: string, payload: object, reading: Reading): Translated {
  const email = textAt(payload, 'email') ?? textAt(payload, 'billing.email');
  const customer = shopperOf(id, email, reading);
  const changed = instantOf(at(payload, 'date_modified_gmt')) ?? instantOf(at(payload, 'date_created_gmt'));
  const country = textAt(payload, 'billing.country');
  const contact = contactIn(email, reading);
  if (country === undefined || changed === undefined) {
    if (Object.keys(contact).length === 0) return { is: 'ignored', id, reason: 'says-nothing' };
    return { is: 'said', id, whose: { is: 'customer', customer }, events: [], contact };
  }
  const wire = {
    id: eventNamed(`customer:${id}:${changed}`, 'id'),
    type: 'identify',
    at: isoTime(changed),
    attributes: { country },
  };
  return { is: 'said', id, whose: { is: 'customer', customer }, events: [{ wire }], contact };
}

function contactIn(email: string | undefined, { mapping: { contact } }: Reading): SaidContact {
  return email !== undefined && contact.includes('email') ? { email } : {};
}

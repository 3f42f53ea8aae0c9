import { at, idAt, instantOf, isObject, listAt, textAt } from './foreign.ts';
import { eventNamed, itemLine, linesOf, shopperOf, type Reading } from './reading.ts';
import { shopifyRefund } from './shopify-refund.ts';
import { shopifyAmount } from './shop-money.ts';
import { isoTime } from '../time.ts';
import type { CustomerId } from '../ids.schema.ts';
import { NotTaken, translated, type SaidContact, type Translated } from './translated.ts';

/** Webhooks that are asked for by law: a shop passes on that somebody wants to see or to be rid of their data. */
const BY_LAW = new Set(['customers/redact', 'shop/redact', 'customers/data_request']);
const ORDERS = new Set(['orders/create', 'orders/paid', 'orders/updated', 'orders/edited', 'orders/cancelled']);
const PROFILES = new Set(['customers/create', 'customers/update']);
/** Money has been taken, whatever became of it later. */
const PAID = new Set(['paid', 'partially_refunded', 'refunded']);

/**
 * What a webhook of Shopify's comes to (their Admin REST resources Order, Refund and Customer). An order is one purchase whose id
 * follows from its own, so `orders/create`, `orders/paid` and every redelivery of them count once.
 */
export function shopifyMessage(topic: string, payload: unknown, reading: Reading): Translated {
  const id = idAt(payload, 'id') ?? null;
  return translated(id, () => {
    if (!isObject(payload)) throw new NotTaken('malformed', '', 'a webhook brings a JSON object');
    if (BY_LAW.has(topic)) return byLaw(topic, payload, reading);
    if (id === null) throw new NotTaken('malformed', 'id', 'this has no id');
    if (ORDERS.has(topic)) return orderMessage(id, payload, reading);
    if (topic === 'refunds/create') return shopifyRefund(id, payload, reading);
    if (PROFILES.has(topic)) return profile(id, payload, reading);
    return { is: 'ignored', id, reason: 'other-topic' };
  });
}

/** The customer is named as their orders name them; `null` where the request names nobody. */
function byLaw(topic: string, payload: object, reading: Reading): Translated {
  const note = { topic, customer: namedIn(payload, reading) };
  const isErasure = topic === 'customers/redact';
  return { is: 'ignored', id: null, reason: 'privacy-request', note: isErasure ? { ...note, erases: true } : note };
}

function namedIn(payload: object, reading: Reading): CustomerId | null {
  try {
    return shopperOf(idAt(payload, 'customer.id'), textAt(payload, 'customer.email'), reading);
  } catch (error) {
    if (error instanceof NotTaken) return null;
    throw error;
  }
}

function orderMessage(id: string, payload: object, reading: Reading): Translated {
  if (at(payload, 'test') === true) return { is: 'ignored', id, reason: 'test-order' };
  if (textAt(payload, 'cancelled_at') !== undefined) return { is: 'ignored', id, reason: 'cancelled' };
  if (!PAID.has(textAt(payload, 'financial_status') ?? '')) return { is: 'ignored', id, reason: 'not-paid' };
  const stated = instantOf(textAt(payload, 'processed_at') ?? at(payload, 'created_at'));
  if (stated === undefined) throw new NotTaken('time', 'created_at', 'the order does not say when it was');
  const currency = textAt(payload, 'currency');
  const email = textAt(payload, 'email') ?? textAt(payload, 'customer.email');
  const channel = textAt(payload, 'source_name');
  const wire = {
    id: eventNamed(`order:${id}`, 'id'),
    type: 'purchase',
    at: isoTime(stated),
    amount: shopifyAmount(payload, 'total_price', currency, reading),
    ...linesOf(listAt(payload, 'line_items').map((line) => lineOf(line, currency, reading))),
    ...(channel === undefined ? {} : { data: { channel } }),
  };
  const customer = shopperOf(idAt(payload, 'customer.id'), email, reading);
  return {
    is: 'said',
    id,
    whose: { is: 'customer', customer },
    events: [{ wire }],
    contact: contactIn(email, undefined, reading),
  };
}

/** Their unit price, less what was taken off the whole line. One without a price is left out, and the order stays. */
function lineOf(line: unknown, currency: string | undefined, reading: Reading) {
  const names = {
    sku: ['sku', 'variant_id', 'product_id'],
    variant: ['variant_id', 'sku', 'product_id'],
    product: ['product_id', 'sku', 'variant_id'],
  }[reading.mapping.item];
  const sku = names.map((name) => idAt(line, name)).find((found) => found !== undefined);
  const quantity = at(line, 'quantity');
  if (sku === undefined || typeof quantity !== 'number') return undefined;
  const price = amountOrNone(line, 'price', currency, reading);
  const off = listAt(line, 'discount_allocations').map((each) => amountOrNone(each, 'amount', currency, reading));
  if (price === undefined || off.includes(undefined)) return undefined;
  const taken = off.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return itemLine(sku, quantity, Math.max(0, price * quantity - taken));
}

/** `undefined` where it is no amount in the workspace's currency. */
function amountOrNone(value: unknown, field: string, currency: string | undefined, reading: Reading) {
  try {
    return shopifyAmount(value, field, currency, reading);
  } catch (error) {
    if (error instanceof NotTaken) return undefined;
    throw error;
  }
}

function profile(id: string, payload: object, reading: Reading): Translated {
  const email = textAt(payload, 'email');
  const customer = shopperOf(id, email, reading);
  const country = textAt(payload, 'default_address.country_code');
  const changed = instantOf(at(payload, 'updated_at'));
  const attributes = country === undefined ? undefined : { country };
  const events =
    attributes === undefined || changed === undefined
      ? []
      : [
          {
            wire: {
              id: eventNamed(`customer:${id}:${changed}`, 'id'),
              type: 'identify',
              at: isoTime(changed),
              attributes,
            },
          },
        ];
  const contact = contactIn(email, payload, reading);
  if (events.length === 0 && Object.keys(contact).length === 0) return { is: 'ignored', id, reason: 'says-nothing' };
  return { is: 'said', id, whose: { is: 'customer', customer }, events, contact };
}

function contactIn(email: string | undefined, profiled: object | undefined, { mapping }: Reading): SaidContact {
  const { contact } = mapping;
  const state = textAt(profiled, 'email_marketing_consent.state');
  const told = instantOf(at(profiled, 'email_marketing_consent.consent_updated_at'));
  const status = state === 'subscribed' ? 'granted' : state === 'unsubscribed' ? 'withdrawn' : undefined;
  return {
    ...(email !== undefined && contact.includes('email') ? { email } : {}),
    ...(status !== undefined && contact.includes('consent')
      ? { consent: { status, ...(told === undefined ? {} : { at: told }) } }
      : {}),
  };
}

import type { Money } from '../currency.ts';
import { customerId, eventId, isItemId, type CustomerId, type EventId } from '../ids.schema.ts';
import { readShape } from '../input/shape-problems.ts';
import type { Instant } from '../time.ts';
import { minorUnits } from './minor-units.ts';
import type { SourceMapping } from './source.schema.ts';
import { NotTaken } from './translated.ts';

/** What a translation needs besides the message. */
export interface Reading {
  readonly mapping: SourceMapping;
  /** What amounts of the workspace are in. */
  readonly money: Money;
  /** The workspace's time at the arrival. */
  readonly now: Instant;
  /** Makes a customer of an e-mail address by a keyed hash; see `pseudonyms`. */
  readonly pseudonym: (address: string) => CustomerId;
}

/** An id that looks like an address becomes a pseudonym. @throws NotTaken where it is no id */
export function customerNamed(id: string, { pseudonym }: Reading, path: string): CustomerId {
  if (isAddress(id)) return pseudonym(id);
  const read = readShape(customerId, id);
  if ('value' in read) return read.value;
  throw new NotTaken('customer', path, read.problems[0]?.message ?? 'this names no customer');
}

export function isAddress(text: string): boolean {
  return /^[^@\s]+@[^@\s]+$/.test(text);
}

/** Somebody whom a shop knows by an id, an address, or both. @throws NotTaken where it knows neither */
export function shopperOf(id: string | undefined, email: string | undefined, reading: Reading): CustomerId {
  const address = email !== undefined && isAddress(email) ? email : undefined;
  const byAddress = address !== undefined && (reading.mapping.customer === 'email' || id === undefined);
  if (byAddress) return reading.pseudonym(address);
  if (id !== undefined) return customerNamed(id, reading, 'customer');
  throw new NotTaken('customer', 'customer', 'nobody is named: there is neither an id nor an e-mail address');
}

/** @throws NotTaken where no event can have it */
export function eventNamed(id: string, path: string): EventId {
  const read = readShape(eventId, id);
  if ('value' in read) return read.value;
  throw new NotTaken(path === 'messageId' ? 'malformed' : 'order', path, read.problems[0]?.message ?? 'this is no id');
}

/** Minor units of the workspace. @throws NotTaken for another currency, or what is no amount */
export function amountOf(value: unknown, currency: string | undefined, { money }: Reading, path: string): number {
  if (currency !== undefined && currency.toUpperCase() !== money.currency) {
    const message = `amounts of this workspace are in ${money.currency}, and this one is not; nothing is converted`;
    throw new NotTaken('currency', path, message);
  }
  const amount = minorUnits(value, money.digits);
  if (amount === undefined) {
    throw new NotTaken('amount', path, 'this is no amount; send a decimal number such as 19.99');
  }
  return amount;
}

/** A line of an order as events have it; `undefined` where it names no article, or is none. */
export function itemLine(sku: string | undefined, quantity: unknown, amount: number | undefined) {
  if (sku === undefined || !isItemId(sku) || amount === undefined || amount < 0) return undefined;
  const count = quantity === undefined ? 1 : Number(quantity);
  return Number.isSafeInteger(count) && count >= 1 ? { sku, quantity: count, amount } : undefined;
}

const MOST_LINES = 200;

/** Lines of an order, the first of them where there are very many; nothing where there is none. */
export function linesOf(lines: readonly (ReturnType<typeof itemLine> | undefined)[]) {
  const items = lines.filter((line) => line !== undefined).slice(0, MOST_LINES);
  return items.length === 0 ? {} : { items };
}

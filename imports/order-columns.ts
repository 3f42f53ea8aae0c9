import { own } from '../domain/own.ts';
import type { Problem } from '../domain/problem.ts';
import { columnFaults, fieldProblem, ownColumn, type Mapping } from './mapping.ts';

/**
 * What an order row says. `amount` may be given as `quantity` × `price` instead, and `email` in place of `customer`.
 * Of a return, `order` may say which order it belongs to; `refunded` is what was paid back of the order itself; `item` is
 * what the row is of.
 */
export const ORDER_FIELDS = [
  'customer',
  'email',
  'id',
  'at',
  'amount',
  'quantity',
  'price',
  'order',
  'refunded',
  'status',
  'currency',
  'item',
] as const;

/** Read only where somebody named a column for them, or the export is a known one; a currency also under its own name. */
const EXTRAS = ['order', 'refunded', 'status', 'currency', 'item'] as const;

interface CommonColumns extends Readonly<Partial<Record<(typeof EXTRAS)[number], string>>> {
  readonly id: string;
  readonly at: string;
}

type WhoColumn = { readonly customer: string } | { readonly email: string };

type MoneyColumns =
  | { readonly money: 'amount'; readonly amount: string }
  | { readonly money: 'quantity-price'; readonly quantity: string; readonly price: string };

/** The columns of orders to read, all of them present. */
export type OrderColumns = CommonColumns & WhoColumn & MoneyColumns;

/** Finds the mapped columns among those present; faults name every missing one and list what there is. */
export function orderColumns(mapping: Mapping, present: readonly string[]): OrderColumns | readonly Problem[] {
  const { amount, quantity, price, email, customer } = mapping;
  if (amount !== undefined && (quantity ?? price) !== undefined) {
    return [fieldProblem('amount', 'map either amount, or quantity and price; not both')];
  }
  if (email !== undefined && customer !== undefined) {
    return [fieldProblem('email', 'map either customer, or email; not both')];
  }
  const column = (field: string) => own(mapping, field) ?? ownColumn(field, present);
  const who: WhoColumn = email === undefined ? { customer: column('customer') } : { email };
  const common: CommonColumns = { id: column('id'), at: column('at'), ...extrasIn(mapping, present) };
  const money: MoneyColumns = byQuantity(mapping, present)
    ? { money: 'quantity-price', quantity: column('quantity'), price: column('price') }
    : { money: 'amount', amount: column('amount') };
  const columns: OrderColumns = { ...who, ...common, ...money };
  const faults = columnFaults(namedIn(columns), present);
  return faults.length > 0 ? faults : columns;
}

/** Field → column. */
export function namedIn({ money: _money, ...named }: OrderColumns): Readonly<Record<string, string>> {
  return named;
}

function extrasIn(
  mapping: Mapping,
  present: readonly string[],
): Readonly<Partial<Record<(typeof EXTRAS)[number], string>>> {
  const currency = ownColumn('currency', present);
  const found: Mapping = { ...(present.includes(currency) ? { currency } : {}), ...mapping };
  const mapped = EXTRAS.flatMap((field) => {
    const column = own(found, field);
    return column === undefined ? [] : [[field, column] as const];
  });
  return Object.fromEntries(mapped);
}

function byQuantity({ amount, quantity, price }: Mapping, present: readonly string[]): boolean {
  if (quantity !== undefined || price !== undefined) return true;
  const has = (field: string) => present.includes(ownColumn(field, present));
  if (amount !== undefined || has('amount')) return false;
  return has('quantity') && has('price');
}

import { columnFaults, type Mapping, type MappingFault } from './mapping.ts';

/** What an order row says; `amount` may be given as `quantity` × `price` instead. */
export const ORDER_FIELDS = ['customer', 'id', 'at', 'amount', 'quantity', 'price'] as const;

interface CommonColumns {
  readonly customer: string;
  readonly id: string;
  readonly at: string;
}

/** The columns of orders to read, all of them present. */
export type OrderColumns =
  | (CommonColumns & { readonly money: 'amount'; readonly amount: string })
  | (CommonColumns & { readonly money: 'quantity-price'; readonly quantity: string; readonly price: string });

/** Finds the mapped columns among those present; faults name every missing one and list what there is. */
export function orderColumns(mapping: Mapping, present: readonly string[]): OrderColumns | readonly MappingFault[] {
  const { customer = 'customer', id = 'id', at = 'at', amount, quantity, price } = mapping;
  if (amount !== undefined && (quantity ?? price) !== undefined) {
    return [{ field: 'amount', message: 'map either amount, or quantity and price; not both' }];
  }
  const common = { customer, id, at };
  const columns: OrderColumns = byQuantity(mapping, present)
    ? { ...common, money: 'quantity-price', quantity: quantity ?? 'quantity', price: price ?? 'price' }
    : { ...common, money: 'amount', amount: amount ?? 'amount' };
  const { money: _money, ...named } = columns;
  const faults = columnFaults(named, present);
  return faults.length > 0 ? faults : columns;
}

function byQuantity({ amount, quantity, price }: Mapping, present: readonly string[]): boolean {
  if (quantity !== undefined || price !== undefined) return true;
  if (amount !== undefined || present.includes('amount')) return false;
  return present.includes('quantity') && present.includes('price');
}

import type { ItemLine } from '../domain/events/event.schema.ts';
import { isItemId, type ItemId } from '../domain/ids.schema.ts';
import { decimalIn, isGiven, textIn, type Cells } from './cells/cells.ts';
import { toMinorUnits, type Decimal } from './cells/decimal.ts';
import type { RowRules } from './evidence/file-kind.ts';
import type { OrderColumns } from './order-columns.ts';

/** What a row says was bought. */
export interface ItemPart {
  readonly sku: ItemId;
  readonly quantity: number;
  /** Of all of them together, in the currency's main unit. */
  readonly amount: Decimal;
}

/** As many as an order that is sent as an event may have. */
const MOST_LINES = 200;
const MOST_QUANTITY = 1_000_000;

/**
 * The item of a row, where a column is mapped for it. A row without one, of something that comes back, or of what no
 * order can have, such as half a piece, counts for the order and names no item.
 */
export function itemsInRow(
  cells: Cells,
  columns: OrderColumns,
  { reading }: RowRules,
  amount: Decimal,
): readonly ItemPart[] {
  if (!isGiven(cells, columns.item) || amount.units < 0n) return [];
  const sku = textIn(cells, columns.item);
  const quantity = columns.money === 'amount' ? 1 : wholeOf(decimalIn(cells, columns.quantity, reading.decimal));
  if (!isItemId(sku) || quantity < 1 || quantity > MOST_QUANTITY) return [];
  return [{ sku, quantity, amount }];
}

/** 0 where it is no whole number. */
function wholeOf({ units, scale }: Decimal): number {
  const one = 10n ** BigInt(scale);
  return units % one === 0n ? Number(units / one) : 0;
}

/** Of two rows of one order; what stands behind the first two hundred is not kept. */
export function withItems(before: readonly ItemPart[], more: readonly ItemPart[]): readonly ItemPart[] {
  return more.length === 0 || before.length >= MOST_LINES ? before : [...before, ...more];
}

/** As an event says them; nothing where the order names none. */
export function itemLines(parts: readonly ItemPart[], digits: number): { readonly items?: ItemLine[] } {
  if (parts.length === 0) return {};
  return { items: parts.map(({ amount, ...part }) => ({ ...part, amount: toMinorUnits(amount, digits) })) };
}

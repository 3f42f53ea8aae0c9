import { isItemId, type CustomerId, type ItemId } from '../ids.schema.ts';
import type { OrderKey } from '../keys.ts';
import type { Instant } from '../time.ts';

/** What was bought together. */
export interface Basket {
  readonly key: OrderKey;
  readonly customer: CustomerId;
  readonly at: Instant;
  /** Each once, in the order of the lines. */
  readonly items: readonly ItemId[];
}

/** Pairs grow with the square of a basket: what stands behind these in a larger one is not looked at. */
export const MOST_IN_BASKET = 100;

/** Each item once, and at most a hundred of them. */
export function distinctItems(lines: Iterable<ItemId>): readonly ItemId[] {
  const items = new Set<ItemId>();
  for (const item of lines) {
    if (items.size === MOST_IN_BASKET) break;
    items.add(item);
  }
  return [...items];
}

/** The items of an order's lines; a line whose article is no id of an item, such as an empty one, is passed over. */
export function itemsIn(lines: readonly { readonly sku: string }[]): readonly ItemId[] {
  return distinctItems(lines.map(({ sku }) => sku).filter(isItemId));
}

/** The lines of an order of which something is left once these lines of refunds have come back. */
export function itemsLeft<Line extends ItemsOfLine>(
  lines: readonly Line[],
  back: readonly ItemsOfLine[],
): readonly Line[] {
  if (back.length === 0) return lines;
  const left = new Map<string, number>();
  for (const { sku, quantity } of lines) left.set(sku, (left.get(sku) ?? 0) + quantity);
  for (const { sku, quantity } of back) left.set(sku, (left.get(sku) ?? 0) - quantity);
  return lines.filter(({ sku }) => (left.get(sku) ?? 0) > 0);
}

interface ItemsOfLine {
  readonly sku: string;
  readonly quantity: number;
}

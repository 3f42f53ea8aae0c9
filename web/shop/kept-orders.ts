import type { Product } from '../../api/demo-shop/shop.contract.ts';
import { SHOP_WORDS } from './words.ts';

/** What has become of an order, as far as this tab knows. */
const STANDS = ['sent', 'arrived', 'back'] as const;
type Stands = (typeof STANDS)[number];

/** An order of the shopper of this tab. */
export interface KeptOrder {
  readonly order: string;
  readonly product: Product;
  /** What was paid, minor units. */
  readonly amount: number;
  readonly is: Stands;
}

const KEPT = 'sojourn.shopper.orders';

/** Newest first. What somebody else wrote there is none. */
export function keptOrders(): readonly KeptOrder[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isOrder) : [];
  } catch {
    return [];
  }
}

export function keepOrders(orders: readonly KeptOrder[]): void {
  sessionStorage.setItem(KEPT, JSON.stringify(orders));
}

function isOrder(value: unknown): value is KeptOrder {
  if (typeof value !== 'object' || value === null) return false;
  if (!('order' in value && 'product' in value && 'amount' in value && 'is' in value)) return false;
  const { order, product, amount, is } = value;
  const isSold = typeof product === 'string' && Object.hasOwn(SHOP_WORDS.en.products, product);
  return typeof order === 'string' && typeof amount === 'number' && isSold && STANDS.some((one) => one === is);
}

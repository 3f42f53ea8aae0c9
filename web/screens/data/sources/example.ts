import type { Source } from './source.ts';

/** A message to begin with, as such a source sends it. */
export function exampleOf(kind: Source['kind']): string {
  return JSON.stringify(messageOf(kind), null, 2);
}

function messageOf(kind: Source['kind']): object {
  switch (kind) {
    case 'segment':
    case 'api':
    case 'browser':
      return {
        type: 'track',
        userId: 'c-17',
        event: 'Order Completed',
        properties: { order_id: '1001', total: 40, products: [{ sku: 'A1', price: 20, quantity: 2 }] },
      };
    case 'shopify':
      return {
        id: 1001,
        created_at: '2026-05-14T09:00:00Z',
        financial_status: 'paid',
        currency: 'EUR',
        total_price: '40.00',
        customer: { id: 17 },
        line_items: [{ sku: 'A1', price: '20.00', quantity: 2 }],
      };
    case 'woocommerce':
      return {
        id: 1001,
        status: 'processing',
        date_created_gmt: '2026-05-14T09:00:00',
        date_paid_gmt: '2026-05-14T09:00:00',
        currency: 'EUR',
        total: '40.00',
        customer_id: 17,
        line_items: [{ sku: 'A1', price: 20, quantity: 2 }],
      };
  }
}

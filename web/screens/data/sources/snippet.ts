import type { Source } from './source.ts';

/** What somebody pastes to begin with; a secret that was made stands in it already. */
export function snippetOf({ kind, address }: Source, origin: string, secret: string | null): string {
  const hook = `# Delivery URL: ${origin}${address ?? ''}`;
  const key = secret ?? 'YOUR_KEY';
  switch (kind) {
    case 'api':
      return `curl ${origin}/v1/events \\
  -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' \\
  -d '{"id":"order:1001","customer":"c-17","type":"purchase","amount":4000}'`;
    case 'segment':
      return `npm install @segment/analytics-node

import { Analytics } from '@segment/analytics-node';
const analytics = new Analytics({ writeKey: '${key}', host: '${origin}' });
analytics.track({
  userId: 'c-17',
  event: 'Order Completed',
  properties: { order_id: '1001', total: 40, products: [{ sku: 'A1', price: 20, quantity: 2 }] },
});
await analytics.closeAndFlush();`;
    case 'shopify':
      return `# Settings, Notifications, Webhooks, as JSON:
# orders/create, orders/paid, refunds/create, customers/create, customers/update
${hook}`;
    case 'woocommerce':
      return `# WooCommerce, Settings, Advanced, Webhooks:
# order.created, order.updated, customer.created, customer.updated
# Secret: ${secret ?? 'the one that you gave'}
${hook}`;
    case 'browser':
      return `<script src="${origin}/client/sojourn.js" defer></script>
<script>
  addEventListener('DOMContentLoaded', () => {
    const page = Sojourn.start({ url: '${origin}', token: async () => (await fetch('/sojourn-token')).text() });
    page.viewed('A1');
    // page.added('A1', 2);
  });
</script>`;
  }
}

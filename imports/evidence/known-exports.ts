import type { Origin } from '../../db/jobs/reading.ts';
import type { Mapping } from '../mapping.ts';

/** An export that is known by its header, and how it is read. */
export interface KnownExport {
  readonly origin: Origin;
  readonly mapping: Mapping;
  /**
   * The fields of an order stand on its first row only, or are repeated on every one: rows after the first with the
   * same id, and without a total or with the same, tell of nothing but its items.
   */
  readonly once: boolean;
}

interface Candidate {
  readonly origin: Origin;
  /** Field → columns of which one is there, in order of preference. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  readonly may: Readonly<Record<string, readonly string[]>>;
  /** Columns that are there besides, and tell the export from any other. */
  readonly signs: readonly (readonly string[])[];
  readonly once: boolean;
}

const CANDIDATES: readonly Candidate[] = [
  {
    // "Orders > Export" of Shopify: https://help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders
    origin: 'shopify',
    needs: { id: ['Name'], email: ['Email'], at: ['Created at'], amount: ['Total'], status: ['Financial Status'] },
    may: { refunded: ['Refunded Amount'], currency: ['Currency'] },
    signs: [['Lineitem quantity', 'Lineitem name', 'Subtotal']],
    once: true,
  },
  {
    // Order exports of WooCommerce: https://woocommerce.com/document/import-and-export-of-woocommerce-orders/ and
    // https://woocommerce.com/document/ordercustomer-csv-export/
    origin: 'woocommerce',
    needs: {
      id: ['order_number', 'order_id'],
      email: ['billing_email', 'customer_email'],
      at: ['order_date', 'date', 'date_created'],
      amount: ['order_total'],
      status: ['status', 'order_status'],
    },
    may: { refunded: ['refunded_total', 'order_refund_amount'], currency: ['order_currency', 'currency'] },
    signs: [],
    once: true,
  },
  {
    // Advanced Order Export For WooCommerce: https://wordpress.org/plugins/woo-order-export-lite/
    origin: 'woocommerce',
    needs: {
      id: ['Order Number', 'Order ID'],
      email: ['Email (Billing)', 'Customer Email', 'Billing Email'],
      at: ['Order Date'],
      amount: ['Order Total Amount', 'Order Total'],
      status: ['Order Status'],
    },
    may: { refunded: ['Order Refund Amount'], currency: ['Order Currency'] },
    signs: [],
    once: true,
  },
  {
    // UCI Online Retail and Online Retail II: https://archive.ics.uci.edu/dataset/502/online+retail+ii
    origin: 'online-retail',
    needs: {
      id: ['Invoice', 'InvoiceNo'],
      customer: ['Customer ID', 'CustomerID'],
      at: ['InvoiceDate'],
      quantity: ['Quantity'],
      price: ['Price', 'UnitPrice'],
    },
    may: {},
    signs: [['StockCode']],
    once: false,
  },
];

/** The export that has such a header; `undefined` where it is none that is known. */
export function knownExport(present: readonly string[]): KnownExport | undefined {
  for (const candidate of CANDIDATES) {
    const mapping = mappingOf(candidate, present);
    if (mapping) return { origin: candidate.origin, mapping, once: candidate.once };
  }
  return undefined;
}

function mappingOf({ needs, may, signs }: Candidate, present: readonly string[]): Mapping | undefined {
  const found = (columns: readonly string[]) => columns.find((column) => present.includes(column));
  const needed = Object.entries(needs).map(([field, columns]) => [field, found(columns)] as const);
  if (needed.some(([, column]) => column === undefined)) return undefined;
  if (!signs.every((columns) => found(columns) !== undefined)) return undefined;
  const optional = Object.entries(may).map(([field, columns]) => [field, found(columns)] as const);
  const there = [...needed, ...optional].flatMap(([field, column]) => (column === undefined ? [] : [[field, column]]));
  return Object.fromEntries(there);
}

/** What no money came for, in the words of shop systems. */
const NEVER_PAID: ReadonlySet<string> = new Set(
  'pending,pending payment,authorized,voided,expired,unpaid,on-hold,on hold,cancelled,canceled,failed,draft,checkout-draft,trash'.split(
    ',',
  ),
);

/** Whether an order of this status was never paid for, and so is no purchase. */
export function isUnpaid(status: string): boolean {
  return NEVER_PAID.has(status.trim().toLowerCase().replace(/^wc-/, ''));
}

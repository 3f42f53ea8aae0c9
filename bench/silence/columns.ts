import { UnreadableFile } from '../../imports/cells/rows.ts';

/** Where a file of orders says who bought, when, and for how much. */
export interface Columns {
  readonly customer: string;
  readonly at: string;
  /** Revenue in one column, the product of two, or in none. */
  readonly money: readonly [] | readonly [amount: string] | readonly [quantity: string, price: string];
}

/** Names of columns without case, spaces and signs; the first one that is there is read. */
const NAMES = {
  customer: `customer customerid customeruniqueid customerno customernumber userid clientid memberid buyerid cust custid client user
    buyer householdkey visitorid email customeremail`,
  at: `date at orderts timestamp orderdate orderedat ordertime orderpurchasetimestamp invoicedate invoicedatetime purchasedate
    transactiondate createdat datetime eventtime time day`,
  amount: `amount revenue revenuegbp total dollarvalue ordertotal totalamount totalprice netamount grossamount sales value
    spend paymentvalue monetary`,
  quantity: 'quantity qty',
  price: 'price unitprice',
} as const;

/** Finds the columns of orders by their names. @throws UnreadableFile with what there is and what is needed */
export function columnsOf(present: readonly string[]): Columns {
  const [customer, at] = [named('customer', present), named('at', present)];
  if (customer === undefined || at === undefined) {
    const missing = [...(customer === undefined ? ['customer'] : []), ...(at === undefined ? ['date'] : [])];
    const listed = present.map((name) => `"${name}"`).join(', ');
    throw new UnreadableFile(
      `there is no column for the ${missing.join(' and the ')}; found are ${listed}; needed are ` +
        'customer (or customer_id, customerid, user_id, email …), date (or at, order_ts, timestamp, order_date …) and, ' +
        'where it is known, amount (or revenue, revenue_gbp, total …)',
    );
  }
  return { customer, at, money: moneyIn(present) };
}

function moneyIn(present: readonly string[]): Columns['money'] {
  const amount = named('amount', present);
  if (amount !== undefined) return [amount];
  const [quantity, price] = [named('quantity', present), named('price', present)];
  if (price === undefined) return [];
  return quantity === undefined ? [price] : [quantity, price];
}

function named(field: keyof typeof NAMES, present: readonly string[]): string | undefined {
  for (const name of NAMES[field].split(/\s+/)) {
    const column = present.find((one) => plain(one) === name);
    if (column !== undefined) return column;
  }
  return undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { createInterface } from 'node:readline';
import { customerId, eventId, itemId, sourceId, workspaceId, type ItemId } from '../domain/ids.schema.ts';
import { eventKey } from '../domain/keys.ts';
import { distinctItems, type Basket } from '../domain/recommend/basket.ts';

const WORKSPACE = workspaceId.parse('retail');
const SOURCE = sourceId.parse('retail');
/** Invoice, article, description (which may be quoted), quantity, time, price, customer, country. */
const LINE = /^([^,]*),([^,]*),(?:"(?:[^"]|"")*"|[^,]*),(-?\d+),([^,]+),([^,]*),(\d+),/;
/** Postage, discounts and the like are no articles: those begin with a digit. */
const ARTICLE = /^\d/;

/** The baskets in a file of order lines: invoices of known customers, without what came back. The first first. */
export async function retailBaskets(file: string): Promise<readonly Basket[]> {
  const orders = new Map<string, Omit<Basket, 'items'> & { readonly lines: ItemId[] }>();
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()), crlfDelay: Infinity });
  for await (const line of lines) {
    const [, invoice = '', item = '', quantity, at = '', , customer = ''] = LINE.exec(line) ?? [];
    if (invoice.startsWith('C') || !(Number(quantity) > 0) || !ARTICLE.test(item)) continue;
    const order = orders.get(invoice) ?? {
      key: eventKey(WORKSPACE, SOURCE, eventId.parse(invoice)),
      customer: customerId.parse(customer),
      at: Date.parse(`${at.replace(' ', 'T')}Z`),
      lines: [],
    };
    order.lines.push(itemId.parse(item));
    orders.set(invoice, order);
  }
  const baskets = [...orders.values()].map(({ lines: items, ...order }) => ({ ...order, items: distinctItems(items) }));
  return baskets.toSorted((a, b) => a.at - b.at);
}

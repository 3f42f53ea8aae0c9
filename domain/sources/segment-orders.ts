import { at, idAt, isObject, listAt, textAt } from './foreign.ts';
import { amountOf, eventNamed, itemLine, linesOf, type Reading } from './reading.ts';
import { minorUnits } from './minor-units.ts';
import { safeData } from './safe-data.ts';
import type { RuleFields, SourceMapping } from './source.schema.ts';
import { NotTaken } from './translated.ts';

interface Order {
  readonly properties: unknown;
  readonly fields: RuleFields;
  /** Of the message. */
  readonly id: string;
}

/** Where the total is, by the specification of commerce events; the first one that is there counts. */
const AMOUNTS = ['total', 'revenue', 'value'];
/** What is a field of the event already. */
const FIELDS = new Set([...AMOUNTS, 'currency', 'products', 'order_id']);

/** The event of an order or of a refund: its id names the order, so that a refund finds it. @throws NotTaken */
export function orderOf(type: 'purchase' | 'refund', { properties, fields, id }: Order, reading: Reading) {
  const orderPath = fields.order ?? 'order_id';
  const order = idAt(properties, orderPath);
  const amount = amountIn(properties, fields, reading);
  const data = { ...safeData(isObject(properties) ? withoutFields(properties) : undefined) };
  if (type === 'refund') {
    if (order === undefined) {
      throw new NotTaken('order', `properties.${orderPath}`, 'a refund names the order that it is of');
    }
    return {
      id,
      data,
      said: { order: eventNamed(`order:${order}`, `properties.${orderPath}`), amount: Math.abs(amount) },
    };
  }
  const purchase = order === undefined ? id : eventNamed(`order:${order}`, `properties.${orderPath}`);
  return { id: purchase, data, said: { amount, ...lines(properties, fields, reading) } };
}

function amountIn(properties: unknown, fields: RuleFields, reading: Reading): number {
  const paths = fields.amount === undefined ? AMOUNTS : [fields.amount];
  const path = paths.find((one) => at(properties, one) !== undefined && at(properties, one) !== null);
  if (path === undefined) {
    throw new NotTaken('amount', `properties.${paths[0] ?? ''}`, `there is no amount: send ${paths.join(', ')}`);
  }
  const currency = textAt(properties, fields.currency ?? 'currency');
  return amountOf(at(properties, path), currency, reading, `properties.${path}`);
}

/** The id of a product in the catalogue, wherever the sender has it. */
export function itemIn(product: unknown, { item }: Pick<SourceMapping, 'item'>): string | undefined {
  const names = item === 'product' ? ['product_id', 'sku'] : ['sku', 'variant_id', 'product_id'];
  return names.map((name) => idAt(product, name)).find((found) => found !== undefined);
}

function lines(properties: unknown, fields: RuleFields, { mapping, money }: Reading) {
  return linesOf(
    listAt(properties, fields.items ?? 'products').map((product) => {
      const sku = itemIn(product, mapping) ?? (mapping.item === 'product' ? undefined : idAt(product, 'id'));
      const quantity = at(product, 'quantity') ?? 1;
      const price = minorUnits(at(product, 'price') ?? 0, money.digits);
      return itemLine(sku, quantity, price === undefined ? undefined : price * Number(quantity));
    }),
  );
}

function withoutFields(properties: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !FIELDS.has(name)));
}

/** What an order row says; `amount` may be given as `quantity` × `price` instead. */
const FIELDS = ['customer', 'id', 'at', 'amount', 'quantity', 'price'] as const;
export type Field = (typeof FIELDS)[number];

/** Which column holds a field, as far as the caller said; the others are looked for under their own names. */
export type Mapping = Readonly<Partial<Record<Field, string>>>;

/** One thing that is wrong with a mapping, in the caller's words. */
export interface MappingFault {
  readonly field: string;
  readonly message: string;
}

export function isFaults(read: Mapping | Columns | readonly MappingFault[]): read is readonly MappingFault[] {
  return Array.isArray(read);
}

/** A column name may itself hold a comma: only one that starts the next field separates. */
const SEPARATOR = new RegExp(`,(?=\\s*(?:${FIELDS.join('|')}):)`);

/** Reads `customer:customer_id,id:invoice_no,…` (field:column). */
export function parseMapping(text: string): Mapping | readonly MappingFault[] {
  const mapping: Partial<Record<Field, string>> = {};
  const faults: MappingFault[] = [];
  for (const part of text.split(SEPARATOR).filter((piece) => piece.trim() !== '')) {
    const colon = part.indexOf(':');
    const field = part.slice(0, Math.max(0, colon)).trim();
    const column = part.slice(colon + 1).trim();
    if (!isField(field) || column === '') {
      const message = `"${part.trim()}" is not field:column; fields are ${FIELDS.join(', ')}`;
      faults.push({ field: field || part.trim(), message });
    } else if (mapping[field] !== undefined) {
      faults.push({ field, message: `${field} is mapped twice; name one column for it` });
    } else {
      mapping[field] = column;
    }
  }
  if (mapping.amount !== undefined && (mapping.quantity ?? mapping.price) !== undefined) {
    faults.push({ field: 'amount', message: 'map either amount, or quantity and price; not both' });
  }
  return faults.length > 0 ? faults : mapping;
}

function isField(text: string): text is Field {
  return FIELDS.some((field) => field === text);
}

interface CommonColumns {
  readonly customer: string;
  readonly id: string;
  readonly at: string;
}

/** The columns to read, all of them present. */
export type Columns =
  | (CommonColumns & { readonly money: 'amount'; readonly amount: string })
  | (CommonColumns & { readonly money: 'quantity-price'; readonly quantity: string; readonly price: string });

/** Finds the mapped columns among those present; faults name every missing one and list what there is. */
export function findColumns(mapping: Mapping, present: readonly string[]): Columns | readonly MappingFault[] {
  const common = { customer: mapping.customer ?? 'customer', id: mapping.id ?? 'id', at: mapping.at ?? 'at' };
  const columns: Columns = byQuantity(mapping, present)
    ? { ...common, money: 'quantity-price', quantity: mapping.quantity ?? 'quantity', price: mapping.price ?? 'price' }
    : { ...common, money: 'amount', amount: mapping.amount ?? 'amount' };
  const faults = Object.entries(columns)
    .filter(([field]) => field !== 'money')
    .flatMap(([field, column]) => faultOf(field, column, present));
  return faults.length > 0 ? faults : columns;
}

function byQuantity(mapping: Mapping, present: readonly string[]): boolean {
  if (mapping.quantity !== undefined || mapping.price !== undefined) return true;
  if (mapping.amount !== undefined || present.includes('amount')) return false;
  return present.includes('quantity') && present.includes('price');
}

/** Long headers are cut, so that the answer stays readable. */
const LISTED = 50;

function faultOf(field: string, column: string, present: readonly string[]): readonly MappingFault[] {
  const times = present.filter((name) => name === column).length;
  if (times === 1) return [];
  if (times > 1) return [{ field, message: `there are ${times} columns "${column}"; give them different names` }];
  const listed = present.slice(0, LISTED).map((name) => `"${name}"`);
  const more = present.length > LISTED ? ` and ${present.length - LISTED} more` : '';
  return [
    { field, message: `there is no column "${column}" for ${field}; columns present: ${listed.join(', ')}${more}` },
  ];
}

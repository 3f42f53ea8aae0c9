import { NAMES, type FieldName } from './header-names.ts';

export type FileKindName = 'orders' | 'summaries' | 'contacts' | 'catalogue';

/** Field → column. */
export type Mapping = Readonly<Partial<Record<FieldName, string>>>;

interface Fields {
  /** Shown first. */
  readonly main: readonly FieldName[];
  readonly more: readonly FieldName[];
  /** Of each group one alternative has to be matched. */
  readonly needed: readonly (readonly (readonly FieldName[])[])[];
}

export const FIELDS: Readonly<Record<FileKindName, Fields>> = {
  orders: {
    main: ['customer', 'id', 'at', 'amount'],
    more: ['email', 'quantity', 'price', 'order', 'refunded', 'status', 'currency', 'item'],
    needed: [[['customer'], ['email']], [['id']], [['at']], [['amount'], ['quantity', 'price']]],
  },
  summaries: {
    main: ['customer', 'actions', 'lastActionAt', 'monetary'],
    more: ['at', 'id'],
    needed: [[['customer']], [['actions']], [['lastActionAt']], [['monetary']]],
  },
  contacts: {
    main: ['customer', 'email', 'timezone', 'consent', 'consentAt'],
    more: [],
    needed: [[['customer']], [['email'], ['timezone'], ['consent']]],
  },
  catalogue: {
    main: ['item', 'name', 'price', 'stock', 'category', 'url', 'image'],
    more: [],
    needed: [[['item']]],
  },
};

/** Columns by what their names say; a column is used once, and what would contradict another field is left out. */
export function guessColumns(kind: FileKindName, present: readonly string[]): Mapping {
  const guessed = new Map<FieldName, string>();
  const { main, more } = FIELDS[kind];
  for (const field of [...main, ...more]) {
    const taken = [...guessed.values()];
    const column = columnFor(
      kind,
      field,
      present.filter((name) => !taken.includes(name)),
    );
    if (column !== undefined && isWanted(kind, field, guessed)) guessed.set(field, column);
  }
  return Object.fromEntries(guessed);
}

/** Columns that only exports have which the server reads by itself: it knows more of those than a map could say. */
const SIGNS = ['financialstatus', 'ordertotal', 'ordertotalamount', 'invoicedate'] as const;

/** Whether the server should be asked without any map first. */
export function looksKnown(present: readonly string[]): boolean {
  return present.some((column) => SIGNS.some((sign) => sign === plainName(column)));
}

/** In this order: a file of orders may well be read as totals or contacts, but not the other way round. */
const RECOGNISED: readonly FileKindName[] = ['orders', 'summaries', 'contacts', 'catalogue'];

/**
 * What a file holds by its header. What somebody has chosen stays where the file can be read as that; only items, which
 * need no more than an id, give way to what a header says beyond doubt.
 */
export function kindOfHeader(chosen: FileKindName, present: readonly string[]): FileKindName {
  const fits = RECOGNISED.filter((kind) => isSaid(kind, present));
  const other = fits.find((kind) => kind !== 'catalogue') ?? fits[0];
  return chosen !== 'catalogue' && fits.includes(chosen) ? chosen : (other ?? chosen);
}

function isSaid(kind: FileKindName, present: readonly string[]): boolean {
  if (kind === 'orders' && looksKnown(present)) return true;
  const guess = guessColumns(kind, present);
  if (missingFields(kind, guess).length > 0) return false;
  return kind !== 'catalogue' || isOfItems(guess, guessColumns('orders', present));
}

/** More than an id is said of each item, and nothing of whose it is or of an order that it is a line of. */
function isOfItems(items: Mapping, { customer, email, id = items.item, quantity }: Mapping): boolean {
  const isSold = customer !== undefined || email !== undefined || quantity !== undefined || id !== items.item;
  return !isSold && fieldsOf(items).length > 1;
}

function columnFor(kind: FileKindName, field: FieldName, free: readonly string[]): string | undefined {
  // In a file of items the id is that of the item.
  const names = kind === 'catalogue' && field === 'item' ? ['id', ...NAMES.item] : NAMES[field];
  for (const name of names) {
    const found = free.find((column) => plainName(column) === name || isSumNamed(column, field, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

const SUMS: ReadonlySet<FieldName> = new Set(['amount', 'price', 'refunded', 'monetary']);

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()));

/** Sums are often called after their currency too: revenue_gbp, Total (EUR). */
function isSumNamed(column: string, field: FieldName, name: string): boolean {
  const plain = plainName(column);
  return SUMS.has(field) && plain.slice(0, -3) === name && CURRENCIES.has(plain.slice(-3));
}

function plainName(column: string): string {
  const letters = column.replaceAll('ı', 'i').replaceAll('İ', 'i').normalize('NFKD').toLowerCase();
  return letters.replaceAll(/[^a-z0-9]/g, '');
}

/** An id of the customer is better than an address, and an amount than a quantity and a price. */
function isWanted(kind: FileKindName, field: FieldName, guessed: ReadonlyMap<FieldName, string>): boolean {
  if (kind !== 'orders') return true;
  if (field === 'email') return !guessed.has('customer');
  return !((field === 'quantity' || field === 'price') && guessed.has('amount'));
}

/** Fields that still have to be matched: of each group the first alternative. */
export function missingFields(kind: FileKindName, mapping: Mapping): readonly FieldName[] {
  return FIELDS[kind].needed.flatMap((ways) => {
    const isMatched = ways.some((fields) => fields.every((field) => mapping[field] !== undefined));
    return isMatched ? [] : (ways[0] ?? []);
  });
}

/** Sets one field, and takes away what cannot be said beside it. */
export function withColumn(
  kind: FileKindName,
  mapping: Mapping,
  field: FieldName,
  column: string | undefined,
): Mapping {
  const against: readonly FieldName[] = column === undefined || kind !== 'orders' ? [] : (AGAINST.get(field) ?? []);
  const kept = fieldsOf(mapping).filter(([name]) => name !== field && !against.includes(name));
  return Object.fromEntries([...kept, ...(column === undefined ? [] : [[field, column]])]);
}

const AGAINST: ReadonlyMap<FieldName, readonly FieldName[]> = new Map<FieldName, readonly FieldName[]>([
  ['customer', ['email']],
  ['email', ['customer']],
  ['amount', ['quantity', 'price']],
  ['quantity', ['amount']],
  ['price', ['amount']],
]);

/** As the API takes it: `customer:Customer ID,id:Invoice`. What a file of items is about is its id there. */
export function mapText(kind: FileKindName, mapping: Mapping): string {
  return fieldsOf(mapping)
    .map(([field, column]) => `${kind === 'catalogue' && field === 'item' ? 'id' : field}:${column}`)
    .join(',');
}

/** What a reply says of columns, as far as people match them. */
export function mappingOf(columns: Readonly<Record<string, string>>): Mapping {
  return Object.fromEntries(Object.entries(columns).filter(([field]) => Object.hasOwn(NAMES, field)));
}

function fieldsOf(mapping: Mapping): readonly (readonly [FieldName, string])[] {
  const names: readonly FieldName[] = [
    ...new Set(Object.values(FIELDS).flatMap(({ main, more }) => [...main, ...more])),
  ];
  return names.flatMap((field) => {
    const column = mapping[field];
    return column === undefined ? [] : [[field, column] as const];
  });
}

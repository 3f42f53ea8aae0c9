import type { DecimalMark } from '../db/jobs/reading.ts';
import { own } from '../domain/own.ts';
import { catalogueItem, type CatalogueItem } from '../domain/recommend/catalogue.schema.ts';
import { itemId, type ItemId } from '../domain/ids.schema.ts';
import type { Problem } from '../domain/problem.ts';
import { readShape } from '../domain/input/shape-problems.ts';
import type { Cells } from './cells/cells.ts';
import { parseDecimal, toMinorUnits } from './cells/decimal.ts';
import { UnknownEncoding } from './cells/encoding.ts';
import { readLines } from './cells/lines.ts';
import { readHead, Rows } from './cells/rows.ts';
import { columnFaults, ownColumn, type Mapping } from './mapping.ts';
import type { Reason } from './reason.ts';
import { isRejection, type Rejection } from './rejection.ts';

export const CATALOGUE_FIELDS = ['id', 'name', 'price', 'stock', 'category', 'url', 'image'] as const;
type Field = (typeof CATALOGUE_FIELDS)[number];
type Columns = Readonly<Partial<Record<Field, string>>>;

/** One row: the cells that its file has a column for. Of an empty one nothing is kept. */
export interface CatalogueLine {
  readonly line: number;
  readonly cells: ReadonlyMap<Field, string>;
}

/** One row that cannot be taken. */
export interface CatalogueRefusal {
  readonly line: number;
  readonly reason: Reason;
  readonly column: string | null;
  readonly message: string;
}

export interface CatalogueRules {
  readonly mapping: Mapping;
  readonly mark: DecimalMark;
  /** Digits of the minor unit of the workspace's currency. */
  readonly digits: number;
}

/** Which column holds what, or why the beginning of a file does not say. */
export function catalogueColumns(head: string, mapping: Mapping): Columns | readonly Problem[] {
  const read = readHead(head, 'csv');
  return 'message' in read ? [read] : columnsAmong(read.present, mapping);
}

function columnsAmong(present: readonly string[], mapping: Mapping): Columns | readonly Problem[] {
  const named = CATALOGUE_FIELDS.map((field) => [field, own(mapping, field) ?? ownColumn(field, present)] as const);
  const wanted = named.filter(
    ([field, column]) => field === 'id' || own(mapping, field) !== undefined || present.includes(column),
  );
  const columns: Columns = Object.fromEntries(wanted);
  const faults = columnFaults({ ...columns }, present);
  return faults.length > 0 ? faults : columns;
}

/** Reads a file as it streams, a part at a time. @throws UnreadableFile */
export async function* catalogueRows(
  chunks: AsyncIterable<Uint8Array>,
  columns: Columns,
): AsyncGenerator<readonly (CatalogueLine | CatalogueRefusal)[]> {
  const rows = new Rows('csv');
  const read = (row: Cells | Rejection) => lineIn(row, columns);
  for await (const lines of readLines(chunks, new UnknownEncoding())) {
    const part = rows.take(lines);
    if (part) yield part.rows.map(read);
  }
  yield rows.end().rows.map(read);
}

function lineIn(row: Cells | Rejection, columns: Columns): CatalogueLine | CatalogueRefusal {
  if (isRejection(row)) return { line: row.line, reason: row.reason, column: null, message: row.message };
  const known = CATALOGUE_FIELDS.flatMap((field) => {
    const column = columns[field];
    return column === undefined ? [] : [[field, row.cell(column)?.trim() ?? ''] as const];
  });
  return { line: row.line, cells: new Map(known) };
}

export function isRefused(line: object): line is CatalogueRefusal {
  return 'message' in line;
}

/** The item that a row speaks of. */
export function itemNamed({ line, cells }: CatalogueLine): ItemId | CatalogueRefusal {
  const read = readShape(itemId, cells.get('id') ?? '');
  if ('value' in read) return read.value;
  return { line, reason: 'malformed-id', column: 'id', message: read.problems[0]?.message ?? 'this is no id' };
}

/**
 * The item as a row says it is. What the file has no column for stays as it was; an empty cell takes out what was there.
 * @param before `undefined`: it is new, so it needs a name
 */
export function itemIn(
  { line, cells }: CatalogueLine,
  before: CatalogueItem | undefined,
  rules: CatalogueRules,
): CatalogueItem | CatalogueRefusal {
  const said = new Map<string, unknown>(Object.entries(before ?? {}));
  const priced = cells.get('price') ?? '';
  if (priced !== '' && parseDecimal(priced, rules.mark) === undefined)
    return { line, reason: 'no-number', column: 'price', message: NO_PRICE };
  for (const [field, text] of cells) {
    if (text === '') said.delete(field);
    else said.set(field, valueOf(field, text, rules));
  }
  const read = readShape(catalogueItem, Object.fromEntries(said));
  if ('value' in read) return read.value;
  const [problem] = read.problems;
  const reason = problem !== undefined && !said.has(problem.path) ? 'empty' : 'no-value';
  return { line, reason, column: problem?.path ?? null, message: problem?.message ?? 'this is no item' };
}

const NO_PRICE = 'a price is a number such as 49.00; say decimal=, where it is written 49,00';

/** What is no number stays text, which the shape of an item refuses by its own words. */
function valueOf(field: Field, text: string, { mark, digits }: CatalogueRules): unknown {
  if (field === 'price') {
    const price = parseDecimal(text, mark);
    return price === undefined ? text : toMinorUnits(price, digits);
  }
  return field === 'stock' && /^\d{1,12}$/.test(text) ? Number(text) : text;
}

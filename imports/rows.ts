import { CsvReader, delimiterOf } from './csv.ts';
import { readLines, type Line } from './lines.ts';
import { findColumns, isFaults, type Columns, type Field, type Mapping, type MappingFault } from './mapping.ts';
import { readOrderLine, rejection, type OrderLine, type Rejection, type RowRules } from './order-line.ts';

export type FileFormat = 'csv' | 'ndjson';

/** What the first line of a file says: which columns there are. */
export interface Head {
  readonly present: readonly string[];
}

/** The columns a file names in its first line, or why that line cannot be read. */
export function readHead(text: string, format: FileFormat): Head | MappingFault {
  const [line = ''] = text.replace(/^\ufeff/, '').split(/\r?\n/, 1);
  if (line.trim() === '') return { field: 'body', message: 'the file is empty; its first line must name the columns' };
  if (line.includes('\0')) return { field: 'body', message: 'the file is not UTF-8 text; save it as CSV in UTF-8' };
  if (format === 'ndjson') {
    const row = readObject(line);
    if (!row) return { field: 'body', message: 'the first line is no JSON object' };
    return { present: Object.keys(row) };
  }
  return { present: headerNames(line) };
}

function headerNames(line: string): readonly string[] {
  const reader = new CsvReader(delimiterOf(line));
  const [record] = [...reader.take([{ number: 1, text: line }]), ...reader.end()];
  return record && 'fields' in record ? record.fields.map((name) => name.trim()) : [];
}

export interface FileRules extends Omit<RowRules, 'columns'> {
  readonly format: FileFormat;
  readonly mapping: Mapping;
}

/** The file cannot be read at all, in words for whoever sent it. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

/** Reads a file row by row, one batch per chunk; bad rows come as rejections in their place. */
export async function* readRows(
  chunks: AsyncIterable<Uint8Array>,
  rules: FileRules,
): AsyncGenerator<readonly (OrderLine | Rejection)[]> {
  let read: RowReader | undefined;
  for await (const lines of readLines(chunks)) {
    const [first, ...rest] = lines;
    if (read) yield read.take(lines);
    else if (first) {
      read = rowReader(first, rules);
      yield read.take(rules.format === 'csv' ? rest : lines);
    }
  }
  if (!read) throw new UnreadableFile('the file is empty; its first line must name the columns');
  yield read.end();
}

interface RowReader {
  take(lines: readonly Line[]): readonly (OrderLine | Rejection)[];
  end(): readonly (OrderLine | Rejection)[];
}

function rowReader(first: Line, rules: FileRules): RowReader {
  const head = readHead(first.text, rules.format);
  if ('message' in head) throw new UnreadableFile(head.message);
  const columns = findColumns(rules.mapping, head.present);
  if (isFaults(columns)) throw new UnreadableFile(columns.map(({ message }) => message).join('; '));
  const rowRules: RowRules = { columns, timezone: rules.timezone, latest: rules.latest };
  return rules.format === 'csv' ? csvRows(first.text, head, rowRules) : jsonRows(rowRules);
}

/** The column that holds a field, where the file has one for it. */
function columnOf(columns: Columns, field: Field): string | undefined {
  return { amount: undefined, quantity: undefined, price: undefined, ...columns }[field];
}

function csvRows(header: string, { present }: Head, rules: RowRules): RowReader {
  const reader = new CsvReader(delimiterOf(header));
  const places = new Map(present.map((name, index) => [name, index]));
  const read = (records: ReturnType<CsvReader['take']>) =>
    records.map((record) => {
      if ('fault' in record) return rejection(record, null, record.fault);
      const { fields } = record;
      if (!fits(fields, present.length)) {
        const message = `the row has ${fields.length} columns, the header ${present.length}; quote values that hold the separator`;
        return rejection(record, null, message);
      }
      const cell = (field: Field) => fields[places.get(columnOf(rules.columns, field) ?? '') ?? -1];
      return readOrderLine({ ...record, cell }, rules);
    });
  return { take: (lines) => read(reader.take(lines)), end: () => read(reader.end()) };
}

/** A row with fewer or more values has shifted, and must not be read as something else; empty ones at the end do no harm. */
function fits(fields: readonly string[], columns: number): boolean {
  return fields.length >= columns && fields.slice(columns).every((extra) => extra.trim() === '');
}

function jsonRows(rules: RowRules): RowReader {
  const read = (line: Line) => {
    const row = { line: line.number, raw: line.text };
    if (line.cut) return rejection(row, null, 'the line is longer than 64 KB');
    const object = readObject(line.text);
    if (!object) return rejection(row, null, 'the line is no JSON object');
    return readOrderLine({ ...row, cell: (field) => textOf(object[columnOf(rules.columns, field) ?? '']) }, rules);
  };
  return { take: (lines) => lines.filter(({ text }) => text.trim() !== '').map(read), end: () => [] };
}

function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

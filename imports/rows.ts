import { own } from '../domain/own.ts';
import type { Cells } from './cells.ts';
import { CsvReader, delimiterOf, type CsvRecord } from './csv.ts';
import { readLines, type Line } from './lines.ts';
import type { MappingFault } from './mapping.ts';
import { rejection, type Rejection } from './rejection.ts';

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

/** The file cannot be read at all, in words for whoever sent it. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

/** Rows that have arrived, and the columns of their file. */
export interface Part {
  readonly present: readonly string[];
  /** Bad rows come as rejections in their place. */
  readonly rows: readonly (Cells | Rejection)[];
}

/** Reads a file row by row, one part per chunk. @throws UnreadableFile */
export async function* readRows(chunks: AsyncIterable<Uint8Array>, format: FileFormat): AsyncGenerator<Part> {
  let read: RowReader | undefined;
  for await (const lines of readLines(chunks)) {
    const [first, ...rest] = lines;
    if (read) yield read.take(lines);
    else if (first) {
      read = rowReader(first, format);
      yield read.take(format === 'csv' ? rest : lines);
    }
  }
  if (!read) throw new UnreadableFile('the file is empty; its first line must name the columns');
  yield read.end();
}

interface RowReader {
  take(lines: readonly Line[]): Part;
  end(): Part;
}

function rowReader(first: Line, format: FileFormat): RowReader {
  const head = readHead(first.text, format);
  if ('message' in head) throw new UnreadableFile(head.message);
  return format === 'csv' ? csvRows(first.text, head) : jsonRows(head);
}

function csvRows(header: string, { present }: Head): RowReader {
  const reader = new CsvReader(delimiterOf(header));
  const places = new Map(present.map((name, index) => [name, index]));
  const read = (record: CsvRecord): Cells | Rejection => {
    if ('fault' in record) return rejection(record, null, record.fault);
    const { line, raw, fields } = record;
    if (!fits(fields, present.length)) {
      const message = `the row has ${fields.length} columns, the header ${present.length}; quote values that hold the separator`;
      return rejection(record, null, message);
    }
    return { line, raw, cell: (column) => fields[places.get(column) ?? -1] };
  };
  return {
    take: (lines) => ({ present, rows: reader.take(lines).map(read) }),
    end: () => ({ present, rows: reader.end().map(read) }),
  };
}

/** A row with fewer or more values has shifted, and must not be read as something else; empty ones at the end do no harm. */
function fits(fields: readonly string[], columns: number): boolean {
  return fields.length >= columns && fields.slice(columns).every((extra) => extra.trim() === '');
}

function jsonRows({ present }: Head): RowReader {
  const read = (line: Line): Cells | Rejection => {
    const row = { line: line.number, raw: line.text };
    if (line.cut) return rejection(row, null, 'the line is longer than 64 KB');
    const object = readObject(line.text);
    if (!object) return rejection(row, null, 'the line is no JSON object');
    return { ...row, cell: (column) => cellOf(own(object, column)) };
  };
  return {
    take: (lines) => ({ present, rows: lines.filter(({ text }) => text.trim() !== '').map(read) }),
    end: () => ({ present, rows: [] }),
  };
}

function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function cellOf(value: unknown): ReturnType<Cells['cell']> {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return value === undefined || value === null ? undefined : null;
}

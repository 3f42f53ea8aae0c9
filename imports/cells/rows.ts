import type { Delimiter } from '../../db/jobs/reading.ts';
import { own } from '../../domain/own.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Cells } from './cells.ts';
import { CsvReader, delimiterOf, type CsvRecord } from './csv.ts';
import type { Line } from './lines.ts';
import { fieldProblem } from '../mapping.ts';
import { rejection, type Rejection } from '../rejection.ts';

export type FileFormat = 'csv' | 'ndjson';

/** What the header of a file says: which columns there are. */
export interface Head {
  readonly present: readonly string[];
  /** `null`: JSON objects. */
  readonly delimiter: Delimiter | null;
}

const EMPTY = fieldProblem('body', 'the file is empty; its first line must name the columns');

/** The columns a file names in its first line that is not blank, or why that line cannot be read. */
export function readHead(text: string, format: FileFormat): Head | Problem {
  const finder = new HeadFinder(format);
  for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    const head = finder.take(line);
    if (head) return head;
  }
  return EMPTY;
}

/** Only delimiters, perhaps quoted. */
const BLANK = /^[\s,;|"]*$/;
/** How a spreadsheet is told which delimiter a file has. */
const SEPARATOR = /^"?sep=([,;\t|])"?$/i;

/** Looks for the header line by line: blank lines, and one that only names the delimiter, may stand before it. */
class HeadFinder {
  readonly #format: FileFormat;
  #delimiter: Delimiter | undefined;

  constructor(format: FileFormat) {
    this.#format = format;
  }

  take(line: string): Head | Problem | undefined {
    const separator = this.#format === 'csv' ? SEPARATOR.exec(line.trim())?.[1] : undefined;
    if (separator !== undefined) this.#delimiter = delimiterOf(separator);
    if (separator !== undefined || BLANK.test(line)) return undefined;
    return unreadable(line) ?? (this.#format === 'csv' ? this.#names(line) : keysIn(line));
  }

  #names(line: string): Head {
    const delimiter = this.#delimiter ?? delimiterOf(line);
    const reader = new CsvReader(delimiter);
    const [record] = [...reader.take([{ number: 1, text: line }]), ...reader.end()];
    const present = record && 'fields' in record ? record.fields.map((name) => name.trim()) : [];
    return { present, delimiter };
  }
}

function unreadable(line: string): Problem | undefined {
  if (line.startsWith('PK\u0003\u0004')) {
    return fieldProblem('body', 'the file is a workbook or an archive and no text; save the sheet as CSV');
  }
  if (line.startsWith('\u001f\ufffd') || line.startsWith('\u001f\u2039')) {
    return fieldProblem('body', 'the file is compressed; send it unpacked');
  }
  if (!line.includes('\0')) return undefined;
  return fieldProblem('body', 'the file is not UTF-8 text; save it as CSV in UTF-8');
}

function keysIn(line: string): Head | Problem {
  const row = readObject(line);
  if (!row) return fieldProblem('body', 'the first line is no JSON object');
  return { present: Object.keys(row), delimiter: null };
}

/** The file cannot be read at all, in words for whoever sent it. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

/** Rows that have arrived, and the columns of their file. */
export interface Part {
  readonly head: Head;
  /** Bad rows come as rejections in their place. */
  readonly rows: readonly (Cells | Rejection)[];
}

interface RowReader {
  take(lines: readonly Line[]): Part;
  end(): Part;
}

/** Makes rows of lines; blank lines, and lines of delimiters only, are none. */
export class Rows {
  readonly #format: FileFormat;
  readonly #finder: HeadFinder;
  #reader: RowReader | undefined;

  constructor(format: FileFormat) {
    this.#format = format;
    this.#finder = new HeadFinder(format);
  }

  /** @returns `undefined` before the header has come. @throws UnreadableFile */
  take(lines: readonly Line[]): Part | undefined {
    if (this.#reader) return this.#reader.take(lines);
    for (const [place, line] of lines.entries()) {
      const head = this.#finder.take(line.text);
      if (head === undefined) continue;
      if ('message' in head) throw new UnreadableFile(head.message);
      const isCsv = this.#format === 'csv';
      this.#reader = isCsv ? csvRows(head) : jsonRows(head);
      return this.#reader.take(lines.slice(isCsv ? place + 1 : place));
    }
    return undefined;
  }

  /** @throws UnreadableFile where there was no header */
  end(): Part {
    if (!this.#reader) throw new UnreadableFile(EMPTY.message);
    return this.#reader.end();
  }
}

function csvRows(head: Head): RowReader {
  const { present, delimiter } = head;
  const reader = new CsvReader(delimiter ?? ',');
  const places = new Map(present.map((name, index) => [name, index]));
  const read = (record: CsvRecord): Cells | Rejection => {
    if ('fault' in record) {
      const reason = record.reason;
      return rejection(record, { reason, column: null, message: record.fault });
    }
    const { line, raw, fields } = record;
    if (!fits(fields, present.length)) {
      const message = `the row has ${fields.length} columns, the header ${present.length}; quote values that hold the separator`;
      return rejection(record, { reason: 'columns', column: null, message });
    }
    return { line, raw, cell: (column) => fields[places.get(column) ?? -1] };
  };
  const isRow = (record: CsvRecord) => 'fault' in record || record.fields.some((field) => field.trim() !== '');
  const rowsOf = (records: readonly CsvRecord[]): Part => ({ head, rows: records.filter(isRow).map(read) });
  return { take: (lines) => rowsOf(reader.take(lines)), end: () => rowsOf(reader.end()) };
}

/** A row with fewer or more values has shifted, and must not be read as something else; empty ones at the end do no harm. */
function fits(fields: readonly string[], columns: number): boolean {
  return fields.length >= columns && fields.slice(columns).every((extra) => extra.trim() === '');
}

function jsonRows(head: Head): RowReader {
  const read = (line: Line): Cells | Rejection => {
    const row = { line: line.number, raw: line.text };
    if (line.cut) return rejection(row, { reason: 'too-long', column: null, message: 'the line is longer than 64 KB' });
    const object = readObject(line.text);
    if (!object) return rejection(row, { reason: 'no-object', column: null, message: 'the line is no JSON object' });
    return { ...row, cell: (column) => cellOf(own(object, column)) };
  };
  return {
    take: (lines) => ({ head, rows: lines.filter(({ text }) => !BLANK.test(text)).map(read) }),
    end: () => ({ head, rows: [] }),
  };
}

function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function cellOf(value: unknown): ReturnType<Cells['cell']> {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberCell(value);
  return value === undefined || value === null ? undefined : null;
}

/** A whole number beyond what JSON's readers keep exactly has lost digits, and must not pass for an id. */
function numberCell(value: number): string {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
}

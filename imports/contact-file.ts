import { consentStatus, emailAddress } from '../domain/contact.schema.ts';
import { customerId, type CustomerId } from '../domain/ids.schema.ts';
import { readShape, type Shape, type ShapeOf } from '../domain/shape-problems.ts';
import { isTimeZone } from '../domain/time-zone.ts';
import type { Instant } from '../domain/time.ts';
import { CsvReader, delimiterOf, type CsvRecord } from './csv.ts';
import { UnknownEncoding } from './encoding.ts';
import { readLines, type Line } from './lines.ts';
import { columnFaults, type Mapping, type MappingFault } from './mapping.ts';

export const CONTACT_FIELDS = ['customer', 'email', 'timezone', 'consent', 'consentAt'] as const;
type Field = (typeof CONTACT_FIELDS)[number];

/** One row that can be taken. What its cells leave empty is not spoken of; `null` forgets. */
export interface ContactLine {
  readonly line: number;
  readonly customer: CustomerId;
  readonly email?: string | null;
  readonly timezone?: string | null;
  readonly consent?: { readonly status: 'granted' | 'withdrawn'; readonly at?: Instant };
}

/** One row that cannot. The row itself is not kept: it may hold an address. */
export interface ContactRefusal {
  readonly line: number;
  readonly column: string | null;
  readonly message: string;
}

/** What a part of a file holds, in order. */
export interface ContactBatch {
  readonly contacts: readonly ContactLine[];
  readonly refused: readonly ContactRefusal[];
}

type Columns = Readonly<Partial<Record<Field, string>>>;

/** The file cannot be read at all, in words for whoever sent it. */
export class UnreadableContacts extends Error {
  override readonly name = 'UnreadableContacts';
}

/** Which column holds what, or why the first line of a file does not say. */
export function contactColumns(head: string, mapping: Mapping): Columns | readonly MappingFault[] {
  const [line = ''] = head.replace(/^\ufeff/, '').split(/\r?\n/, 1);
  if (line.trim() === '')
    return [{ field: 'body', message: 'the file is empty; its first line must name the columns' }];
  if (line.includes('\0')) return [{ field: 'body', message: 'the file is not UTF-8 text; save it as CSV in UTF-8' }];
  const present = headerOf(line);
  const isWanted = (field: Field) => field === 'customer' || mapping[field] !== undefined || present.includes(field);
  const columns = Object.fromEntries(CONTACT_FIELDS.filter(isWanted).map((field) => [field, mapping[field] ?? field]));
  const faults = columnFaults(columns, present);
  if (faults.length > 0) return faults;
  const speaks = columns['email'] ?? columns['timezone'] ?? columns['consent'];
  if (speaks !== undefined) return columns;
  const message = `no column holds anything of a customer; name one for ${CONTACT_FIELDS.slice(1).join(', ')}, such as map=email:E-Mail`;
  return [{ field: 'email', message }];
}

function headerOf(line: string): readonly string[] {
  const reader = new CsvReader(delimiterOf(line));
  const [record] = [...reader.take([{ number: 1, text: line }]), ...reader.end()];
  return record && 'fields' in record ? record.fields.map((name) => name.trim()) : [];
}

/** Rows of one batch. */
const BATCH = 200;

export interface ContactRules {
  readonly mapping: Mapping;
  /** The workspace's time: nobody can have said anything later. */
  readonly now: Instant;
}

/** Reads a file as it streams, in batches of a bounded size. @throws UnreadableContacts */
export async function* readContacts(
  chunks: AsyncIterable<Uint8Array>,
  rules: ContactRules,
): AsyncGenerator<ContactBatch> {
  let reader: RowReader | undefined;
  for await (const lines of readLines(chunks, new UnknownEncoding())) {
    const [first, ...rest] = lines;
    if (first === undefined) continue;
    if (reader) yield* inBatches(reader.take(lines));
    else {
      reader = new RowReader(first.text, rules);
      yield* inBatches(reader.take(rest));
    }
  }
  if (reader === undefined) throw new UnreadableContacts('the file is empty; its first line must name the columns');
  yield* inBatches(reader.end());
}

function* inBatches(rows: readonly (ContactLine | ContactRefusal)[]): Generator<ContactBatch> {
  for (let from = 0; from < rows.length; from += BATCH) {
    const some = rows.slice(from, from + BATCH);
    yield { contacts: some.filter(isContact), refused: some.filter(isRefusal) };
  }
}

function isRefusal(row: ContactLine | ContactRefusal): row is ContactRefusal {
  return 'message' in row;
}

function isContact(row: ContactLine | ContactRefusal): row is ContactLine {
  return !isRefusal(row);
}

class RowReader {
  readonly #reader: CsvReader;
  readonly #present: readonly string[];
  readonly #columns: Columns;
  readonly #now: Instant;

  constructor(header: string, { mapping, now }: ContactRules) {
    const columns = contactColumns(header, mapping);
    if (isFaults(columns)) throw new UnreadableContacts(columns.map(({ message }) => message).join('; '));
    this.#reader = new CsvReader(delimiterOf(header));
    this.#present = headerOf(header.replace(/^\ufeff/, ''));
    this.#columns = columns;
    this.#now = now;
  }

  take(lines: readonly Line[]): readonly (ContactLine | ContactRefusal)[] {
    return this.#rows(this.#reader.take(lines));
  }

  end(): readonly (ContactLine | ContactRefusal)[] {
    return this.#rows(this.#reader.end());
  }

  #rows(records: readonly CsvRecord[]): readonly (ContactLine | ContactRefusal)[] {
    return records.flatMap((record) => this.#row(record) ?? []);
  }

  #row(record: CsvRecord): ContactLine | ContactRefusal | undefined {
    const { line } = record;
    if ('fault' in record) return { line, column: null, message: record.fault };
    const { fields } = record;
    if (fields.every((cell) => cell.trim() === '')) return undefined;
    if (fields.length < this.#present.length || fields.slice(this.#present.length).some((cell) => cell.trim() !== '')) {
      const message = `the row has ${fields.length} columns, the header ${this.#present.length}; quote values that hold the separator`;
      return { line, column: null, message };
    }
    const contact = readContact(line, this.#columns, (column) => fields[this.#present.indexOf(column)]?.trim() ?? '');
    const at = 'consent' in contact ? contact.consent?.at : undefined;
    if (at === undefined || at <= this.#now) return contact;
    return { line, column: this.#columns.consentAt ?? null, message: 'this time lies in the future' };
  }
}

function isFaults(read: Columns | readonly MappingFault[]): read is readonly MappingFault[] {
  return Array.isArray(read);
}

class Unreadable extends Error {
  readonly column: string;

  constructor(column: string, message: string) {
    super(message);
    this.column = column;
  }
}

function readContact(line: number, columns: Columns, cell: (column: string) => string): ContactLine | ContactRefusal {
  const of = <Value>(field: Field, read: (text: string, column: string) => Value): Value | undefined => {
    const column = columns[field];
    const text = column === undefined ? '' : cell(column);
    return column === undefined || text === '' ? undefined : read(text, column);
  };
  try {
    const customer = checked(customerId, cell(columns.customer ?? 'customer'), columns.customer ?? 'customer');
    const email = of('email', (text, column) => (text === 'null' ? null : checked(emailAddress, text, column)));
    const timezone = of('timezone', zoneIn);
    const status = of('consent', (text, column) => checked(consentStatus, text.toLowerCase(), column));
    const at = of('consentAt', timeIn);
    return {
      line,
      customer,
      ...(email === undefined ? {} : { email }),
      ...(timezone === undefined ? {} : { timezone }),
      ...(status === undefined ? {} : { consent: { status, ...(at === undefined ? {} : { at }) } }),
    };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { line, column: error.column, message: error.message };
  }
}

function checked<Schema extends Shape>(schema: Schema, text: string, column: string): ShapeOf<Schema> {
  const read = readShape(schema, text);
  if ('value' in read) return read.value;
  throw new Unreadable(column, read.problems[0]?.message ?? 'this cannot be read');
}

function zoneIn(text: string, column: string): string | null {
  if (text === 'null') return null;
  if (text.length <= 64 && isTimeZone(text)) return text;
  throw new Unreadable(column, 'a time zone is an IANA name, such as Europe/Berlin');
}

const WITH_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

function timeIn(text: string, column: string): Instant {
  const at = WITH_ZONE.test(text) ? Date.parse(text.replace(' ', 'T')) : NaN;
  if (Number.isNaN(at)) throw new Unreadable(column, 'a time is ISO 8601 with a zone, such as 2026-11-20T10:00:00Z');
  return at;
}

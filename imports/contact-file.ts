import { ADDRESSES, channelName, purposeName } from '../domain/channels/address.schema.ts';
import type { ByChannel, Channel, Purpose } from '../domain/channels/channel.ts';
import { consentStatus } from '../domain/input/contact.schema.ts';
import { customerId, type CustomerId } from '../domain/ids.schema.ts';
import type { Problem } from '../domain/problem.ts';
import { readShape, type Shape, type ShapeOf } from '../domain/input/shape-problems.ts';
import { isTimeZone } from '../domain/time-zone.ts';
import type { Instant } from '../domain/time.ts';
import type { Cells } from './cells/cells.ts';
import { UnknownEncoding } from './cells/encoding.ts';
import { readLines } from './cells/lines.ts';
import { columnFaults, fieldProblem, isFaults, ownColumn, type Mapping } from './mapping.ts';
import type { Reason } from './reason.ts';
import { isRejection, type Rejection } from './rejection.ts';
import { readHead, Rows, UnreadableFile, type Part } from './cells/rows.ts';

export const CONTACT_FIELDS = [
  'customer',
  'email',
  'sms',
  'telegram',
  'timezone',
  'consent',
  'consentAt',
  'channel',
  'purpose',
] as const;
type Field = (typeof CONTACT_FIELDS)[number];

interface ConsentSaid {
  /** Those files that name none speak of marketing by e-mail. */
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly status: 'granted' | 'withdrawn';
  readonly at?: Instant;
}

/** Of a file; a subscription of a browser does not come in one. */
const ADDRESS_COLUMNS = ['email', 'sms', 'telegram'] as const;

/** One row that can be taken. What its cells leave empty is not spoken of; `null` forgets. */
export interface ContactLine {
  readonly line: number;
  readonly customer: CustomerId;
  readonly addresses?: ByChannel<string | null>;
  readonly timezone?: string | null;
  readonly consent?: ConsentSaid;
}

/** One row that cannot. The row itself is not kept: it may hold an address. */
export interface ContactRefusal {
  readonly line: number;
  readonly reason: Reason;
  readonly column: string | null;
  readonly message: string;
}

/** What a part of a file holds, in order. */
export interface ContactBatch {
  readonly contacts: readonly ContactLine[];
  readonly refused: readonly ContactRefusal[];
}

type Columns = Readonly<Partial<Record<Field, string>>>;

/** Which column holds what, or why the beginning of a file does not say. */
export function contactColumns(head: string, mapping: Mapping): Columns | readonly Problem[] {
  const read = readHead(head, 'csv');
  return 'message' in read ? [read] : columnsAmong(read.present, mapping);
}

function columnsAmong(present: readonly string[], mapping: Mapping): Columns | readonly Problem[] {
  const named = CONTACT_FIELDS.map((field) => [field, mapping[field] ?? ownColumn(field, present)] as const);
  const isWanted = (field: Field, column: string) =>
    field === 'customer' || mapping[field] !== undefined || present.includes(column);
  const columns: Columns = Object.fromEntries(named.filter(([field, column]) => isWanted(field, column)));
  const faults = columnFaults({ ...columns }, present);
  if (faults.length > 0) return faults;
  if ([...ADDRESS_COLUMNS, 'timezone' as const, 'consent' as const].some((field) => columns[field] !== undefined))
    return columns;
  const message = `no column holds anything of a customer; name one for ${CONTACT_FIELDS.slice(1).join(', ')}, such as map=email:E-Mail`;
  return [fieldProblem('email', message)];
}

/** Rows of one batch. */
const BATCH = 200;

export interface ContactRules {
  readonly mapping: Mapping;
  /** The workspace's time: nobody can have said anything later. */
  readonly now: Instant;
}

/** Reads a file as it streams, in batches of a bounded size. @throws UnreadableFile */
export async function* readContacts(
  chunks: AsyncIterable<Uint8Array>,
  rules: ContactRules,
): AsyncGenerator<ContactBatch> {
  const rows = new Rows('csv');
  for await (const lines of readLines(chunks, new UnknownEncoding())) {
    const part = rows.take(lines);
    if (part) yield* inBatches(part, rules);
  }
  yield* inBatches(rows.end(), rules);
}

function* inBatches({ head, rows }: Part, { mapping, now }: ContactRules): Generator<ContactBatch> {
  const columns = columnsAmong(head.present, mapping);
  if (isFaults(columns)) throw new UnreadableFile(columns.map(({ message }) => message).join('; '));
  for (let from = 0; from < rows.length; from += BATCH) {
    const some = rows.slice(from, from + BATCH).map((row) => contactIn(row, columns, now));
    yield { contacts: some.filter(isContact), refused: some.filter(isRefusal) };
  }
}

function isRefusal(row: ContactLine | ContactRefusal): row is ContactRefusal {
  return 'message' in row;
}

function isContact(row: ContactLine | ContactRefusal): row is ContactLine {
  return !isRefusal(row);
}

function contactIn(row: Cells | Rejection, columns: Columns, now: Instant): ContactLine | ContactRefusal {
  if (isRejection(row)) return { line: row.line, reason: row.reason, column: null, message: row.message };
  const contact = readContact(row.line, columns, (column) => row.cell(column)?.trim() ?? '');
  const at = 'consent' in contact ? contact.consent?.at : undefined;
  if (at === undefined || at <= now) return contact;
  const message = 'this time lies in the future';
  return { line: row.line, reason: 'future', column: columns.consentAt ?? null, message };
}

class Unreadable extends Error {
  readonly column: string;
  readonly reason: Reason;

  constructor(column: string, reason: Reason, message: string) {
    super(message);
    this.column = column;
    this.reason = reason;
  }
}

/** What a field of a row says, `undefined` where it is empty. @throws Unreadable */
type CellOf = <Value>(field: Field, read: (text: string, column: string) => Value) => Value | undefined;

function consentIn(of: CellOf): ConsentSaid | undefined {
  const status = of('consent', (text, column) => checked(consentStatus, text.toLowerCase(), column, 'no-word'));
  const channel =
    of('channel', (text, column) => checked(channelName, text.toLowerCase(), column, 'no-word')) ?? 'email';
  const purpose =
    of('purpose', (text, column) => checked(purposeName, text.toLowerCase(), column, 'no-word')) ?? 'marketing';
  const at = of('consentAt', timeIn);
  return status && { channel, purpose, status, ...(at === undefined ? {} : { at }) };
}

function readContact(line: number, columns: Columns, cell: (column: string) => string): ContactLine | ContactRefusal {
  const of: CellOf = (field, read) => {
    const column = columns[field];
    const text = column === undefined ? '' : cell(column);
    return column === undefined || text === '' ? undefined : read(text, column);
  };
  try {
    const customer = checked(
      customerId,
      cell(columns.customer ?? 'customer'),
      columns.customer ?? 'customer',
      'malformed-id',
    );
    const addresses = ADDRESS_COLUMNS.flatMap((channel) => {
      const to = of(channel, (text, column) =>
        text === 'null' ? null : checked(ADDRESSES[channel], text, column, 'no-address'),
      );
      return to === undefined ? [] : [[channel, to] as const];
    });
    const timezone = of('timezone', zoneIn);
    const consent = consentIn(of);
    return {
      line,
      customer,
      ...(addresses.length === 0 ? {} : { addresses: Object.fromEntries(addresses) }),
      ...(timezone === undefined ? {} : { timezone }),
      ...(consent === undefined ? {} : { consent }),
    };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { line, reason: error.reason, column: error.column, message: error.message };
  }
}

function checked<Schema extends Shape>(schema: Schema, text: string, column: string, reason: Reason): ShapeOf<Schema> {
  const read = readShape(schema, text);
  if ('value' in read) return read.value;
  throw new Unreadable(column, reason, read.problems[0]?.message ?? 'this cannot be read');
}

function zoneIn(text: string, column: string): string | null {
  if (text === 'null') return null;
  if (text.length <= 64 && isTimeZone(text)) return text;
  throw new Unreadable(column, 'no-zone', 'a time zone is an IANA name, such as Europe/Berlin');
}

const WITH_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

function timeIn(text: string, column: string): Instant {
  const at = WITH_ZONE.test(text) ? Date.parse(text.replace(' ', 'T')) : NaN;
  if (!Number.isNaN(at)) return at;
  throw new Unreadable(column, 'no-time', 'a time is ISO 8601 with a zone, such as 2026-11-20T10:00:00Z');
}

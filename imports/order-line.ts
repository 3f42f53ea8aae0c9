import { customerId, eventId, type CustomerId, type EventId } from '../domain/ids.schema.ts';
import { isoTime, type Instant } from '../domain/time.ts';
import { multiply, parseDecimal, type Decimal } from './decimal.ts';
import type { Columns, Field } from './mapping.ts';
import { parseMoment } from './moment.ts';

/** One row of a file: an order, or one line of one. */
export interface OrderLine {
  readonly line: number;
  readonly raw: string;
  readonly customer: CustomerId;
  readonly id: EventId;
  readonly at: Instant;
  /** In the currency's main unit, exactly. */
  readonly amount: Decimal;
}

/** A row that cannot be taken: where, and how to mend it. */
export interface Rejection {
  readonly line: number;
  /** The column at fault; `null` where it is the row as a whole. */
  readonly column: string | null;
  readonly message: string;
  readonly raw: string;
  /** Rows that are lost with it: 1, or all lines of an order. */
  readonly rows: number;
}

export function isRejection(row: OrderLine | Rejection): row is Rejection {
  return 'message' in row;
}

/** The cells of one row, by field; `undefined` where the row has none. */
export interface Cells {
  readonly line: number;
  readonly raw: string;
  readonly cell: (field: Field) => string | undefined;
}

export interface RowRules {
  readonly columns: Columns;
  /** For times without a zone. */
  readonly timezone: string;
  /** Later rows are refused; `null` where a test clock keeps them for later. */
  readonly latest: Instant | null;
}

/** Characters of the original row that a rejection keeps. */
const RAW_KEPT = 500;

export function rejection(
  row: { readonly line: number; readonly raw: string },
  column: string | null,
  message: string,
  rows = 1,
): Rejection {
  return { line: row.line, column, message, raw: row.raw.slice(0, RAW_KEPT), rows };
}

class Unreadable extends Error {
  readonly column: string;

  constructor(column: string, message: string) {
    super(message);
    this.column = column;
  }
}

/** Reads one row, or says what is wrong with its first bad cell. */
export function readOrderLine(cells: Cells, rules: RowRules): OrderLine | Rejection {
  const { columns } = rules;
  try {
    return {
      line: cells.line,
      raw: cells.raw.slice(0, RAW_KEPT),
      customer: readId(customerId, cells.cell('customer'), columns.customer),
      id: readId(eventId, cells.cell('id'), columns.id),
      at: readTime(cells.cell('at'), rules),
      amount: readAmount(cells, columns),
    };
  } catch (error) {
    if (error instanceof Unreadable) return rejection(cells, error.column, error.message);
    throw error;
  }
}

function filled(text: string | undefined, column: string): string {
  const value = text?.trim() ?? '';
  if (value === '') throw new Unreadable(column, 'is empty');
  return value;
}

function readId<Id>(
  schema: {
    safeParse(
      value: unknown,
    ): { success: true; data: Id } | { success: false; error: Error & { issues: readonly { message: string }[] } };
  },
  text: string | undefined,
  column: string,
): Id {
  const parsed = schema.safeParse(filled(text, column));
  if (parsed.success) return parsed.data;
  throw new Unreadable(column, parsed.error.issues[0]?.message ?? 'is no id');
}

function readTime(text: string | undefined, { columns, timezone, latest }: RowRules): Instant {
  const value = filled(text, columns.at);
  const at = parseMoment(value, timezone);
  if (at === undefined) {
    throw new Unreadable(columns.at, 'is no time; write 2011-12-09 12:50:00, or 2011-12-09T12:50:00Z, from 1970 on');
  }
  if (latest !== null && at > latest) {
    throw new Unreadable(columns.at, `lies in the future (it is ${isoTime(latest)} here); check the time zone`);
  }
  return at;
}

function readAmount(cells: Cells, columns: Columns): Decimal {
  if (columns.money === 'amount') return readDecimal(cells.cell('amount'), columns.amount);
  return multiply(
    readDecimal(cells.cell('quantity'), columns.quantity),
    readDecimal(cells.cell('price'), columns.price),
  );
}

function readDecimal(text: string | undefined, column: string): Decimal {
  const value = parseDecimal(filled(text, column));
  if (value) return value;
  throw new Unreadable(column, 'is no plain decimal; write 1234.50, without thousands separators or currency sign');
}

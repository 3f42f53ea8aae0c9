import { readShape, type Shape, type ShapeOf } from '../domain/shape-problems.ts';
import { isoTime, type Instant } from '../domain/time.ts';
import { parseDecimal, type Decimal } from './decimal.ts';
import { parseMoment } from './moment.ts';
import { rejection, type Rejection } from './rejection.ts';

/** One row of a file. */
export interface Cells {
  readonly line: number;
  readonly raw: string;
  /** What the row has in a column: `undefined` where it has nothing, `null` where that is neither text nor a number. */
  readonly cell: (column: string) => string | null | undefined;
}

/** How times are read. */
export interface TimeRules {
  /** For times without a zone. */
  readonly timezone: string;
  /** Later ones are refused; `null` where a test clock keeps them for later. */
  readonly latest: Instant | null;
}

class Unreadable extends Error {
  readonly column: string;

  constructor(column: string, message: string) {
    super(message);
    this.column = column;
  }
}

/** Reads one row, or says what is wrong with its first bad cell. */
export function readRow<Row>(cells: Cells, read: (cells: Cells) => Row): Row | Rejection {
  try {
    return read(cells);
  } catch (error) {
    if (error instanceof Unreadable) return rejection(cells, error.column, error.message);
    throw error;
  }
}

/** Refuses the row that is being read, because of one of its cells. @throws always; see `readRow` */
export function refuse(column: string, message: string): never {
  throw new Unreadable(column, message);
}

/** Whether the row says anything in a column that need not be there. */
export function isGiven({ cell }: Cells, column: string | undefined): column is string {
  if (column === undefined) return false;
  const value = cell(column);
  return value === null || (value?.trim() ?? '') !== '';
}

export function idIn<Schema extends Shape>(schema: Schema, cells: Cells, column: string): ShapeOf<Schema> {
  const read = readShape(schema, textIn(cells, column));
  return 'value' in read ? read.value : refuse(column, read.problems[0]?.message ?? 'is no id');
}

export function timeIn(cells: Cells, column: string, { timezone, latest }: TimeRules): Instant {
  const at = parseMoment(textIn(cells, column), timezone);
  if (at === undefined) {
    return refuse(column, 'is no time; write 2011-12-09 12:50:00, or 2011-12-09T12:50:00Z, from 1970 on');
  }
  if (latest !== null && at > latest) {
    return refuse(column, `lies in the future (it is ${isoTime(latest)} here); check the time zone`);
  }
  return at;
}

export function decimalIn(cells: Cells, column: string): Decimal {
  const value = parseDecimal(textIn(cells, column));
  if (value) return value;
  return refuse(column, 'is no plain decimal; write 1234.50, without thousands separators or currency sign');
}

function textIn({ cell }: Cells, column: string): string {
  const value = cell(column);
  if (value === null) return refuse(column, 'is neither text nor a number');
  const text = value?.trim() ?? '';
  return text === '' ? refuse(column, 'is empty') : text;
}

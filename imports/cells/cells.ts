import type { DateForm, DecimalMark } from '../../db/jobs/reading.ts';
import { meaningFault } from '../../domain/input/id-meaning.ts';
import { readShape, type Shape, type ShapeOf } from '../../domain/input/shape-problems.ts';
import { isoTime, type Instant } from '../../domain/time.ts';
import { parseTime } from './date-form.ts';
import { parseDecimal, type Decimal } from './decimal.ts';
import type { Reason } from '../reason.ts';
import { rejection, type Rejection } from '../rejection.ts';

/** One row of a file. */
export interface Cells {
  readonly line: number;
  readonly raw: string;
  /** What the row has in a column: `undefined` where it has nothing, `null` where that is neither text nor a number. */
  readonly cell: (column: string) => string | null | undefined;
}

/** How times are read. */
export interface TimeRules {
  readonly dates: DateForm;
  /** For times without a zone. */
  readonly timezone: string;
  /** Later ones are refused; `null` where a test clock keeps them for later. */
  readonly latest: Instant | null;
  /** Earlier ones are refused, because events of then are not kept any more; left out: none is too early. */
  readonly earliest?: Instant;
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

/** Reads one row, or says what is wrong with its first bad cell. */
export function readRow<Row>(cells: Cells, read: (cells: Cells) => Row): Row | Rejection {
  try {
    return read(cells);
  } catch (error) {
    if (error instanceof Unreadable) return rejection(cells, error);
    throw error;
  }
}

/** Refuses the row that is being read, because of one of its cells. @throws always; see `readRow` */
export function refuse(column: string, reason: Reason, message: string): never {
  throw new Unreadable(column, reason, message);
}

/** Whether the row says anything in a column that need not be there. */
export function isGiven({ cell }: Cells, column: string | undefined): column is string {
  if (column === undefined) return false;
  const value = cell(column);
  return value === null || (value?.trim() ?? '') !== '';
}

/** What kind of id a cell holds. */
export interface IdKind<Schema extends Shape> {
  readonly of: 'customer' | 'event';
  readonly schema: Schema;
}

/** @param pointZero columns whose ids lose their `.0` */
export function idIn<Schema extends Shape>(
  { of, schema }: IdKind<Schema>,
  cells: Cells,
  column: string,
  pointZero: readonly string[],
): ShapeOf<Schema> {
  const text = textIn(cells, column);
  const read = readShape(schema, pointZero.includes(column) ? text.replace(/\.0+$/, '') : text);
  if ('value' in read) return read.value;
  const reason = meaningFault(text, of)?.is ?? 'malformed-id';
  return refuse(column, reason, read.problems[0]?.message ?? 'is no id');
}

const WRITTEN: Readonly<Record<DateForm, string>> = {
  iso: '2011-12-09 12:50:00, or 2011-12-09T12:50:00Z',
  dmy: '9.12.2011 or 9/12/2011 12:50, the day first',
  mdy: '12/9/2011 or 12/9/2011 12:50, the month first',
  ymd: '20111209',
  unix: '1323435000, the seconds since 1970',
  'unix-ms': '1323435000000, the milliseconds since 1970',
  excel: '40886.53, the days of a spreadsheet',
};

export function timeIn(cells: Cells, column: string, rules: TimeRules): Instant {
  const { dates, timezone, latest, earliest = -Infinity } = rules;
  const at = parseTime(textIn(cells, column), dates, timezone);
  if (at === undefined) return refuse(column, 'no-time', `is no time; write ${WRITTEN[dates]}, from 1970 on`);
  if (latest !== null && at > latest) {
    const message = `lies in the future (it is ${isoTime(latest)} here); check the time zone, or how times are written`;
    return refuse(column, 'future', message);
  }
  if (at < earliest)
    return refuse(column, 'too-old', `lies before ${isoTime(earliest).slice(0, 10)}, and events of then are not kept`);
  return at;
}

/** An amount in another currency is never converted, and never taken for one of ours. */
export function checkCurrency(cells: Cells, column: string | undefined, currency: string): void {
  if (!isGiven(cells, column) || textIn(cells, column).toUpperCase() === currency) return;
  refuse(column, 'other-currency', `amounts of this workspace are in ${currency}; convert this one first`);
}

export function decimalIn(cells: Cells, column: string, mark: DecimalMark): Decimal {
  const value = parseDecimal(textIn(cells, column), mark);
  if (value) return value;
  const example = mark === '.' ? '1234.50' : '1234,50';
  return refuse(column, 'no-number', `is no plain decimal; write ${example}, without a currency sign`);
}

export function textIn({ cell }: Cells, column: string): string {
  const value = cell(column);
  if (value === null) return refuse(column, 'not-text', 'is neither text nor a number');
  const text = value?.trim() ?? '';
  return text === '' ? refuse(column, 'empty', 'is empty') : text;
}

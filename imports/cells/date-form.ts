import type { DateForm } from '../../db/jobs/reading.ts';
import { DAY, isoTime, SECOND, type Instant } from '../../domain/time.ts';
import { parseMoment } from './moment.ts';

const TIME_OF_DAY = String.raw`(?:,?[ T]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:\s?([ap])\.?m\.?)?(?:\s?(Z|[+-]\d\d:?\d\d))?)?`;
const DAY_FIRST = new RegExp(String.raw`^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)${TIME_OF_DAY}$`, 'i');
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([./-])(\d{1,2})\2(\d{1,2})${TIME_OF_DAY}$`, 'i');
const COMPACT = /^(\d{4})(\d\d)(\d\d)$/;
const UNIX = /^\d{9,11}(?:\.\d+)?$/;
const UNIX_MS = /^\d{12,14}$/;
const SERIAL = /^\d{5}(?:[.,]\d+)?$/;

/**
 * Reads a time of a file. A year of two digits lies between 1970 and 2069.
 * @param timezone for times without a zone
 * @returns `undefined` where the text is no such time, does not exist, or lies before 1970
 */
export function parseTime(text: string, form: DateForm, timezone: string): Instant | undefined {
  switch (form) {
    case 'iso':
      return yearFirst(text, timezone);
    case 'dmy':
    case 'mdy':
      return dayFirst(text, form, timezone) ?? yearFirst(text, timezone);
    case 'ymd':
      return compact(text, timezone) ?? yearFirst(text, timezone);
    case 'unix':
      return UNIX.test(text) ? Math.round(Number(text) * SECOND) : yearFirst(text, timezone);
    case 'unix-ms':
      return UNIX_MS.test(text) ? Number(text) : yearFirst(text, timezone);
    case 'excel':
      return SERIAL.test(text) ? fromSerial(text, timezone) : yearFirst(text, timezone);
  }
}

function yearFirst(text: string, timezone: string): Instant | undefined {
  const at = parseMoment(text, timezone);
  if (at !== undefined) return at;
  const parts = YEAR_FIRST.exec(text);
  if (parts === null) return undefined;
  const [, year = '', , month = '', day = '', ...time] = parts;
  return fromParts([year, month, day], time, timezone);
}

function dayFirst(text: string, form: 'dmy' | 'mdy', timezone: string): Instant | undefined {
  const parts = DAY_FIRST.exec(text);
  if (parts === null) return undefined;
  const [, first = '', , second = '', year = '', ...time] = parts;
  const [day, month] = form === 'dmy' ? [first, second] : [second, first];
  return fromParts([fullYear(year), month, day], time, timezone);
}

function fullYear(year: string): string {
  if (year.length === 4) return year;
  return Number(year) < 70 ? `20${year}` : `19${year}`;
}

function compact(text: string, timezone: string): Instant | undefined {
  const [, year = '', month = '', day = ''] = COMPACT.exec(text) ?? [];
  return year === '' ? undefined : parseMoment(`${year}-${month}-${day}`, timezone);
}

type Parts = readonly (string | undefined)[];

function fromParts([year = '', month = '', day = '']: Parts, time: Parts, timezone: string): Instant | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const [hour, minute = '', second = '00', half, zone = ''] = time;
  if (hour === undefined) return parseMoment(date, timezone);
  const hours = half === undefined ? Number(hour) : inTwelves(Number(hour), half);
  if (hours === undefined) return undefined;
  return parseMoment(`${date} ${String(hours).padStart(2, '0')}:${minute}:${second}${zone}`, timezone);
}

function inTwelves(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** Days before 1970 in the calendar of Excel that begins with 1900. */
const EXCEL_EPOCH = 25_569;

/** A serial is a day and its fraction on the wall's clock, without a zone. */
function fromSerial(text: string, timezone: string): Instant | undefined {
  const wall = Math.round(((Number(text.replace(',', '.')) - EXCEL_EPOCH) * DAY) / SECOND) * SECOND;
  return wall < 0 ? undefined : parseMoment(isoTime(wall).slice(0, 19), timezone);
}

/** What a text may be a time of, before the form of its file is known. */
export type DateShape =
  | { readonly is: 'iso' | 'ymd' | 'unix' | 'unix-ms' | 'serial' | 'none' }
  /** Two numbers and a year: `dmy` and `mdy` tell which orders a calendar allows. */
  | { readonly is: 'day-first'; readonly dmy: boolean; readonly mdy: boolean; readonly same: boolean };

export function shapeOf(text: string): DateShape {
  if (text.charAt(4) === '-' || YEAR_FIRST.test(text)) return { is: 'iso' };
  const parts = DAY_FIRST.exec(text);
  if (parts) {
    const [first, second] = [Number(parts[1]), Number(parts[3])];
    const isMonth = (n: number) => n >= 1 && n <= 12;
    const isDay = (n: number) => n >= 1 && n <= 31;
    const year = parts[4]?.length === 4;
    // A short year may as well be a day: 10/12/01.
    const dmy = isDay(first) && isMonth(second);
    const mdy = isMonth(first) && isDay(second);
    return { is: 'day-first', dmy, mdy, same: year && first === second };
  }
  if (COMPACT.test(text))
    return { is: parseMoment(text.replace(COMPACT, '$1-$2-$3'), 'UTC') === undefined ? 'none' : 'ymd' };
  if (UNIX.test(text)) return { is: 'unix' };
  if (UNIX_MS.test(text)) return { is: 'unix-ms' };
  return { is: SERIAL.test(text) ? 'serial' : 'none' };
}

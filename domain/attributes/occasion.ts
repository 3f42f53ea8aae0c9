import { attributeOf, type Attributes } from './attributes.ts';
import { atWallTime, dayNamed, dayOf } from '../time-zone.ts';
import { DAY, HOUR, LONGEST_SPAN, MINUTE, type Instant } from '../time.ts';

/** A day or an instant that an attribute states, moved, and at a time of the day. */
export interface Occasion {
  readonly attribute: string;
  /** Such as -3d: calendar days by the customer's clock; hours and minutes are as long as they are. */
  readonly offset?: string | undefined;
  /** `HH:MM`, as milliseconds since 00:00. Left out: the start of a day, and an instant as it is. */
  readonly time?: number | undefined;
}

const OFFSET = /^([+-]?)(\d{1,4})([wdhm])$/;
const DAYS = new Map([
  ['d', 1],
  ['w', 7],
]);
const SPANS = new Map([
  ['h', HOUR],
  ['m', MINUTE],
]);

/** How far an offset moves a date: whole days of the calendar, and milliseconds. */
interface Shift {
  readonly days: number;
  readonly ms: number;
}

/** Reads an offset such as -3d, +2w or 90m; `undefined` where it is none. */
export function shiftOf(offset: string): Shift | undefined {
  const [, sign, digits, unit = ''] = OFFSET.exec(offset) ?? [];
  if (digits === undefined) return undefined;
  const count = sign === '-' ? -Number(digits) : Number(digits);
  const shift = { days: count * (DAYS.get(unit) ?? 0), ms: count * (SPANS.get(unit) ?? 0) };
  return Math.abs(shift.days * DAY + shift.ms) <= LONGEST_SPAN ? shift : undefined;
}

const NO_SHIFT: Shift = { days: 0, ms: 0 };

/** The calendar day of an attribute by a clock, or the instant that it is. */
type Dated = { readonly day: number } | { readonly at: Instant };

/** `undefined` where the customer has no such attribute, or it is no date. */
export function datedBy(known: Attributes, attribute: string): Dated | undefined {
  const value = attributeOf(known, attribute);
  if (typeof value !== 'string') return undefined;
  const day = dayNamed(value);
  if (day !== undefined) return { day };
  const at = INSTANT.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? undefined : { at };
}

/** As `attributeValue` keeps instants. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T.*Z$/;

/**
 * When an occasion is, by the clock of a zone; `undefined` where the customer has no such date.
 * @throws RangeError where the zone is unknown
 */
export function occasionAt(known: Attributes, occasion: Occasion, timezone: string): Instant | undefined {
  const dated = datedBy(known, occasion.attribute);
  return dated && shifted(dated, occasion, timezone);
}

/** A date, moved by days of the calendar first, then set to a time of that day, then moved by hours. */
export function shifted(dated: Dated, { offset, time }: Occasion, timezone: string): Instant {
  const { days, ms } = offset === undefined ? NO_SHIFT : (shiftOf(offset) ?? NO_SHIFT);
  if ('day' in dated) return atWallTime(dated.day + days, time ?? 0, timezone) + ms;
  if (time === undefined && days === 0) return dated.at + ms;
  const day = dayOf(dated.at, timezone);
  const sinceMidnight = time ?? dated.at - atWallTime(day, 0, timezone);
  return atWallTime(day + days, sinceMidnight, timezone) + ms;
}

/** Milliseconds since 1970-01-01T00:00:00Z. Plain numbers, because state must be JSON. */
export type Instant = number;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The number of the UTC calendar day an instant falls in; day 0 is 1970-01-01. */
export function utcDay(at: Instant): number {
  return Math.floor(at / DAY);
}

const SHORT_DURATION = /^(\d{1,6})(s|m|h|d|w)$/;
const ISO_DURATION = /^P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?$/;
const UNITS = { s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY } as const;
/** In the order of the groups of `ISO_DURATION`. */
const ISO_UNITS = [UNITS.w, UNITS.d, UNITS.h, UNITS.m, UNITS.s] as const;

/**
 * Reads `30m`, `2h`, `1d`, `2w` or ISO 8601 (`P3D`, `PT2H30M`).
 * Months and years are not accepted: their length depends on where they start.
 * @returns milliseconds > 0, or `undefined` where the text is no such duration.
 */
export function parseDuration(text: string): number | undefined {
  const short = SHORT_DURATION.exec(text);
  if (short) {
    const unit = short[2] as keyof typeof UNITS;
    return positive(Number(short[1]) * UNITS[unit]);
  }
  const iso = ISO_DURATION.exec(text);
  if (!iso || text.endsWith('T')) return undefined;
  return positive(ISO_UNITS.reduce((sum, unit, place) => sum + unit * Number(iso[place + 1] ?? 0), 0));
}

/** Ten years: further ahead nobody plans, and calendars of the servers behind end at some point. */
export const LONGEST_SPAN = 3_660 * DAY;

/**
 * Milliseconds of a duration that the schema has accepted; one that an earlier release accepted may be longer.
 * @throws RangeError where the text is no duration
 */
export function spanOf(duration: string): number {
  const ms = parseDuration(duration);
  if (ms === undefined)
    throw new RangeError(`"${duration}" is no duration; the definition was not parsed by its schema`);
  return Math.min(ms, LONGEST_SPAN);
}

function positive(ms: number): number | undefined {
  return ms > 0 ? ms : undefined;
}

export function isoTime(at: Instant): string {
  return new Date(at).toISOString();
}

export interface FormatOptions {
  /** As `Intl` calls a language. */
  readonly locale: string;
  /** ISO 4217. */
  readonly currency: string;
  /** How many digits of an amount follow the point. */
  readonly minorDigits: number;
  /** IANA time zone. */
  readonly timezone: string;
}

/** How figures and times are written. Times are ISO 8601 texts, as the API gives them; amounts are in minor units. */
export interface Format {
  readonly number: (value: number) => string;
  /** +351 or −186; 0 has no sign. */
  readonly signed: (value: number) => string;
  /** 0.18 is "18 %"; what is less than one in a hundred has a digit more. */
  readonly percent: (share: number) => string;
  /** Whole units, shortened above ten thousand. */
  readonly money: (minor: number) => string;
  /** All of it. */
  readonly exactMoney: (minor: number) => string;
  readonly date: (time: string) => string;
  readonly dateTime: (time: string) => string;
  readonly time: (time: string) => string;
  /** Of a calendar day such as 2026-05-14, whatever the zone. */
  readonly day: (day: string) => string;
  /** The same with its year. */
  readonly fullDay: (day: string) => string;
  /** The month of such a day, with its year. */
  readonly month: (day: string) => string;
  readonly weekday: (day: string) => string;
  /** "in 3 hours", "2 days ago": from `now` on. */
  readonly relative: (time: string, now: string) => string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Below this a sum is written out. */
const SHORTEN_FROM = 10_000;

/** `Intl` takes longer to make such an object than to write a figure with it, and no page needs all of them: each is made when it is first used. */
export function formatOf({ locale, currency, minorDigits, timezone }: FormatOptions): Format {
  const numberIn = (options?: Intl.NumberFormatOptions) => {
    const format = once(() => new Intl.NumberFormat(locale, options));
    return (value: number) => format().format(value);
  };
  const percent = numberIn({ style: 'percent', maximumFractionDigits: 0 });
  const smallPercent = numberIn({ style: 'percent', maximumFractionDigits: 1 });
  const signed = numberIn({ signDisplay: 'exceptZero' });
  const whole = numberIn({ style: 'currency', currency, maximumFractionDigits: 0 });
  const short = numberIn({ style: 'currency', currency, notation: 'compact', maximumFractionDigits: 1 });
  const digits = { minimumFractionDigits: minorDigits, maximumFractionDigits: minorDigits };
  const exact = numberIn({ style: 'currency', currency, ...digits });
  const unit = 10 ** minorDigits;
  const dateIn = (options: Intl.DateTimeFormatOptions) => {
    const format = once(() => new Intl.DateTimeFormat(locale, options));
    return (time: string) => format().format(new Date(time));
  };
  const zoned = (options: Intl.DateTimeFormatOptions) => dateIn({ timeZone: timezone, ...options });
  const ofDay = (options: Intl.DateTimeFormatOptions) => {
    const date = dateIn({ timeZone: 'UTC', ...options });
    return (day: string) => date(`${day}T00:00:00Z`);
  };
  return {
    number: numberIn(),
    signed: (value) => signed(value).replace('-', '−'),
    percent: (share) => (share > 0 && share < 0.01 ? smallPercent : percent)(share),
    money(minor) {
      const value = minor / unit;
      return (Math.abs(value) < SHORTEN_FROM ? whole : short)(value);
    },
    exactMoney: (minor) => exact(minor / unit),
    date: zoned({ day: 'numeric', month: 'short', year: 'numeric' }),
    dateTime: zoned({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
    time: zoned({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    day: ofDay({ day: 'numeric', month: 'short' }),
    fullDay: ofDay({ day: 'numeric', month: 'short', year: 'numeric' }),
    month: ofDay({ month: 'long', year: 'numeric' }),
    weekday: ofDay({ weekday: 'short' }),
    relative: relativeIn(locale),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function relativeIn(locale: string): Format['relative'] {
  const made = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  return (time, now) => {
    const format = made();
    const ms = Date.parse(time) - Date.parse(now);
    if (Math.abs(ms) < HOUR) return format.format(Math.round(ms / MINUTE), 'minute');
    if (Math.abs(ms) < 2 * DAY) return format.format(Math.round(ms / HOUR), 'hour');
    return format.format(Math.round(ms / DAY), 'day');
  };
}

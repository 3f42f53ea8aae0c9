import type { Channel } from '../channels/channel.ts';
import type { Country } from '../channels/country.ts';
import { timeNamed } from '../local-time.ts';
import { clockChange, clockOffset, modulo, timeOfDay } from '../time-zone.ts';
import { entriesOf, own } from '../own.ts';
import { DAY, type Instant } from '../time.ts';
import type { Policies, QuietHours } from './policies.ts';

/**
 * The first instant from `at` on at which the customer's clock stands outside the quiet hours; `null` where it does
 * already. `from` is quiet, `to` is not; equal times mean no quiet hours. Exact where the clock is moved: an hour
 * that is skipped ends the span early, an hour that comes twice is quiet twice.
 * @throws RangeError where the zone is unknown
 */
export function quietUntil(at: Instant, quietHours: QuietHours, timezone: string): Instant | null {
  const end = timeNamed(quietHours.to);
  const length = quietFor(quietHours);
  let quiet = at;
  for (;;) {
    const remaining = modulo(end - timeOfDay(quiet, timezone), DAY);
    if (remaining === 0 || remaining > length) return quiet === at ? null : quiet;
    const ends = quiet + remaining;
    if (clockOffset(ends, timezone) === clockOffset(quiet, timezone)) return ends;
    quiet = clockChange(quiet, timezone) ?? ends;
  }
}

/** How long it is quiet, milliseconds on a day on which nobody moves the clock; 0 where both times are equal. */
export function quietFor({ from, to }: QuietHours): number {
  return modulo(timeNamed(to) - timeNamed(from), DAY);
}

export type QuietRules = Pick<Policies, 'quietHours' | 'quietHoursIn'>;

/** Those of a channel in a country; `undefined`: where they are is not known, and what holds everywhere counts. */
export function quietHoursIn(rules: QuietRules, country: Country | undefined, channel: Channel): QuietHours | null {
  const here = country === undefined ? undefined : own(rules.quietHoursIn ?? {}, country);
  if (here?.[channel] !== undefined) return here[channel];
  return here?.all === undefined ? rules.quietHours : here.all;
}

/** Every span of quiet hours, with the place where it is written. */
export function allQuietHours({ quietHours, quietHoursIn: by = {} }: QuietRules) {
  const inCountries = entriesOf(by).flatMap(([country, rule]) =>
    Object.entries(rule).map(([channel, hours]) => ({ path: `quietHoursIn.${country}.${channel}`, hours })),
  );
  return [{ path: 'quietHours', hours: quietHours }, ...inCountries].flatMap(({ path, hours }) =>
    hours ? [{ path, hours }] : [],
  );
}

/**
 * The instant at which a clock of the zone shows this time; of a time that it skips, as much later as it skips.
 * @param local as an input of a date and a time gives it, such as 2026-06-09T10:00
 */
export function instantOf(local: string, timezone: string): string {
  const wanted = Date.parse(`${local}Z`);
  // Two rounds: the offset of the first guess may be the one from before or after the clock was changed.
  const guess = wanted - offsetAt(wanted, timezone);
  return new Date(wanted - offsetAt(guess, timezone)).toISOString();
}

/** What a clock of the zone shows at an instant, as an input of a date and a time takes it. */
export function localOf(time: string, timezone: string): string {
  const at = Date.parse(time);
  return new Date(at + offsetAt(at, timezone)).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);
}

/** How far a clock of the zone is ahead of UTC, milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const shown = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
  const there = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return there - Math.floor(at / 1_000) * 1_000;
}

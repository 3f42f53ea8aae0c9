import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, LONGEST_SPAN, MINUTE, parseDuration, SECOND, spanOf } from '../../domain/time.ts';

describe('a duration', () => {
  test.each([
    ['90s', 90 * SECOND],
    ['30m', 30 * MINUTE],
    ['2h', 2 * HOUR],
    ['1d', DAY],
    ['2w', 14 * DAY],
    ['P3D', 3 * DAY],
    ['P1W', 7 * DAY],
    ['P1DT12H', 36 * HOUR],
    ['PT2H30M', 150 * MINUTE],
    ['PT45S', 45 * SECOND],
  ])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(['', 'P', 'PT', 'P1DT', 'P1M', 'P1Y', 'PT0S', '0d', '1.5h', '-1d', '1 d', '5', 'soon', '1D', 'PT1H '])(
    '%j is none',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  test('is the sum of its units', () => {
    const count = fc.nat(500);
    fc.assert(
      fc.property(count, count, count, fc.integer({ min: 1, max: 500 }), (days, hours, minutes, seconds) => {
        const sum = days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND;
        expect(parseDuration(`P${days}DT${hours}H${minutes}M${seconds}S`)).toBe(sum);
      }),
    );
  });
});

describe('the span of a duration that was accepted', () => {
  test('is its milliseconds, and ten years where an earlier release accepted more', () => {
    expect(spanOf('36h')).toBe(36 * HOUR);
    expect(spanOf('999999w')).toBe(LONGEST_SPAN);
  });

  test('is an error where the text is no duration', () => {
    expect(() => spanOf('P1M')).toThrow('"P1M" is no duration; the definition was not parsed by its schema');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minorDigits } from '../../domain/currency.ts';
import { add, multiply, parseDecimal, toMinorUnits, ZERO } from '../../imports/cells/decimal.ts';
import { parseMoment } from '../../imports/cells/moment.ts';

const minor = (text: string, digits = 2) => {
  const decimal = parseDecimal(text);
  return decimal && toMinorUnits(decimal, digits);
};

describe('an amount', () => {
  test.each([
    ['22.2', 2_220],
    ['139.12', 13_912],
    ['1.005', 101],
    ['-1.005', -101],
    ['139.119999', 13_912],
    ['.5', 50],
    ['7.', 700],
    ['+3', 300],
    ['0', 0],
    ['123456789012.34', 12_345_678_901_234],
  ])('%s is exact, and rounded half away from zero where it is finer than the minor unit', (text, expected) => {
    expect(minor(text)).toBe(expected);
  });

  test.each(['', '.', '-', '1,5', '1 000', '1e3', '£5', 'NaN', '0x10', '1.2.3', '1'.repeat(40)])(
    '%j is none, because it could be read in more ways than one',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  test('follows the minor digits of its currency', () => {
    expect(['GBP', 'JPY', 'KWD'].map(minorDigits)).toEqual([2, 0, 3]);
    expect(['GBP', 'JPY', 'KWD'].map((currency) => minor('12.3456', minorDigits(currency) ?? NaN))).toEqual([
      1_235, 12, 12_346,
    ]);
  });

  test('is summed and multiplied as whole numbers are, in any order', () => {
    const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 50 }), fc.integer({ min: 0, max: 99 }), (amounts, quantity) => {
        const text = (amount: number) =>
          `${amount < 0 ? '-' : ''}${Math.floor(Math.abs(amount) / 100)}.${String(Math.abs(amount) % 100).padStart(2, '0')}`;
        const decimals = amounts.map((amount) => parseDecimal(text(amount)) ?? ZERO);
        const total = amounts.reduce((sum, amount) => sum + amount, 0);
        expect(toMinorUnits(decimals.reduce(add, ZERO), 2)).toBe(total);
        expect(
          toMinorUnits(multiply(decimals.reduceRight(add, ZERO), { units: BigInt(quantity), scale: 0 }), 2) -
            total * quantity,
        ).toBe(0);
      }),
    );
  });
});

describe('a time', () => {
  test.each([
    ['2010-12-01T08:26:00Z', 'Europe/London', '2010-12-01T08:26:00.000Z'],
    ['2010-12-01T08:26:00.5+05:30', 'Europe/London', '2010-12-01T02:56:00.500Z'],
    ['2010-12-01 08:26:00', 'Europe/London', '2010-12-01T08:26:00.000Z'],
    ['2011-07-01 08:26', 'Europe/London', '2011-07-01T07:26:00.000Z'],
    ['2011-07-01', 'America/New_York', '2011-07-01T04:00:00.000Z'],
    ['2011-07-01 08:00', 'Pacific/Auckland', '2011-06-30T20:00:00.000Z'],
    ['2011-07-01 08:00', 'Pacific/Kiritimati', '2011-06-30T18:00:00.000Z'],
    ['2011-07-01 08:00', 'Asia/Kathmandu', '2011-07-01T02:15:00.000Z'],
    ['2011-03-27 01:30', 'Europe/London', '2011-03-27T01:30:00.000Z'],
    ['2011-03-27 00:59:59', 'Europe/London', '2011-03-27T00:59:59.000Z'],
    ['2011-03-27 02:00', 'Europe/London', '2011-03-27T01:00:00.000Z'],
    ['2011-10-30 01:30', 'Europe/London', '2011-10-30T00:30:00.000Z'],
    ['2011-10-30 02:00', 'Europe/London', '2011-10-30T02:00:00.000Z'],
  ])('%s in %s is %s', (text, timezone, expected) => {
    const at = parseMoment(text, timezone);
    expect(at === undefined ? at : new Date(at).toISOString()).toBe(expected);
  });

  test.each([
    '2011-02-30',
    '2011-13-01',
    '2011-01-01 24:00',
    '2011-01-01 10:60',
    '12/1/2010 8:26',
    '1969-12-31',
    'now',
    '',
  ])('%j is none', (text) => {
    expect(parseMoment(text, 'UTC')).toBeUndefined();
  });

  test('that some clock shows is read back as the instant at which it does', () => {
    const zones = fc.constantFrom('UTC', 'Europe/London', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Tokyo');
    const minutes = fc.integer({ min: 0, max: 60 * 365 * 24 * 60 });
    fc.assert(
      fc.property(minutes, zones, (minute, timezone) => {
        const shown = (at: number) => new Date(at).toLocaleString('sv-SE', { timeZone: timezone });
        const wall = shown(minute * 60_000);
        const at = parseMoment(wall, timezone);
        // Of an hour that came twice only the first can be meant; the wall shows the same there.
        expect(at !== undefined && at >= 0 && shown(at)).toBe(wall);
      }),
    );
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minorUnits } from '../../../domain/sources/minor-units.ts';

test.each([
  [19.99, 2, 1_999],
  ['4.35', 2, 435],
  ['1.005', 2, 101],
  ['-10.00', 2, -1_000],
  [0.1 + 0.2, 2, 30],
  ['1500', 0, 1_500],
  ['1.2345', 3, 1_235],
  ['0', 2, 0],
])('%s with %d digits is %d', (value, digits, minor) => {
  expect(minorUnits(value, digits)).toBe(minor);
});

test.each(['', 'abc', '1,99', '1e3', null, undefined, NaN, Infinity, 1e21, '99999999999999'])(
  '%s is no amount',
  (value) => {
    expect(minorUnits(value, 2)).toBeUndefined();
  },
);

test('an amount is what it was, as a text and as a number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), fc.constantFrom(0, 2, 3), (minor, digits) => {
      const whole = Math.floor(minor / 10 ** digits);
      const text = digits === 0 ? `${whole}` : `${whole}.${String(minor % 10 ** digits).padStart(digits, '0')}`;
      expect(minorUnits(text, digits)).toBe(minor);
      expect(minorUnits(Number(text), digits)).toBe(minor);
    }),
  );
});

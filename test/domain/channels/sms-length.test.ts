import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { smsLength } from '../../../domain/channels/sms-length.ts';

// Worked out by hand from 3GPP TS 23.038 and 23.040: 160 septets alone and 153 among others, 70 and 67 units of UTF-16.
test.each([
  ['', 'GSM-7', 0, 0, 160],
  ['Hi', 'GSM-7', 2, 1, 158],
  ['x'.repeat(160), 'GSM-7', 160, 1, 0],
  ['x'.repeat(161), 'GSM-7', 161, 2, 145],
  ['x'.repeat(306), 'GSM-7', 306, 2, 0],
  ['x'.repeat(307), 'GSM-7', 307, 3, 152],
  // Each takes an escape, too.
  ['€'.repeat(80), 'GSM-7', 160, 1, 0],
  ['€'.repeat(81), 'GSM-7', 162, 2, 143],
  // 152 septets and the first half of a pair do not fit into the first segment: the pair goes into the second.
  [`${'x'.repeat(152)}€${'x'.repeat(10)}`, 'GSM-7', 164, 2, 141],
  ['ı'.repeat(70), 'UCS-2', 70, 1, 0],
  ['ş'.repeat(71), 'UCS-2', 71, 2, 63],
  ['😀'.repeat(35), 'UCS-2', 70, 1, 0],
  // 33 pairs take 66 of 67 units, and no pair is torn.
  ['😀'.repeat(36), 'UCS-2', 72, 2, 61],
])('%s is sent as %s', (text, encoding, units, segments, left) => {
  expect(smsLength(text)).toEqual({ encoding, units, segments, left });
});

test('whatever is written fits into its segments, and one less would not do', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
      const { encoding, units, segments, left } = smsLength(text);
      const room = encoding === 'GSM-7' ? [160, 153] : [70, 67];
      const most = segments <= 1 ? (room[0] ?? 0) : segments * (room[1] ?? 0);
      expect(units).toBeLessThanOrEqual(most);
      // At most one unit of each segment but the last is lost to a pair.
      expect(left).toBeLessThanOrEqual(most - units);
      expect(most - units - left).toBeLessThan(Math.max(1, segments));
    }),
  );
});

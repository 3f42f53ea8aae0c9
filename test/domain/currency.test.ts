import { describe, expect, test } from 'vitest';
import { timelineEntry } from '../../api/customers/timeline-entry.ts';
import { minorDigits, moneyText, platformDigits, wholeMoneyText } from '../../domain/currency.ts';
import { SEVEN_SEGMENTS } from '../../domain/scoring/presets/seven-segments.ts';
import { aStoredRow } from '../contract/rows.ts';
import { aPurchase } from '../builders.ts';

/** ISO 4217, list one: every currency whose minor units do not take two digits. */
const PUBLISHED: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

describe('minor digits', () => {
  test('are those that ISO 4217 publishes', () => {
    for (const [digits, codes] of Object.entries(PUBLISHED)) {
      for (const code of codes.split(' ')) expect([code, minorDigits(code)]).toEqual([code, Number(digits)]);
    }
    const two = 'EUR GBP USD HUF IDR COP PKR RSD MGA MRU XCG ZWG'.split(' ');
    expect(two.map(minorDigits)).toEqual(two.map(() => 2));
  });

  test('do not follow the platform, which counts some in whole units because people do', () => {
    const followed = ['HUF', 'IDR', 'COP', 'PKR', 'LBP', 'IQD'].filter(
      (code) => platformDigits(code) === minorDigits(code),
    );
    expect(followed.length).toBeLessThan(6);
  });

  test('there are none of what is not counted in units, or is no currency', () => {
    expect(['XAU', 'XXX', 'XTS', 'XYZ', 'eur', '', 'constructor', '__proto__'].map(minorDigits)).toEqual(
      Array.from({ length: 8 }),
    );
  });
});

describe('an amount', () => {
  test('is written with the digits that its workspace was made with', () => {
    const text = (digits: number) => moneyText(12_345, { currency: 'HUF', digits }).replaceAll('\u00a0', ' ');
    expect([text(2), text(0)]).toEqual(['HUF 123.45', 'HUF 12,345']);
    expect(wholeMoneyText(12_345, { currency: 'HUF', digits: 2 }).replaceAll('\u00a0', ' ')).toBe('HUF 123');
  });

  test('is told so in the timeline', () => {
    const event = aStoredRow(aPurchase({ amount: 12_345 }));
    const row = { kind: 'event', at: event.event.at, place: event._id, event } as const;
    const told = (digits: number) =>
      timelineEntry(row, { money: { currency: 'KWD', digits }, table: SEVEN_SEGMENTS, outcomes: new Map() }).text;
    expect([told(3), told(2)].map((text) => text.replaceAll('\u00a0', ' '))).toEqual([
      'Bought for KWD 12.345',
      'Bought for KWD 123.45',
    ]);
  });
});

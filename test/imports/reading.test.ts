import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateForm } from '../../api/jobs/reading.contract.ts';
import type { DateForm } from '../../db/jobs/reading.ts';
import { isoTime } from '../../domain/time.ts';
import { parseTime } from '../../imports/cells/date-form.ts';
import { parseDecimal } from '../../imports/cells/decimal.ts';
import { UnknownEncoding } from '../../imports/cells/encoding.ts';
import { imported, questionsOf, surveyOf } from './files.ts';

const file = (column: 'at' | 'amount', values: readonly string[]) => {
  const cell = (value: string) => (column === 'at' ? `${value};1` : `2026-01-01;${value}`);
  return ['id;customer;at;amount', ...values.map((value, n) => `o${n};c${n};${cell(value)}`)].join('\n');
};
const times = async (values: readonly string[], given: Parameters<typeof imported>[1] = {}) => {
  const { events, reading, rejected } = await imported(file('at', values), given);
  return { at: events.map(({ wire }) => wire.at), dates: reading.dates, rejected };
};
const amounts = async (values: readonly string[], given: Parameters<typeof imported>[1] = {}) => {
  const { events, reading, rejected } = await imported(file('amount', values), given);
  return {
    minor: events.map(({ wire }) => ('amount' in wire ? wire.amount : null)),
    decimal: reading.decimal,
    rejected,
  };
};

describe('times of a file', () => {
  test.each([
    [['12/1/2010 8:26', '12/13/2010 8:26'], 'mdy', ['2010-12-01T08:26:00Z', '2010-12-13T08:26:00Z']],
    [['1.12.2010', '13.12.2010 17:05:09'], 'dmy', ['2010-12-01T00:00:00Z', '2010-12-13T17:05:09Z']],
    [['20250930', '20250101'], 'ymd', ['2025-09-30T00:00:00Z', '2025-01-01T00:00:00Z']],
    [['1291191960', '1291191961'], 'unix', ['2010-12-01T08:26:00Z', '2010-12-01T08:26:01Z']],
    [['1291191960000'], 'unix-ms', ['2010-12-01T08:26:00Z']],
    [['2010-12-01 08:26', '2010/12/1'], 'iso', ['2010-12-01T08:26:00Z', '2010-12-01T00:00:00Z']],
    [['12/13/2010 1:05 PM', '2010-12-01'], 'mdy', ['2010-12-13T13:05:00Z', '2010-12-01T00:00:00Z']],
    [['2024-03-01 10:15:00 +0100'], 'iso', ['2024-03-01T09:15:00Z']],
  ] as const)('such as %j are recognised as %s', async (values, form, expected) => {
    expect(await times(values)).toEqual({ at: expected, dates: form, rejected: [] });
  });

  test.each([
    [['1/2/2011', '3/4/2011'], '"1/2/2011" in line 2 may be read in two ways'],
    [['13/2/2011', '3/14/2011'], '1 times can only be day before month and 1 only month before day'],
    [['31/12/10'], 'has two digits'],
    [['40513', '40514.5'], 'say dates=ymd, unix, unix-ms or excel'],
    [['20250930', '1291191960'], 'say dates=ymd, unix, unix-ms or excel'],
  ])('such as %j leave a doubt, so the file asks', (values, words) => {
    expect(questionsOf(file('at', values))).toEqual({ dates: expect.stringContaining(words) });
  });

  test('are read as their sender says, who then is asked nothing', async () => {
    const dmy = await times(['1/2/2011', '3/4/11'], { dates: 'dmy' });
    expect(dmy.at).toEqual(['2011-02-01T00:00:00Z', '2011-04-03T00:00:00Z']);
    const excel = await times(['40513.3513888889', '25569'], { dates: 'excel', timezone: 'Europe/Berlin' });
    expect(excel.at).toEqual(['2010-12-01T07:26:00Z']);
    expect(excel.rejected).toMatchObject([{ line: 3, reason: 'no-time' }]);
    expect((await times(['3/14/2011'], { dates: 'dmy' })).rejected).toMatchObject([
      { reason: 'no-time', message: expect.stringContaining('the day first') },
    ]);
  });

  test('a few slips do not make a doubt: they are refused row by row', async () => {
    const many = Array.from({ length: 200 }, (_, n) => `${13 + (n % 15)}/2/2011`);
    const { dates, rejected } = await times([...many, '2/14/2011']);
    expect([dates, rejected.length]).toEqual(['dmy', 1]);
  });

  test('written in any form are read back as the same moment', () => {
    const moments = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    const written: Readonly<Record<DateForm, (iso: string, at: number) => string>> = {
      iso: (iso) => iso,
      dmy: (iso) => `${iso.slice(8, 10)}.${iso.slice(5, 7)}.${iso.slice(0, 4)} ${iso.slice(11, 19)}`,
      mdy: (iso) => `${Number(iso.slice(5, 7))}/${Number(iso.slice(8, 10))}/${iso.slice(0, 4)} ${iso.slice(11, 19)}`,
      ymd: (iso) => iso,
      unix: (_iso, at) => String(at / 1_000),
      'unix-ms': (_iso, at) => String(at),
      excel: (_iso, at) => String(at / 86_400_000 + 25_569),
    };
    fc.assert(
      fc.property(moments, fc.constantFrom(...dateForm.options), (moment, form) => {
        const at = Math.floor(moment.getTime() / 1_000) * 1_000;
        expect(parseTime(written[form](isoTime(at), at), form, 'UTC')).toBe(at);
      }),
    );
  });
});

describe('decimals of a file', () => {
  test.each([
    [['12,50', '3', '1.234,5'], ',', [1_250, 300, 123_450]],
    [['12,50', '1.234'], ',', [1_250, 123_400]],
    [['12.50', '1,234.5', '1,234,567'], '.', [1_250, 123_450, 123_456_700]],
    [['1.234.567', '8'], ',', [123_456_700, 800]],
    [['10', '-3'], '.', [1_000, 300]],
  ] as const)('such as %j have the mark %s', async (values, mark, expected) => {
    expect(await amounts(values)).toEqual({ minor: expected, decimal: mark, rejected: [] });
  });

  test.each([
    [['1.234', '5'], '"1.234" in line 2 may be a fraction or thousands'],
    [['1,234'], 'may be a fraction or thousands'],
    [['12,50', '12.50'], '1 numbers have a decimal point and 1 a decimal comma'],
  ])('such as %j leave a doubt, so the file asks', (values, words) => {
    expect(questionsOf(file('amount', values))).toEqual({ decimal: expect.stringContaining(words) });
  });

  test('with a lone comma are refused where the point is the mark: it may be a slip', async () => {
    expect((await amounts(['12.50', '1,000'])).rejected).toMatchObject([{ line: 3, reason: 'no-number' }]);
  });

  test('are read as their sender says', async () => {
    expect((await amounts(['1.234'], { decimal: '.' })).minor).toEqual([123]);
    expect((await amounts(['1.234'], { decimal: ',' })).minor).toEqual([123_400]);
    expect(surveyOf(file('amount', ['1.234']), { digits: 3 })).toMatchObject({ reading: { decimal: '.' } });
  });

  test.each(['1,23,456', '0.123.456', '1.23', '12,5,0', '1.234,5.6', ','])(
    '%j is none where the comma is the mark',
    (text) => {
      expect(parseDecimal(text, ',')).toBeUndefined();
    },
  );
});

describe('the encoding of a file', () => {
  const text = 'id;customer;at;amount;Größe\no1;c1;2026-01-01;5;ä\n';
  const encodings = [
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16be', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['windows-1252', Buffer.from(text, 'latin1')],
  ] as const;

  test.each(encodings)(
    'is %s where its bytes say so, and columns can be mapped by their names',
    async (encoding, bytes) => {
      const { reading, briefs } = await imported(bytes, { mapping: { amount: 'amount', status: 'Größe' } });
      expect(reading).toMatchObject({ encoding, columns: { status: 'Größe' } });
      expect(briefs).toEqual(['purchase o1 c1 500 2026-01-01T00:00:00Z']);
    },
  );

  test('does not depend on the pieces in which the bytes arrive', () => {
    fc.assert(
      fc.property(fc.constantFrom(...encodings), fc.integer({ min: 1, max: 7 }), ([encoding, bytes], size) => {
        const decoding = new UnknownEncoding();
        let read = '';
        for (let at = 0; at < bytes.length; at += size) read += decoding.take(bytes.subarray(at, at + size));
        read += decoding.end();
        expect([decoding.encoding, read]).toEqual([encoding, text]);
      }),
    );
  });

  test('stays UTF-8 where single bytes of it are damaged', () => {
    const decoding = new UnknownEncoding();
    decoding.take(Buffer.from(text.repeat(10)));
    decoding.take(Buffer.from([0x41, 0xff, 0x42, 0x0a]));
    decoding.end();
    expect(decoding.encoding).toBe('utf-8');
  });
});

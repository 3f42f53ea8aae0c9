import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CsvReader, delimiterOf } from '../../imports/cells/csv.ts';
import { MAX_LINE, readLines } from '../../imports/cells/lines.ts';

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** All records of a text, whatever pieces it arrives in: fields, or the fault and its line. */
async function records(text: string, size = 1 << 16) {
  const reader = new CsvReader(',');
  const all = [];
  for await (const lines of readLines(inPieces(text, size))) all.push(...reader.take(lines));
  all.push(...reader.end());
  return all.map((record) => ('fault' in record ? `line ${record.line}: ${record.fault}` : record.fields));
}

describe('records of a file', () => {
  test('are split by the delimiter, with either kind of line break, a byte order mark and empty lines', async () => {
    expect(await records('\ufeffa,b\r\n\n1,2\n3,\n')).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', ''],
    ]);
  });

  test('may hold delimiters, quotes and line breaks inside quotes', async () => {
    expect(await records('"a,1","say ""hi""","two\nlines"\nb,c,d')).toEqual([
      ['a,1', 'say "hi"', 'two\nlines'],
      ['b', 'c', 'd'],
    ]);
  });

  test('keep a quote that stands inside an unquoted field', async () => {
    expect(await records('6" pipe,1\n')).toEqual([['6" pipe', '1']]);
  });

  test('that open a quote and never close it cost their own line only', async () => {
    expect(await records('1,ok\n2,"open\n3,ok\n4,ok\n')).toEqual([
      ['1', 'ok'],
      'line 2: a quote is opened and never closed',
      ['3', 'ok'],
      ['4', 'ok'],
    ]);
  });

  test('whose quote is not closed within 64 KB do not swallow the rest', async () => {
    const rest = Array.from({ length: 20_000 }, (_, row) => `${row},fine`);
    const read = await records(['x,"open', ...rest].join('\n'));
    expect(read[0]).toBe('line 1: a quote is opened and not closed within 64 KB');
    expect(read.slice(1)).toEqual(rest.map((row) => row.split(',')));
  });

  test('may not reach over 64 KB though their quote is closed behind it, also where they are the first', async () => {
    const long = 'y'.repeat(40_000);
    expect(await records(`"${long}\n${long}\nz"\n3,ok`)).toEqual([
      'line 1: a quote is opened and not closed within 64 KB',
      [long],
      ['z"'],
      ['3', 'ok'],
    ]);
  });

  test('with text after a closing quote are refused, and the next line is read for itself', async () => {
    expect(await records('1,"a"b\n2,"open\nx"y,z\n3,ok')).toEqual([
      'line 1: text follows a closing quote; double quotes inside a field',
      'line 2: text follows a closing quote; double quotes inside a field',
      ['x"y', 'z'],
      ['3', 'ok'],
    ]);
  });

  test('longer than any honest row are refused without being kept, and those around them are read', async () => {
    const huge = 'x'.repeat(MAX_LINE * 40);
    expect(await records(`1,a\n${huge}\n2,b\n3,${huge}`, 5_000)).toEqual([
      ['1', 'a'],
      'line 2: the line is longer than 64 KB',
      ['2', 'b'],
      'line 4: the line is longer than 64 KB',
    ]);
  });

  test('are the same in whatever pieces the bytes arrive, and what was written is read back', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', 'é', '€', ' '), maxLength: 6 });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 40 }), async (given, size) => {
        const text = given.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        expect(await records(text, size)).toEqual(given);
      }),
    );
  });

  test('of any text whatever lose no line that has no quote in it', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', '"', ','), maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), async (lines) => {
        const read = (await records(lines.join('\n'))).flat(2).join('\n');
        for (const plain of lines.filter((one) => !one.includes('"'))) {
          for (const cell of plain.split(',')) expect(read).toContain(cell);
        }
      }),
    );
  });
});

describe('the work of reading', () => {
  /** Characters scanned for a text, given line by line as a slow sender would. */
  function workOf(text: string, together: number): { work: number; lines: number } {
    const reader = new CsvReader(',');
    const lines = text.split('\n').map((line, index) => ({ number: index + 1, text: line }));
    let records = 0;
    for (let at = 0; at < lines.length; at += together) records += reader.take(lines.slice(at, at + together)).length;
    records += reader.end().length;
    return { work: reader.work, lines: records };
  }

  test.each([
    ['a","b', 57_000],
    ['"', 100_000],
    ['a,"', 100_000],
    ['","', 100_000],
    ['"a"b', 50_000],
    [`"${'x'.repeat(60_000)}`, 20],
  ])('%j on every line is at most three times what was sent', (line, times) => {
    const text = Array.from({ length: times }, () => line).join('\n');
    for (const together of [1, 5_000]) expect(workOf(text, together).work).toBeLessThanOrEqual(3 * text.length);
  });

  test('of any text whatever is at most three times what was sent', () => {
    const line = fc.string({ unit: fc.constantFrom('a', '"', ',', ' '), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (lines, together) => {
        const text = lines.join('\n');
        expect(workOf(text, together).work).toBeLessThanOrEqual(3 * text.length);
      }),
    );
  });

  test('gives each line its turn: what is refused and what is read are all of them', async () => {
    const read = await records(Array.from({ length: 2_000 }, (_, n) => `${n},"b`).join('\n'), 100);
    expect(read).toHaveLength(2_000);
    expect(new Set(read.map(String)).size).toBe(2_000);
  });
});

test.each([
  ['a,b,c', ','],
  ['a;b;c,d', ';'],
  ['a\tb', '\t'],
  ['a|b', '|'],
  ['alone', ','],
])('the delimiter of the header %j is %j', (header, delimiter) => {
  expect(delimiterOf(header)).toBe(delimiter);
});

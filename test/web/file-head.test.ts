import { describe, expect, test } from 'vitest';
import { headOf, textOf, wholeLines } from '../../web/screens/data/imports/file-head.ts';

describe('the beginning of a file', () => {
  test('names its columns and first rows, with the lines where they begin', () => {
    const text = 'id;name\r\n1;"a;b"\r\n\r\n2;"say ""hi"""\r\n3;"over\ntwo lines"\r\n4;d\r\n';
    expect(headOf(text, 'csv')).toEqual({
      present: ['id', 'name'],
      rows: [
        { line: 2, cells: ['1', 'a;b'] },
        { line: 4, cells: ['2', 'say "hi"'] },
        { line: 5, cells: ['3', 'over\ntwo lines'] },
        { line: 7, cells: ['4', 'd'] },
      ],
    });
  });

  test('may say which delimiter it has, and begin with blank lines', () => {
    expect(headOf('\nsep=|\na|b,c\n1|2\n', 'csv')).toEqual({
      present: ['a', 'b,c'],
      rows: [{ line: 4, cells: ['1', '2'] }],
    });
  });

  test('shows twenty rows, and breaks off anywhere', () => {
    const rows = Array.from({ length: 50 }, (_, n) => `${n},x`).join('\n');
    expect(headOf(`a,b\n${rows}`, 'csv')?.rows).toHaveLength(20);
    expect(headOf('a,b\n1,"open', 'csv')).toEqual({ present: ['a', 'b'], rows: [] });
  });

  test('of objects has their keys', () => {
    expect(headOf('{"id":1,"at":"x"}\n{"id":2}\nno object', 'ndjson')).toEqual({
      present: ['id', 'at'],
      rows: [
        { line: 1, cells: ['1', 'x'] },
        { line: 2, cells: ['2', ''] },
      ],
    });
  });

  test.each([
    ['nothing', '', 'csv'],
    ['blank lines', '\n ;;\n', 'csv'],
    ['no text', 'PK\0\0', 'csv'],
    ['no objects', '[1]\n2', 'ndjson'],
  ] as const)('is no head where there is %s', (_what, text, format) => {
    expect(headOf(text, format)).toBeNull();
  });

  test.each([
    ['utf-8', [0xc3, 0xbc, 0xc3], 'ü'],
    ['utf-16le', [0xff, 0xfe, 0xfc, 0x00], 'ü'],
    ['utf-16be', [0xfe, 0xff, 0x00, 0xfc], 'ü'],
    ['windows-1252', [0xfc, 0x31], 'ü1'],
  ] as const)('is read as %s', (_encoding, bytes, text) => {
    expect(textOf(Uint8Array.from(bytes))).toBe(text);
  });

  test('is cut after its last whole line', () => {
    expect(wholeLines(Uint8Array.from([65, 10, 66]))).toBe(2);
    expect(wholeLines(Uint8Array.from([65, 66]))).toBe(2);
  });
});

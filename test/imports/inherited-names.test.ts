import { expect, test } from 'vitest';
import { isRejection } from '../../imports/rejection.ts';
import { Rows, type FileFormat } from '../../imports/cells/rows.ts';

function cells(text: string, format: FileFormat, column: string) {
  const reader = new Rows(format);
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line, place) => ({ number: place + 1, text: line }));
  const rows = [...(reader.take(lines)?.rows ?? []), ...reader.end().rows];
  return rows.map((row) => (isRejection(row) ? row : (row.cell(column) ?? 'nothing')));
}

test.each(['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'])(
  'a column may be called %s, and a row without it has nothing there',
  (name) => {
    expect(cells(`{"${name}":"c-1"}\n{"id":"1"}\n`, 'ndjson', name)).toEqual(['c-1', 'nothing']);
    expect(cells(`id,${name}\n1,c-1\n2,\n`, 'csv', name)).toEqual(['c-1', '']);
    expect(cells(`id\n1\n`, 'csv', name)).toEqual(['nothing']);
  },
);

import { expect, test } from 'vitest';
import { isRejection } from '../../imports/rejection.ts';
import { readRows, type FileFormat } from '../../imports/rows.ts';

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function cells(text: string, format: FileFormat, column: string) {
  const found: unknown[] = [];
  for await (const { rows } of readRows(bytes(text), format)) {
    for (const row of rows) found.push(isRejection(row) ? row : (row.cell(column) ?? 'nothing'));
  }
  return found;
}

test.each(['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'])(
  'a column may be called %s, and a row without it has nothing there',
  async (name) => {
    expect(await cells(`{"${name}":"c-1"}\n{"id":"1"}\n`, 'ndjson', name)).toEqual(['c-1', 'nothing']);
    expect(await cells(`id,${name}\n1,c-1\n2,\n`, 'csv', name)).toEqual(['c-1', '']);
    expect(await cells(`id\n1\n`, 'csv', name)).toEqual(['nothing']);
  },
);

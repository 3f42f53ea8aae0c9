import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultsOf } from './faults.ts';
import { EXCEPTIONS, names } from './rooms.ts';
import { readSource } from './read-source.ts';
import { sourcesInRooms } from './sources.ts';
import { tableLines, writtenLines } from './table.ts';

test('every source leans on what the table allows its room, and on nothing else', () => {
  const sources = sourcesInRooms();
  expect(sources.size).toBeGreaterThan(400);
  expect([...sources].flatMap(([file, text]) => faultsOf(file, text))).toEqual([]);
});

test('every exception is used: one that is not needed any more is struck out', () => {
  const sources = sourcesInRooms();
  const idle = EXCEPTIONS.flatMap(({ file, imports = [], uses = [] }) => {
    const read = readSource(file, sources.get(file) ?? '');
    const needed = [...read.imports.map(({ of }) => of), ...read.uses];
    return [...imports, ...uses].filter((entry) => !needed.some((each) => names(entry, each)));
  });
  expect(idle).toEqual([]);
});

test('ARCHITECTURE.md has this table: `npm run rooms` writes it', () => {
  expect(writtenLines(readFileSync('ARCHITECTURE.md', 'utf8'))).toEqual(tableLines());
});

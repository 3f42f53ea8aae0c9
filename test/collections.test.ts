import { expect, test } from 'vitest';
import { STATE_PATHS } from '../db/customers/customers.ts';
import { sourcesInRooms } from './rooms/sources.ts';

const OPENS = /collectionOf(?:<[^()]*>)?\(\s*[^,()]+,\s*'([^']+)'/g;

/** Those that read rows as earlier versions left them, by whatever name. */
const isMigration = (file: string) => file.startsWith('db/migrations/');

function sources(): ReadonlyMap<string, string> {
  return new Map([...sourcesInRooms()].filter(([file]) => !isMigration(file)));
}

/** Which files open which collection. */
function openersIn(all: ReadonlyMap<string, string>): ReadonlyMap<string, ReadonlySet<string>> {
  const openers = new Map<string, Set<string>>();
  for (const [file, text] of all) {
    for (const [, name = ''] of text.matchAll(OPENS)) openers.set(name, (openers.get(name) ?? new Set()).add(file));
  }
  return openers;
}

test('each collection is opened in one file, where its rows are described and read', async () => {
  const openers = openersIn(sources());
  expect(openers.size).toBeGreaterThanOrEqual(20);
  const shared = [...openers]
    .filter(([, files]) => files.size > 1)
    .map(([name, files]) => [name, [...files].toSorted()]);
  expect(shared).toEqual([]);
});

test('a second file that opens one is found', () => {
  const text = "const a = collectionOf<Row<A>>(this.#connection, 'customers', [\n  { keys: { a: 1 } },\n]);";
  const openers = openersIn(
    new Map([
      ['db/one.ts', text],
      ['db/two.ts', text],
    ]),
  );
  expect(openers.get('customers')).toEqual(new Set(['db/one.ts', 'db/two.ts']));
});

test('what queries read of a stored state by themselves is declared in one list', async () => {
  const all = sources();
  const used = new Map<string, string>();
  for (const [file, text] of all) {
    if (!file.startsWith('db/')) continue;
    for (const [, path = ''] of text.replace(/STATE_PATHS = \[[^\]]*\]/, '').matchAll(/['$](state\.[a-zA-Z.]+)'/g))
      used.set(path, file);
  }
  const declared = new Set<string>(STATE_PATHS);
  expect([...used].filter(([path]) => !declared.has(path))).toEqual([]);
  expect([...declared].filter((path) => !used.has(path))).toEqual([]);
});

import { expect, test } from 'vitest';
import { sourcesInRooms } from './rooms/sources.ts';

/** Where the names are ours and not a caller's: file, and what is indexed there. */
const OURS = new Set([
  // The five characters that HTML escapes.
  'api/docs/page.ts ESCAPES',
  // Addresses of our own contracts.
  'api/docs/openapi.ts paths',
  // The one place that looks first.
  'domain/own.ts object',
  // Cells that the object itself has just named.
  'domain/scoring/coverage.ts cells',
  // The letters of a preset.
  'domain/scoring/presets/cube.ts letters',
  // Fields of files, which are ours; columns, which are the caller's, are values there.
  'imports/summary-file.ts mapping',
  'imports/contact-file.ts mapping',
  'imports/contact-file.ts columns',
  'imports/catalogue-file.ts columns',
  // Limits of a fit, by their names.
  'domain/rhythm/fit-limits.ts found',
]);

/** An object whose keys are no closed list of words. In the pages names such as `FieldName` are such lists. */
const openRecord = (keys: string) => String.raw`(?:Readonly<)?(?:Partial<)?Record<\s*(?:${keys})\b`;
const IN_SERVERS = openRecord(String.raw`string|\w*(?:Id|Key|Name)`);
const IN_PAGES = openRecord('string');

function found(pattern: string, texts: Iterable<string>): readonly string[] {
  return [...texts].flatMap((text) => [...text.matchAll(new RegExp(pattern, 'g'))].map(([, name = '']) => name));
}

/** What properties, parameters and constants of such a type are called, anywhere. */
function namesOfRecords(record: string, texts: readonly string[]): readonly string[] {
  const aliases = found(String.raw`type (\w+) =\s*${record}`, texts);
  const types = [record, ...aliases.map((alias) => String.raw`(?:Readonly<)?${alias}\b`)];
  return [...new Set(found(String.raw`(\w+)\??:\s*(?:${types.join('|')})`, texts))];
}

/** Where an object is indexed whose keys are anything: the file, and what it is called there. */
function placesIn(sources: readonly (readonly [string, string])[], names: readonly string[]): readonly string[] {
  // Writing alone makes a key of the object's own; ids that are keys hold no underscores, so none is `__proto__`.
  const indexed = String.raw`\b(${names.join('|')})(?:\?\.|!)?\[(?!['"\]\d$])[^\]]*\](?! = )`;
  return sources.flatMap(([file, text]) => {
    const plain = text.replaceAll(/^\s*(?:\/?\*|\/\/).*$/gm, '').replaceAll(/\$\{\w+\}/g, '$');
    return found(indexed, [plain]).map((name) => `${file} ${name}`);
  });
}

test('names that callers choose index a map, or an object through `own`, and nothing else', () => {
  const all = [...sourcesInRooms()];
  const pages = all.filter(([file]) => file.startsWith('web/'));
  const servers = all.filter(([file]) => !file.startsWith('web/'));
  const textsOf = (sources: typeof all) => sources.map(([, text]) => text);
  const names = namesOfRecords(IN_SERVERS, textsOf(servers));
  expect(names).toEqual(expect.arrayContaining(['journeys', 'visits', 'caps', 'facts', 'cells', 'mapping']));
  // Words and columns of the pages are our own dictionary, whose keys the compiler knows.
  const inPages = namesOfRecords(IN_PAGES, textsOf(pages)).filter((name) => name !== 'words' && name !== 'columns');
  const places = [...placesIn(servers, names), ...placesIn(pages, inPages)];
  expect(places.filter((place) => !OURS.has(place))).toEqual([]);
  expect(
    [...OURS].filter((place) => !places.includes(place)),
    'exceptions that are none any more',
  ).toEqual([]);
});

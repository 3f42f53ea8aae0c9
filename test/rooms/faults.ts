import { mayOf, names } from './rooms.ts';
import { readSource } from './read-source.ts';

/** What a source does that its room may not; empty if it keeps to the table. */
export function faultsOf(file: string, text: string): readonly string[] {
  const may = mayOf(file);
  if (may === undefined) return [`${file} is in no room: give it one in test/rooms/rooms.ts`];
  const { imports, uses } = readSource(file, text);
  const imported = imports
    .filter(({ of, type }) => !(type ? may.types : may.values).some((entry) => names(entry, of)))
    .map(({ of, type }) => `${file} imports ${of}${type ? ' as a type' : ''}`);
  const used = uses.filter((use) => !may.uses.includes(use)).map((use) => `${file} uses ${use}`);
  return [...imported, ...used];
}

import { readdirSync, readFileSync } from 'node:fs';
import { FREE, names } from './rooms.ts';

const NO_SOURCES = new Set(['node_modules', 'coverage', '.git', '.sojourn']);

/** Every source of the tree that has a room to keep to, by its path. */
export function sourcesInRooms(): ReadonlyMap<string, string> {
  const files = readdirSync('.', { withFileTypes: true })
    .filter(({ name }) => !NO_SOURCES.has(name))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(entry.name) : [entry.name]))
    .filter((file) => !file.startsWith('web/dist/'))
    .filter((file) => /\.[cm]?tsx?$|\.[cm]?jsx?$/.test(file) && !FREE.some((entry) => names(entry, file)));
  return new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`);
}

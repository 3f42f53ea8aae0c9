import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findServer } from '../../embedded/find.ts';
import type { Recipe, Source } from '../../embedded/find.ts';

let folder: string;
let path: string;
let cacheDir: string;
let said: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sojourn-find-'));
  path = join(folder, 'bin');
  cacheDir = join(folder, 'cache', 'sojourn');
  said = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function program(file: string, version: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\necho "planet version ${version}"\n`);
  await chmod(file, 0o755);
  return file;
}

const fails = (name: string, reason: string): Source => ({ name, fetch: () => Promise.reject(new Error(reason)) });
const fetches = (name: string, version: string): Source => ({
  name,
  fetch: (into) => program(join(into, 'fetched'), version),
});

const recipe = (...sources: Source[]): Recipe => ({
  product: 'Planet',
  program: 'planetd',
  variable: 'PLANET_ADDRESS',
  version: /planet version (\d+\.\d+\.\d+)/,
  minimum: '2.10.0',
  sources,
});

const find = (what: Recipe, address?: string) =>
  findServer(what, { address, path, cacheDir, log: (sentence) => said.push(sentence) });

describe('where a server comes from', () => {
  test('takes a given address although a program is there', async () => {
    await program(join(path, 'planetd'), '2.10.0');
    expect(await find(recipe(), 'far.example:1')).toEqual({ kind: 'address', address: 'far.example:1' });
  });

  test('takes the PATH before the cache', async () => {
    const onPath = await program(join(path, 'planetd'), '2.10.0');
    await program(join(cacheDir, 'planetd'), '3.0.0');
    expect(await find(recipe(fails('a', 'must not be asked')))).toEqual({ kind: 'program', binary: onPath });
    expect(said).toEqual([]);
  });

  test('looks at every folder of the PATH and passes over files that are not executable', async () => {
    await mkdir(join(folder, 'first'), { recursive: true });
    await writeFile(join(folder, 'first', 'planetd'), 'notes');
    const second = await program(join(folder, 'second', 'planetd'), '2.10.0');
    path = [join(folder, 'missing'), join(folder, 'first'), join(folder, 'second')].join(delimiter);
    expect(await find(recipe())).toEqual({ kind: 'program', binary: second });
  });

  test('takes the cache before fetching', async () => {
    const cached = await program(join(cacheDir, 'planetd'), '2.11.5');
    expect(await find(recipe(fails('a', 'must not be asked')))).toEqual({ kind: 'program', binary: cached });
  });

  test('asks the sources in order and keeps what the first that works fetched', async () => {
    const what = recipe(fails('a', 'no network'), fetches('b', '2.12.0'), fails('c', 'must not be asked'));
    const binary = join(cacheDir, 'planetd');
    expect(await find(what)).toEqual({ kind: 'program', binary });
    expect(await readdir(cacheDir)).toEqual(['planetd']);
    said = [];
    expect(await find(recipe(fails('a', 'must not be asked')))).toEqual({ kind: 'program', binary });
    expect(said).toEqual([]);
  });

  test('passes over a program on the PATH that is too old and says so', async () => {
    const old = await program(join(path, 'planetd'), '2.9.0');
    const cached = await program(join(cacheDir, 'planetd'), '2.10.0');
    expect(await find(recipe())).toEqual({ kind: 'program', binary: cached });
    expect(said).toEqual([`${old} on the PATH is version 2.9.0, older than 2.10.0; looking elsewhere.`]);
  });
});

describe('what may stay in the cache', () => {
  test.each([
    ['cut off', '#!/bin/sh\nexit 3\n', 0o755],
    ['empty', '', 0o755],
    ['not executable', '#!/bin/sh\necho planet version 2.10.0\n', 0o644],
    ['not a program', '\u007fELF', 0o755],
  ])('replaces a cached file that is %s and says so in one sentence', async (_, content, mode) => {
    const cached = await program(join(cacheDir, 'planetd'), '2.10.0');
    await writeFile(cached, content);
    await chmod(cached, mode);
    expect(await find(recipe(fetches('a', '2.12.0')))).toEqual({ kind: 'program', binary: cached });
    expect(await readFile(cached, 'utf8')).toContain('2.12.0');
    const repairs = said.filter((sentence) => sentence.startsWith(`The cached ${cached} does`));
    expect(repairs).toHaveLength(1);
    expect(repairs[0]).toMatch(/; fetching it again\.$/);
  });

  test('never puts a fetched program into the cache that does not run', async () => {
    const broken: Source = {
      name: 'broken',
      fetch: async (into) => {
        await writeFile(join(into, 'fetched'), '#!/bin/sh\necho "error: half a file" >&2\nexit 1\n');
        return join(into, 'fetched');
      },
    };
    await expect(find(recipe(broken))).rejects.toThrow('broken: what it fetched does not run (error: half a file)');
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test('lets two starts fetch at once', async () => {
    const both = await Promise.all([find(recipe(fetches('a', '2.12.0'))), find(recipe(fetches('a', '2.12.0')))]);
    const binary = join(cacheDir, 'planetd');
    expect(both).toEqual([
      { kind: 'program', binary },
      { kind: 'program', binary },
    ]);
    expect(await readdir(cacheDir)).toEqual(['planetd']);
  });
});

describe('a server that cannot be had', () => {
  test('lists every attempt, and says what to install and which variable to set', async () => {
    await program(join(path, 'planetd'), '1.0.0');
    const failure = await find(recipe(fails('a', 'no network'), fails('b', 'python3 is not on the PATH'))).catch(
      String,
    );
    expect(failure).toBe(
      [
        'Error: Planet was not found and could not be fetched: install Planet 2.10.0 or newer so that planetd is on ' +
          'the PATH, or set PLANET_ADDRESS to a server that runs. Tried:',
        `  - the PATH: ${join(path, 'planetd')} is version 1.0.0, older than 2.10.0`,
        `  - the cache: there is no ${join(cacheDir, 'planetd')} yet`,
        '  - a: no network',
        '  - b: python3 is not on the PATH',
      ].join('\n'),
    );
  });
});

import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = new Map<string, Promise<string>>();

/**
 * One of our mains, or a script of the tests, as a single file of JavaScript over the installed packages: the same sources, which tsx would take
 * several seconds of a core to load at each of the many starts here. `start.test.ts` starts them as they stand.
 * @param entry from the root of the repository
 * @returns the file
 */
export async function builtProgram(entry: string): Promise<string> {
  const file = built.get(entry) ?? bundle(entry);
  built.set(entry, file);
  return await file;
}

/** Starts a script of the tests as a process of its own, which writes where we do. */
export async function startBuilt(script: URL, given: readonly string[]): Promise<ChildProcess> {
  const file = await builtProgram(relative(root, fileURLToPath(script)));
  return spawn(process.execPath, [file, ...given], { cwd: root, stdio: 'inherit' });
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    write: false,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    plugins: [sourcesKnowTheirPlace],
    logLevel: 'silent',
  });
  // Beside the packages, where they are found. In one step: other test files write the same at the same time.
  const file = join(root, 'node_modules/.cache/sojourn-tests', entry.replace(/\.ts$/, '.mjs'));
  const unfinished = `${file}.${randomUUID()}`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(unfinished, outputFiles[0]?.contents ?? '');
  await rename(unfinished, file);
  return file;
}

/** What a source says of its own place must still be true: files beside it are found from there. */
const sourcesKnowTheirPlace: Plugin = {
  name: 'sources-know-their-place',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { contents: source.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)), loader: 'ts' };
    });
  },
};

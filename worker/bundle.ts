import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleOption } from '@temporalio/worker';

/** What reaches a bundle: workflows, the domain values they may import, and how it is made. */
const SOURCES = ['workflows', 'domain', 'worker/bundle.ts'] as const;
/** npm's own record of the installed packages. */
const INSTALLED = 'node_modules/.package-lock.json';
const NAME = /^workflows-[0-9a-f]{64}\.js$/;
/** Left by sources that have changed since. */
const OLD_MS = 24 * 60 * 60 * 1_000;
const OURS = join(dirname(fileURLToPath(import.meta.url)), '..');

interface BundleWanted {
  readonly root?: string;
  readonly folder?: string;
  /** The file that failures are converted by within workflows; left out: as the library does. See `codec/coding.ts`. */
  readonly failures?: string | undefined;
}

/**
 * The workflow code for a worker. Making it takes a second or two of one core, so it is made once for the same sources
 * and packages, and kept in `folder`, by default beside those packages; where nothing can be written it is made anew
 * each time.
 */
export async function workflowBundle(wanted: BundleWanted = {}): Promise<WorkflowBundleOption> {
  const { root = OURS, folder = join(root, 'node_modules', '.cache', 'sojourn'), failures } = wanted;
  const codePath = join(folder, `workflows-${await fingerprint(root, failures)}.js`);
  if (await isThere(codePath)) return { codePath };
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows', 'index.ts'),
    preloadModules: ['@temporalio/workflow'],
    ...(failures === undefined ? {} : { failureConverterPath: failures }),
    logger: new DefaultLogger('WARN'),
  });
  return (await keep(folder, codePath, code)) ? { codePath } : { code };
}

/** SHA-256 over the paths and contents of all that a bundle depends on. */
async function fingerprint(root: string, failures: string | undefined): Promise<string> {
  const hash = createHash('sha256');
  const files = await Promise.all(SOURCES.map((source) => filesOf(root, source)));
  for (const file of [INSTALLED, ...files.flat().toSorted()]) {
    const content = await readFile(join(root, file)).catch(() => '');
    hash.update(`${file}\n${content.length}\n`).update(content);
  }
  if (failures !== undefined) hash.update(await readFile(failures));
  return hash.digest('hex');
}

async function filesOf(root: string, source: string): Promise<readonly string[]> {
  if (source.endsWith('.ts')) return [source];
  const entries = await readdir(join(root, source), { recursive: true });
  return entries.filter((entry) => entry.endsWith('.ts')).map((entry) => `${source}/${entry}`);
}

/** In one step, so that a worker that is killed meanwhile leaves no half of one. @returns whether it is kept */
async function keep(folder: string, codePath: string, code: string): Promise<boolean> {
  const unfinished = `${codePath}.${process.pid}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(unfinished, code, { flush: true });
    await rename(unfinished, codePath);
    await removeOld(folder);
    return true;
  } catch {
    return await isThere(codePath);
  }
}

async function removeOld(folder: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    const file = join(folder, entry);
    if (!NAME.test(entry.replace(/\.\d+$/, ''))) continue;
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > OLD_MS) await rm(file, { force: true });
  }
}

async function isThere(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  );
}

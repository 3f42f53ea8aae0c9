import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OURS = join(dirname(fileURLToPath(import.meta.url)), '..');
const VITE = 'node_modules/vite/bin/vite.js';
/** Our own pages, and the script for those of shops. */
const FOLDERS = ['web', 'client', 'client/draws', 'client/push'] as const;

/**
 * Builds the pages where their sources are newer than what was built from them: a second of one core.
 * @throws Error with what the build said
 */
export async function buildPages(root: string = OURS): Promise<void> {
  if (await isBuilt(root)) return;
  // In this order: each empties the folder that the next one writes into, or leaves what is there.
  for (const folder of FOLDERS) await build(root, folder);
}

async function build(root: string, folder: string): Promise<void> {
  const built = spawn(process.execPath, [VITE, 'build', folder, '--logLevel', 'warn'], {
    cwd: root,
    // Whatever this process runs as: otherwise React would be built as it is for its own developers, twice as large.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  built.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) =>
    built.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new Error(`The pages could not be built:\n${said.trim()}`);
}

async function isBuilt(root: string): Promise<boolean> {
  const built = await changedAt(join(root, 'web', 'dist', 'client', 'sojourn.js'));
  const files = await Promise.all(
    FOLDERS.map(async (folder) => {
      const names = await readdir(join(root, folder), { recursive: true });
      return names.filter((name) => !name.startsWith('dist')).map((name) => join(root, folder, name));
    }),
  );
  const sources = files.flat();
  const changes = await Promise.all([join(root, 'package-lock.json'), ...sources].map(changedAt));
  return built > Math.max(...changes);
}

/** In milliseconds; 0: there is no such file. */
async function changedAt(file: string): Promise<number> {
  return await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

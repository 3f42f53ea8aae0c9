import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OURS = join(dirname(fileURLToPath(import.meta.url)), '..');
const VITE = 'node_modules/vite/bin/vite.js';

/**
 * Builds the pages where their sources are newer than what was built from them: a second of one core.
 * @throws Error with what the build said
 */
export async function buildPages(root: string = OURS): Promise<void> {
  if (await isBuilt(root)) return;
  const build = spawn(process.execPath, [VITE, 'build', 'web', '--logLevel', 'warn'], {
    cwd: root,
    // Whatever this process runs as: otherwise React would be built as it is for its own developers, twice as large.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  build.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) =>
    build.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new Error(`The pages could not be built:\n${said.trim()}`);
}

async function isBuilt(root: string): Promise<boolean> {
  const built = await changedAt(join(root, 'web', 'dist', 'index.html'));
  const files = await readdir(join(root, 'web'), { recursive: true });
  const sources = files.filter((file) => !file.startsWith('dist')).map((file) => join(root, 'web', file));
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

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sojourn-bootstrap-'));
  await mkdir(join(root, 'embedded'));
  await copyFile(
    fileURLToPath(new URL('../../embedded/bootstrap.mjs', import.meta.url)),
    join(root, 'embedded', 'bootstrap.mjs'),
  );
  await writeFile(join(root, 'package-lock.json'), '{"lockfileVersion": 3}');
  await npmDoes(`fs.mkdirSync('node_modules', { recursive: true });`);
  await writeFile(join(root, 'entry.mjs'), `console.log('ran', ...process.argv.slice(2)); process.exit(7);`);
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** An npm that notes each of its calls in `npm.log` and then runs the given statements. */
async function npmDoes(statements: string): Promise<void> {
  const note = `fs.appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n');`;
  await writeFile(join(root, 'npm.js'), `const fs = require('node:fs'); ${note} ${statements}`);
}

const npmCalls = () => readFile(join(root, 'npm.log'), 'utf8').catch(() => '');

function bootstrap(...args: string[]) {
  const child = spawn(process.execPath, [join(root, 'embedded', 'bootstrap.mjs'), ...args], {
    cwd: tmpdir(),
    env: { ...process.env, npm_execpath: join(root, 'npm.js') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => ({ code, signal, output }));
  return { child, ended };
}

describe('packages', () => {
  test('are installed on a fresh clone, then the entry runs with its arguments and exit code', async () => {
    const { code, output } = await bootstrap('entry.mjs', 'a', 'b').ended;
    expect(await npmCalls()).toBe('ci --include=dev\n');
    expect(output).toContain('ran a b');
    expect(code).toBe(7);
  });

  test('are left alone at the second start and installed again when the lock file changed', async () => {
    await bootstrap('entry.mjs').ended;
    const second = await bootstrap('entry.mjs').ended;
    expect(second.output).toBe('ran\n');
    await writeFile(join(root, 'package-lock.json'), '{"lockfileVersion": 3, "changed": true}');
    await bootstrap('entry.mjs').ended;
    expect(await npmCalls()).toBe('ci --include=dev\n'.repeat(2));
  });

  test('are left alone when somebody installed them by hand after the lock file was written', async () => {
    await mkdir(join(root, 'node_modules'));
    await writeFile(join(root, 'node_modules', '.package-lock.json'), '{}');
    await utimes(join(root, 'package-lock.json'), 1, 1);
    await bootstrap('entry.mjs').ended;
    expect(await npmCalls()).toBe('');
  });

  test('that an install was stopped in the middle of are installed again', async () => {
    await mkdir(join(root, 'node_modules'));
    await bootstrap('entry.mjs').ended;
    expect(await npmCalls()).toBe('ci --include=dev\n');
  });

  test('that cannot be installed are one sentence, and nothing runs', async () => {
    await npmDoes('process.exit(3);');
    const { code, output } = await bootstrap('entry.mjs').ended;
    expect(output).toContain('Packages could not be installed (npm ci ended with code 3, see above)');
    expect(output).not.toContain('ran');
    expect(code).toBe(1);
  });
});

describe('signals', () => {
  const COUNT = `
    let count = 0;
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
      count += 1;
      if (count === 1) setTimeout(() => { console.log('signals', count); process.exit(5); }, 300);
    });
    setInterval(() => undefined, 1000);
    console.log('ready');
  `;

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s reaches the entry once, however often it is repeated',
    async (signal) => {
      await writeFile(join(root, 'entry.mjs'), COUNT);
      const { child, ended } = bootstrap('entry.mjs');
      await once(child.stdout, 'data');
      child.kill(signal);
      child.kill(signal);
      expect(await ended).toMatchObject({ code: 5, output: expect.stringContaining('signals 1') });
    },
  );

  test('that ends the entry ends the bootstrap in the same way', async () => {
    await writeFile(join(root, 'entry.mjs'), `console.log('ready'); setInterval(() => undefined, 1000);`);
    const { child, ended } = bootstrap('entry.mjs');
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: null, signal: 'SIGTERM' });
  });
});

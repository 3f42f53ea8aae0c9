import { appendFile, cp, mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkflowBundleOption } from '@temporalio/worker';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { workflowBundle } from '../../worker/bundle.ts';

const OURS = fileURLToPath(new URL('../..', import.meta.url));

/** A checkout of its own, whose sources may change. */
let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sojourn-bundle-'));
  folder = join(root, 'kept');
  await Promise.all([
    ...['workflows', 'domain'].map((name) => cp(join(OURS, name), join(root, name), { recursive: true })),
    symlink(join(OURS, 'node_modules'), join(root, 'node_modules')),
  ]);
});
afterEach(() => rm(root, { recursive: true, force: true }));

function pathOf(bundle: WorkflowBundleOption): string {
  if (!('codePath' in bundle)) throw new Error('the bundle is not kept');
  return bundle.codePath;
}

test('given the same sources, when a worker starts again, then it takes the bundle that is there', async () => {
  const first = pathOf(await workflowBundle({ root, folder }));
  const { mtimeMs, ino } = await stat(first);
  const second = pathOf(await workflowBundle({ root, folder }));
  expect(second).toBe(first);
  expect(await stat(second)).toMatchObject({ mtimeMs, ino });
});

test('given other sources, when a worker starts, then it makes a bundle of those', async () => {
  const before = pathOf(await workflowBundle({ root, folder }));
  await appendFile(join(root, 'workflows/customer.ts'), "\nexport const CHANGED = 'by a newer version';\n");
  const after = pathOf(await workflowBundle({ root, folder }));
  expect(await readFile(before, 'utf8')).not.toContain('by a newer version');
  expect(await readFile(after, 'utf8')).toContain('by a newer version');
});

test('given a folder that nobody can write to, then the worker starts with a bundle in memory', async () => {
  // No folder can be made below a file.
  const bundle = await workflowBundle({ root, folder: join(root, 'workflows/index.ts') });
  expect('code' in bundle && bundle.code).toContain('WorkflowExecution');
});

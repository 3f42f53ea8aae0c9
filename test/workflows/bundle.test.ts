import { readFile } from 'node:fs/promises';
import { expect, inject, test } from 'vitest';

test('the workflow bundle holds nothing heavy: a cached customer takes kilobytes, not half a megabyte', async () => {
  const bundle = await readFile(inject('workflowBundlePath'), 'utf8');
  const modules = [...bundle.matchAll(/node_modules\/((?:@[a-z-]+\/)?[a-z-]+)/g)].map((match) => match[1]);
  expect(new Set(modules)).toContain('@temporalio/workflow');
  for (const heavy of ['zod', 'mongoose', 'mongodb', 'express', 'liquidjs', 'nodemailer']) {
    expect(modules).not.toContain(heavy);
  }
});

test('the rules of the domain are not in the bundle: they may change under sleeping customers', async () => {
  const bundle = await readFile(inject('workflowBundlePath'), 'utf8');
  expect(bundle).not.toMatch(/domain\/(?:decide|rfm|journey|policy)/);
});

import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

test('one seed gives one run, step by step', async () => {
  const [first, second] = [await simulate(7), await simulate(7)];
  expect(second).toEqual(first);
  expect(await simulate(8)).not.toEqual(first);
});

test('a run is as rough as it claims to be', async () => {
  const runs = await Promise.all(Array.from({ length: 20 }, (_, seed) => simulate(seed)));
  const average = (of: (run: Awaited<ReturnType<typeof simulate>>) => number) =>
    runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  expect(average((run) => run.crashes)).toBeGreaterThan(30);
  expect(average((run) => run.acknowledged)).toBeGreaterThan(50);
});

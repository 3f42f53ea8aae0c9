import { expect, test } from 'vitest';
import { openStand } from '../faults/stand.ts';
import { blocksOf, expectShown, paste, problemsIn } from './pasted.ts';

test('what the README says to paste works, and again; and prints what the README shows', async () => {
  const blocks = await blocksOf('README.md', '## The API in five minutes', '## A year of real orders');
  expect(blocks.flatMap(({ shown }) => shown).length).toBeGreaterThan(6);
  const { api } = await openStand();

  const first = await paste(blocks, api.door);
  expect(
    first.answers.filter((answer) => !answer.startsWith('20')),
    problemsIn(first),
  ).toEqual([]);
  expectShown(blocks, first);

  const second = await paste(blocks, api.door);
  expect(second.printed).toHaveLength(blocks.length);
  expect(
    second.answers.filter((answer) => !answer.startsWith('20')),
    problemsIn(second),
  ).toEqual([`409 POST ${api.door.url}/v1/workspaces`]);
});

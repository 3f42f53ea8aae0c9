import { expect, test } from 'vitest';
import { openStand } from '../faults/stand.ts';
import { blocksOf, expectShown, paste, problemsIn } from './pasted.ts';

/** What is pasted into the same shell, page after page. */
const GOES_ON = ['journeys', 'data', 'team', 'scoring', 'policies'];

test('what the README and the pages after it say to paste works, and again; and prints what they show', async () => {
  const five = await blocksOf('README.md', '## The API in five minutes', '## Read on');
  const pages = await Promise.all(GOES_ON.map((page) => blocksOf(`docs/${page}.md`, '# ')));
  const blocks = [...five, ...pages.flat()];
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

import { expect, test } from 'vitest';
import { withEarlierCalls } from '../../activities/jobs/earlier-calls.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import type { EndJobCall, JobCall } from '../../workflows/job-messages.ts';

const workspace = workspaceId.parse('shop');

function recorded() {
  const calls: (readonly [string, JobCall | EndJobCall])[] = [];
  const noting = (name: string) => async (call: JobCall) => void calls.push([name, call]);
  const names = ['fitRhythm', 'rollOut', 'rebuild', 'deleteWorkspace', 'importContacts'] as const;
  const [fitRhythm, rollOut, rebuild, deleteWorkspace, importContacts] = names.map(noting);
  if (!fitRhythm || !rollOut || !rebuild || !deleteWorkspace || !importContacts) throw new Error('five are noted');
  const works = { fitRhythm, rollOut, rebuild, deleteWorkspace, importContacts };
  const endJob = async (call: EndJobCall) => void calls.push(['endJob', call]);
  return { calls, names, activities: withEarlierCalls({ ...works, endJob }) };
}

test('what a history of 0.3.0 asks for by the id of a task is asked of the job of that id', async () => {
  const { calls, names, activities } = recorded();
  for (const name of names) {
    await activities[name]({ workspace, task: 'a', kind: 'fit' });
    await activities[name]({ workspace, job: 'b', kind: 'fit' });
  }
  expect(calls).toEqual(
    names.flatMap((name) => [
      [name, { workspace, job: 'a', kind: 'fit' }],
      [name, { workspace, job: 'b', kind: 'fit' }],
    ]),
  );
});

test('imports and tasks of 0.3.0 end as jobs do', async () => {
  const { calls, activities } = recorded();
  await activities.endImport({ workspace, job: 'a', state: 'failed', error: 'the file is gone' });
  await activities.endTask({ workspace, task: 'b', kind: 'contacts', state: 'done' });
  expect(calls).toEqual([
    ['endJob', { workspace, job: 'a', kind: 'import', state: 'failed', error: 'the file is gone' }],
    ['endJob', { workspace, job: 'b', kind: 'contacts', state: 'done' }],
  ]);
});

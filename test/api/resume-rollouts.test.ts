import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOUR } from '../../domain/time.ts';
import { resumeRollout, type LastRollout } from '../../publishing/resume-rollouts.ts';
import { currentPlaybook } from '../../publishing/book.ts';
import { NOW, openEdge, type Edge } from './edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());

/** The playbooks for which a rollout is begun where this was the last one. */
async function begun(was: Omit<LastRollout, 'changedAt'> | null, ago = 2 * HOUR): Promise<readonly number[]> {
  const { stores } = edge.deps;
  const playbooks: number[] = [];
  const rollOut = async (_workspace: string, playbook: number) => `job-${playbooks.push(playbook)}`;
  const last = was && { ...was, changedAt: NOW - ago };
  const ports = { parts: stores.parts, now: () => NOW, last: async () => last, rollOut };
  await resumeRollout(ports, edge.workspace, await currentPlaybook(stores, edge.workspace));
  return playbooks;
}

test('a rollout is begun again where the rules in force have none, and where it failed', async () => {
  // The rules that a workspace comes with need none.
  expect(await begun(null)).toEqual([]);
  await edge.call('put', '/v1/silence/model', { body: { overdueDays: 60, lapsedDays: 120 } });
  expect(await begun(null)).toEqual([2]);
  expect(await begun({ state: 'failed', playbook: 2 })).toEqual([2]);
  // Not at once: its cause may last.
  expect(await begun({ state: 'failed', playbook: 2 }, HOUR - 1)).toEqual([]);
  expect(await begun({ state: 'done', playbook: 1 })).toEqual([2]);
  expect(await begun({ state: 'cancelled', playbook: 1 })).toEqual([2]);
});

test('none is begun while one is under way, after one that is done, and after one that was called off', async () => {
  for (const state of ['queued', 'running', 'done', 'cancelled'] as const) {
    expect(await begun({ state, playbook: 2 })).toEqual([]);
  }
  expect(await begun({ state: 'running', playbook: 1 })).toEqual([]);
});

test('one is begun again, too, where customers have to wake anew', async () => {
  await edge.call('post', '/v1/journeys/lost-win-back/publish');
  await edge.call('post', '/v1/journeys/lost-win-back/pause');
  const { wakes } = await currentPlaybook(edge.deps.stores, edge.workspace);
  expect(await begun({ state: 'done', playbook: wakes - 1 })).toEqual([wakes]);
  expect(await begun({ state: 'done', playbook: wakes })).toEqual([]);
});

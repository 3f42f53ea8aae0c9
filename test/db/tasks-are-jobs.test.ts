import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connectStore } from '../../db/connection.ts';
import { mongoDifferenceStore } from '../../db/jobs/differences.ts';
import { mongoJobStore } from '../../db/jobs/store.ts';
import { tasksAreJobs } from '../../db/migrations/tasks-are-jobs.ts';
import { ensureIndexes } from '../../db/schema.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import { parseDraft } from '../../domain/scoring/parse-draft.ts';
import { databaseUri } from '../database-uri.ts';

let store: Connection;
beforeAll(async () => {
  store = await connectStore(databaseUri(inject('mongodbUri'), `tasks-${randomUUID().slice(0, 8)}`));
});
afterAll(async () => {
  await store.dropDatabase();
  await store.close();
});

describe('background work of 0.3.0', () => {
  const workspace = workspaceId.parse('shop');
  const common = { workspace, done: 2, total: 3, startedAt: 1_000, changedAt: 2_000 };
  const tasks = [
    { ...common, _id: 'a-fit', kind: 'fit', options: { publish: true }, state: 'done' },
    { ...common, _id: 'a-rollout', kind: 'rollout', playbook: 4, state: 'running', active: 1 },
    {
      ...common,
      _id: 'a-deletion',
      workspace: 'gone',
      kind: 'delete-workspace',
      state: 'done',
      result: { workflows: 7 },
    },
    { ...common, _id: 'read', kind: 'contacts', options: {}, stored: true, state: 'running', active: 1 },
    { ...common, _id: 'sent', workspace: 'b', kind: 'contacts', options: {}, stored: true, state: 'queued', active: 1 },
    {
      ...common,
      _id: 'half',
      workspace: 'c',
      kind: 'contacts',
      options: {},
      stored: false,
      state: 'running',
      active: 1,
    },
  ];
  const anImport = {
    ...common,
    _id: 'an-import',
    kind: 'import',
    state: 'running',
    phase: 'reading',
    phaseAt: 1,
    active: 1,
  };
  const native = (name: string) => {
    return store.getClient().db(store.name).collection<{ readonly _id: string } & Record<string, unknown>>(name);
  };

  test('is found under its ids in one collection, whatever was cut off on the way there', async () => {
    await native('tasks').insertMany(tasks);
    await native('jobs').insertOne(anImport);
    await native('jobs').createIndex(
      { workspace: 1, kind: 1 },
      { unique: true, partialFilterExpression: { active: 1 } },
    );
    await native('differences').insertOne({ _id: 'a-fit:shop:c:x', task: 'a-fit', customer: 'c', field: 'x' });
    // Moved already by an attempt that died before it could take the task away; it has got on since.
    await native('jobs').insertOne({ ...common, _id: 'a-rollout', kind: 'rollout', playbook: 5, active: 1 });
    const told: string[] = [];
    const tell = async (done: number, of: number) => void told.push(`${done}/${of}`);
    await tasksAreJobs.run(store, tell);
    await tasksAreJobs.run(store, tell);
    expect(told.at(-1)).toBe('7/7');

    const jobs = mongoJobStore(store);
    await ensureIndexes(store);
    const listed = await jobs.list(workspace, 10);
    expect(new Set(listed.map(({ _id }) => _id))).toEqual(new Set(['a-fit', 'a-rollout', 'an-import', 'read']));
    expect(await jobs.find(workspace, 'an-import')).toEqual(anImport);
    expect(await jobs.find(workspace, 'a-fit')).toEqual({ ...tasks[0], earlier: 'task' });
    expect(await jobs.find(workspace, 'a-rollout')).toMatchObject({ playbook: 5 });
    expect(await jobs.find(workspace, 'read')).toMatchObject({ phase: 'reading', earlier: 'task' });
    expect(await jobs.find(workspaceId.parse('b'), 'sent')).toMatchObject({ phase: 'waiting' });
    expect(await jobs.find(workspaceId.parse('c'), 'half')).toMatchObject({ phase: 'uploading' });
    expect(await jobs.deletion(workspaceId.parse('gone'))).toMatchObject({
      _id: 'a-deletion',
      result: { workflows: 7 },
    });
    expect(await mongoDifferenceStore(store).list('a-fit', { limit: 9 })).toMatchObject([{ job: 'a-fit', field: 'x' }]);
    expect(await native('tasks').countDocuments()).toBe(0);
  });

  test('does not keep a workspace from having several jobs of a kind that want other things', async () => {
    const jobs = mongoJobStore(store);
    const preview = { ...common, kind: 'preview', state: 'queued', active: 1, warnings: [] } as const;
    const parsed = parseDraft({ preset: 'seven' });
    if (!('draft' in parsed)) throw new Error('the preset is gone');
    const { draft } = parsed;
    const row = (slot: string) => ({ ...preview, _id: slot, slot, options: { draft } });
    expect([await jobs.begin(row('one')), await jobs.begin(row('two'))]).toEqual([true, true]);
    expect(await jobs.begin({ ...row('one'), _id: 'again' })).toBe(false);
    expect(await jobs.unfinished(row('two'))).toMatchObject({ _id: 'two' });
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mongoFitScheduleStore } from '../../db/jobs/fit-schedules.ts';
import { mongoJobStore } from '../../db/jobs/store.ts';
import { isoTime } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';

let edge: Edge;
beforeEach(async () => {
  edge = await openEdge();
});
afterEach(() => edge.close());

const PATH = '/v1/silence/schedule';
const WISH = { every: '30d', falseAlarms: { overdue: 0.2 }, bySegment: { champions: { overdue: 0.1, lapsed: 0.02 } } };

describe('fits by themselves', () => {
  test('are not there until somebody asks for them', async () => {
    expect((await edge.call('get', PATH)).body).toEqual({ schedule: null, job: null });
  });

  test('are kept where Temporal does not answer, and the first one is begun at once', async () => {
    const { status, body } = await edge.call('put', PATH, { body: WISH });
    expect(status).toBe(200);
    expect(body.schedule).toEqual({
      every: '30d',
      setAt: isoTime(NOW),
      inTemporal: false,
      next: null,
      falseAlarms: { overdue: 0.2, lapsed: expect.closeTo(0.1, 10) },
      costs: null,
      bySegment: [{ segment: 'champions', overdue: 0.1, lapsed: 0.02 }],
      floorDays: 7,
      capDays: 365,
    });
    expect(body.job).toMatchObject({ kind: 'fit', state: 'queued', begunBy: 'schedule', because: null });
    expect((await edge.call('get', PATH)).body).toEqual(body);
    const row = await mongoFitScheduleStore(edge.deps.connection).find(edge.workspace);
    expect(row).toMatchObject({ settled: false, wanted: { options: { publish: true, wanted: { by: 'share' } } } });
  });

  test('replace what was wanted before, and begin no fit where one is known', async () => {
    const { id } = (await edge.call('post', '/v1/silence/fit')).body.job;
    await mongoJobStore(edge.deps.connection).end(id, { state: 'done', at: NOW });
    await edge.call('put', PATH, { body: WISH });
    const costs = { message: 5, annoyance: 100, day: 2 };
    const { body } = await edge.call('put', PATH, { body: { every: 'P90D', costs, capDays: 400 } });
    expect(body.schedule).toMatchObject({ every: 'P90D', falseAlarms: null, costs, bySegment: [], capDays: 400 });
    expect(body.job).toMatchObject({ id, begunBy: 'call' });
    expect((await edge.call('get', '/v1/jobs')).body.jobs).toHaveLength(1);
  });

  test('end when they are no longer wanted, also twice; that is remembered until Temporal has heard of it', async () => {
    expect((await edge.call('delete', PATH)).status).toBe(204);
    const schedules = mongoFitScheduleStore(edge.deps.connection);
    expect(await schedules.find(edge.workspace)).toBeNull();
    await edge.call('put', PATH, { body: WISH });
    for (const _again of [1, 2]) expect((await edge.call('delete', PATH)).status).toBe(204);
    expect((await edge.call('get', PATH)).body).toMatchObject({ schedule: null, job: { state: 'queued' } });
    expect(await schedules.list('unsettled')).toEqual([edge.workspace]);
    const row = await schedules.find(edge.workspace);
    if (row) await schedules.settle(row);
    expect(await schedules.list('all')).toEqual([]);
  });

  test.each([
    [{}, 'every'],
    [{ every: '23h' }, 'every'],
    [{ every: '366d' }, 'every'],
    [{ every: '30 days' }, 'every'],
    [{ every: 30 }, 'every'],
    [{ every: '30d', publish: true }, 'publish'],
    [{ every: '30d', falseAlarms: { overdue: 0.2 }, costs: { message: 1, annoyance: 1, day: 1 } }, 'costs'],
    [{ every: '30d', floorDays: 30, capDays: 30 }, 'capDays'],
    [{ every: '30d', bySegment: { nobody: { overdue: 0.1 } } }, 'bySegment.nobody'],
  ])('are refused as %j', async (body, path) => {
    const response = await edge.call('put', PATH, { body });
    expect(response.status).toBe(422);
    expect(response.body.problems).toContainEqual(expect.objectContaining({ path }));
    expect((await edge.call('get', PATH)).body).toEqual({ schedule: null, job: null });
  });

  test('are for marketers', async () => {
    const key = await edge.keyFor('ingest');
    for (const method of ['get', 'put', 'delete'] as const)
      expect((await edge.call(method, PATH, { key })).status).toBe(403);
  });
});

test('one of several that look at predictions takes the look, once a day', async () => {
  const schedules = mongoFitScheduleStore(edge.deps.connection);
  const claims = await Promise.all([1, 2, 3].map(() => schedules.claimLook(edge.workspace, 100, 0)));
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect(await schedules.claimLook(edge.workspace, 150, 99)).toBe(false);
  expect(await schedules.claimLook(edge.workspace, 200, 100)).toBe(true);
  expect((await edge.call('get', PATH)).body.schedule).toBeNull();
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mongoDifferenceStore } from '../../db/jobs/differences.ts';
import { journalCollection } from '../../db/events/journal.ts';
import { mongoJobStore } from '../../db/jobs/store.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { customerKey, journalKey } from '../../domain/keys.ts';
import type { SilenceModel } from '../../domain/silence/silence-model.ts';
import { DAY } from '../../domain/time.ts';
import { publishSilenceOver } from '../publish.ts';
import { NOW, openEdge, type Edge } from './edge.ts';

let edge: Edge;
beforeEach(async () => {
  edge = await openEdge();
});
afterEach(() => edge.close());

const RHYTHM: NonNullable<SilenceModel['rhythm']> = {
  fittedAt: NOW - DAY,
  customers: 2_357,
  repeaters: 946,
  fit: { by: 'mbg-nbd', parameters: { r: 0.5, alpha: 6, a: 0.9, b: 1.6 }, overdue: 0.5, lapsed: 0.2 },
  firstGap: { overdueDays: 50, lapsedDays: 150, gaps: 946 },
  floorDays: 7,
  capDays: 365,
  spend: null,
  meanOrder: 3_500,
};

async function publishRhythm(): Promise<void> {
  await publishSilenceOver(edge.deps.connection, edge.workspace, () => NOW, { rhythm: RHYTHM });
}

describe('the rules of silence', () => {
  test('are fixed days at first', async () => {
    const { body } = await edge.call('get', '/v1/silence/model');
    expect(body).toEqual({
      playbook: 1,
      model: { version: 1, limitsOf: null, overdueDays: 90, lapsedDays: 180, rule: null, rhythm: null },
      adoption: [],
      drift: null,
      fit: null,
    });
    const { versions } = (await edge.call('get', '/v1/silence/versions')).body;
    expect(versions).toEqual([{ model: body.model, playbook: 1, publishedAt: null }]);
  });

  test('change by publishing; the reply names the rollout, and publishing the same again changes nothing', async () => {
    const call = { body: { overdueDays: 60, lapsedDays: 120 } };
    const { status, body } = await edge.call('put', '/v1/silence/model', call);
    expect(status).toBe(200);
    expect(body).toMatchObject({ playbook: 2, changed: true, model: { version: 2, overdueDays: 60 } });
    const { job } = (await edge.call('get', `/v1/jobs/${body.rollout}`)).body;
    expect(job).toMatchObject({ kind: 'rollout', state: 'queued', done: 0, total: null });
    const again = await edge.call('put', '/v1/silence/model', call);
    expect(again.body).toMatchObject({ playbook: 2, changed: false, rollout: null });
    const { versions } = (await edge.call('get', '/v1/silence/versions')).body;
    expect(versions.map(({ model }: { model: SilenceModel }) => model.version)).toEqual([2, 1]);
    expect(versions[0].publishedAt).toBe(new Date(NOW).toISOString());
  });

  test('keep their rhythm when the days change, and lose it when it is turned off', async () => {
    await publishRhythm();
    const kept = await edge.call('put', '/v1/silence/model', { body: { overdueDays: 60, lapsedDays: 120 } });
    expect(kept.body.model).toMatchObject({ version: 3, rhythm: { by: 'mbg-nbd', parameters: { r: 0.5 } } });
    const off = { overdueDays: 60, lapsedDays: 120, rhythm: 'off' };
    const { model } = (await edge.call('put', '/v1/silence/model', { body: off })).body;
    expect(model).toEqual({ version: 4, limitsOf: null, overdueDays: 60, lapsedDays: 120, rule: null, rhythm: null });
  });

  test.each([
    [{ overdueDays: 90, lapsedDays: 90 }, 'lapsedDays', 'must be more than overdueDays'],
    [{ overdueDays: 0, lapsedDays: 90 }, 'overdueDays', 'at least 1 day'],
    [{ overdueDays: 1.5, lapsedDays: 90 }, 'overdueDays', 'whole'],
    [{ overdueDays: 30, lapsedDays: 90, rhythm: 'on' }, 'rhythm', 'off'],
  ])('are refused as %j, and those in force stay', async (body, path, words) => {
    const response = await edge.call('put', '/v1/silence/model', { body });
    expect(response.status).toBe(422);
    const message = expect.stringContaining(words);
    expect(response.body.problems).toContainEqual(expect.objectContaining({ path, message }));
    expect((await edge.call('get', '/v1/silence/model')).body.playbook).toBe(1);
  });
});

describe('a fit', () => {
  test('is a job; a second one asked for meanwhile is the same', async () => {
    const first = await edge.call('post', '/v1/silence/fit');
    expect(first.status).toBe(202);
    expect(first.body.job).toMatchObject({ kind: 'fit', state: 'queued' });
    const second = await edge.call('post', '/v1/silence/fit', { body: { publish: false } });
    expect(second.body.job.id).toBe(first.body.job.id);
    expect((await edge.call('get', '/v1/jobs')).body.jobs).toEqual([first.body.job]);
  });

  test.each([
    [{ falseAlarms: { overdue: 0.2, lapsed: 0.3 } }, 'falseAlarms.lapsed'],
    [{ falseAlarms: { overdue: 1 } }, 'falseAlarms.overdue'],
    [{ falseAlarms: { overdue: 0.2 }, costs: { message: 1, annoyance: 1, day: 1 } }, 'costs'],
    [{ costs: { message: 0, annoyance: 0, day: 0 } }, 'costs'],
    [{ costs: { message: 1 } }, 'costs.annoyance'],
    [{ bySegment: { champions: { overdue: 0 } } }, 'bySegment.champions.overdue'],
    [{ bySegment: { constructor: { overdue: 0.1 } } }, 'bySegment.constructor'],
    [{ overdue: 0.5 }, 'overdue'],
    [{ floorDays: 30, capDays: 30 }, 'capDays'],
    [{ floorDays: 0 }, 'floorDays'],
  ])('is refused with %j', async (body, path) => {
    const response = await edge.call('post', '/v1/silence/fit', { body });
    expect(response.status).toBe(422);
    expect(response.body.problems).toContainEqual(expect.objectContaining({ path }));
    expect((await edge.call('get', '/v1/jobs')).body.jobs).toEqual([]);
  });

  test('that was refused says why and how far the base is', async () => {
    const { id } = (await edge.call('post', '/v1/silence/fit')).body.job;
    const shortfalls = [{ what: 'customers', needed: 500, found: 40 }] as const;
    const outcome = {
      is: 'refused',
      code: 'too-little-data',
      because: 'There is too little data.',
      shortfalls,
    } as const;
    const learned = { asOf: NOW, customers: 40, repeaters: 11, summaries: 2, gaps: 11, gapsNeeded: 100 };
    const nothing = { firstGap: null, spend: null, rhythm: null, published: null };
    const jobs = mongoJobStore(edge.deps.connection);
    await jobs.change(id, { result: { ...learned, ...nothing, tried: [{ by: 'mbg-nbd', outcome }] } });
    await jobs.end(id, { state: 'done', at: NOW });
    const { job } = (await edge.call('get', `/v1/jobs/${id}`)).body;
    expect(job).toMatchObject({
      state: 'done',
      result: { accepted: false, customers: 40, summaries: 2, rhythm: null },
    });
    expect(job.result.tried).toEqual([
      { by: 'mbg-nbd', accepted: false, code: 'too-little-data', because: 'There is too little data.', shortfalls },
    ]);
    expect((await edge.call('delete', `/v1/jobs/${id}`)).status).toBe(409);
  });
});

describe('a rebuild', () => {
  test('is for operators, and lists its differences in pages', async () => {
    expect((await edge.call('post', '/v1/rebuild', { key: await edge.keyFor('marketer') })).status).toBe(403);
    const { job } = (await edge.call('post', '/v1/rebuild')).body;
    expect(job).toMatchObject({ kind: 'rebuild', state: 'queued' });
    const customer = customerId.parse('c-1');
    const found = ['orders', 'revenue', 'segment'].map((field) => ({ field, live: '1', rebuilt: 'x'.repeat(3_000) }));
    const differences = mongoDifferenceStore(edge.deps.connection);
    await differences.add(job.id, { key: customerKey(edge.workspace, customer), customer }, found);
    const first = (await edge.call('get', `/v1/jobs/${job.id}/differences?limit=2`)).body;
    expect(first.differences.map(({ field }: { field: string }) => field)).toEqual(['orders', 'revenue']);
    expect(first.differences[0].rebuilt).toHaveLength(2_001);
    const rest = (await edge.call('get', `/v1/jobs/${job.id}/differences?limit=2&cursor=${first.next}`)).body;
    expect(rest).toMatchObject({ differences: [{ customer: 'c-1', field: 'segment', live: '1' }], next: null });
    expect((await edge.call('get', '/v1/jobs/none/differences')).status).toBe(404);
  });
});

describe('calibration', () => {
  test('says so where there is nothing to compare', async () => {
    const { body } = await edge.call('get', '/v1/silence/calibration');
    expect(body).toMatchObject({ days: 90, since: null, models: [], stages: [] });
    expect(body.summary).toBe('Nobody has fallen silent yet, so there is nothing to compare.');
    expect(body.overall).toEqual({ judged: 0, returned: 0, actual: null, predicted: null, withPrediction: 0, open: 0 });
  });

  test('compares what was predicted with what happened, per stage, cause and tenth', async () => {
    await silent('a', { stage: 'overdue', by: 'rhythm', model: 2, chance: 0.62 }, 200, 150);
    await silent('b', { stage: 'overdue', by: 'rhythm', model: 2, chance: 0.64 }, 200);
    await silent('c', { stage: 'overdue', by: 'fixed', model: 1 }, 300);
    await silent('d', { stage: 'lapsed', by: 'rhythm', model: 2, chance: 0.1 }, 10);
    const { body } = await edge.call('get', '/v1/silence/calibration');
    expect(body.models).toEqual([1, 2]);
    expect(body.overall).toMatchObject({ judged: 3, returned: 1, withPrediction: 2, open: 1 });
    expect(body.overall.predicted).toBeCloseTo(0.63, 10);
    expect(body.summary).toContain('after 1 of 3 stages of silence; the mean prediction was 63.0 %');
    const [overdue, lapsed] = body.stages;
    expect(overdue).toMatchObject({ stage: 'overdue', judged: 3, returned: 1 });
    expect(overdue.by.map(({ by }: { by: string }) => by)).toEqual(['rhythm', 'fixed']);
    expect(overdue.by[0]).toMatchObject({ judged: 2, actual: 0.5 });
    expect(overdue.tenths).toEqual([expect.objectContaining({ from: 0.6, to: 0.7, judged: 2, returned: 1 })]);
    expect(lapsed).toMatchObject({ stage: 'lapsed', judged: 0, actual: null, open: 1 });
    const other = (await edge.call('get', '/v1/silence/calibration?days=30')).body;
    expect(other.overall).toMatchObject({ judged: 3, returned: 0, predicted: null, withPrediction: 0 });
  });
});

type Begun = { stage: 'overdue' | 'lapsed'; by: 'rhythm' | 'fixed'; model: number; chance?: number };

async function silent(name: string, silence: Begun, daysAgo: number, backDaysAgo?: number): Promise<void> {
  const customer = customerId.parse(name);
  const key = customerKey(edge.workspace, customer);
  const at = NOW - daysAgo * DAY;
  const entry = (seq: number, when: number) => ({
    _id: journalKey(key, seq),
    workspace: edge.workspace,
    customer,
    key,
    now: when,
    turn: seq,
    heard: 0,
    seq,
    at: when,
    playbook: 1,
    events: [],
    score: null,
    segment: null,
    facts: [],
    effects: [],
  });
  const journal = journalCollection(edge.deps.connection);
  await journal.insertOne({ ...entry(1, at), silence });
  if (backDaysAgo === undefined) return;
  const back = NOW - backDaysAgo * DAY;
  await journal.insertOne({ ...entry(2, back), returned: [{ stage: silence.stage, at, back }] });
}

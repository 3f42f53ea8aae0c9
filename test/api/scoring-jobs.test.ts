import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { jobCollection } from '../../db/jobs/store.ts';
import { DAY } from '../../domain/time.ts';
import { openScoring, QUANTILES } from './scoring-world.ts';

const world = await openScoring();
const { edge, put, post, fill, duties } = world;
const rows = jobCollection(edge.deps.connection);
/** Nobody keeps counters for this way of counting. */
const OTHERWISE = { ...QUANTILES, windowDays: null };

beforeEach(() => world.reset());
afterAll(() => edge.close());

async function ended(id: string): Promise<Readonly<Record<string, unknown>>> {
  for (;;) {
    const { job } = (await edge.call('get', `/v1/jobs/${id}`)).body;
    if (job.state !== 'queued' && job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('a preview that nobody waits for', () => {
  test('is a job, whose result is what the call would have answered', async () => {
    await fill();
    const now = await edge.call('post', '/v1/scoring/preview?wait=0', { body: OTHERWISE });
    expect(now).toMatchObject({ status: 202, body: { job: { kind: 'preview' } } });
    const job = await ended(now.body.job.id);
    const later = await post('preview', OTHERWISE);
    expect(job).toMatchObject({
      state: 'done',
      result: { preview: later.body, problems: [] },
      done: 1_200,
      total: 1_200,
    });
  });

  test('is the same job where the same is asked for meanwhile, and another where another draft is', async () => {
    await fill();
    const ask = async (body: unknown) => (await edge.call('post', '/v1/scoring/preview?wait=0', { body })).body.job.id;
    const [one, same, other] = await Promise.all([ask(OTHERWISE), ask(OTHERWISE), ask({ preset: 'flowcot-six' })]);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
    await Promise.all([ended(one), ended(other)]);
  });

  test('of a base too thin says so in the job as in the answer', async () => {
    const now = await edge.call('post', '/v1/scoring/preview?wait=0', { body: OTHERWISE });
    const job = await ended(now.body.job.id);
    const { status, body } = await post('preview', OTHERWISE);
    expect([status, body.code]).toEqual([422, 'not-publishable']);
    expect(job).toMatchObject({ state: 'done', result: { preview: null, problems: body.problems } });
  });

  test('is forgotten a day later; other jobs stay', async () => {
    await fill();
    await post('preview', OTHERWISE);
    await edge.call('post', '/v1/rebuild');
    await rows.updateMany({ kind: 'rebuild' }, { $set: { state: 'done' }, $unset: { active: 1 } });
    edge.clock.now += DAY;
    await duties();
    expect(await rows.countDocuments({ kind: 'preview' })).toBe(1);
    edge.clock.now += 1;
    await duties();
    expect(await rows.distinct('kind')).not.toContain('preview');
    expect(await rows.distinct('kind')).toContain('rebuild');
  });
});

describe('publishing quantiles that count otherwise', () => {
  test('takes what a preview of the same draft has counted a moment before, and counts anew later', async () => {
    await fill();
    await put(OTHERWISE);
    const { body } = await post('preview');
    expect((await post('publish')).body.cutOffs).toEqual(body.cutOffs);
    expect(await rows.countDocuments({ kind: 'preview' })).toBe(1);
  });

  test('answers that everybody is being counted where that takes longer, and publishes nothing', async () => {
    await fill();
    await put(OTHERWISE);
    const { jobs } = edge.deps;
    Object.assign(edge.deps, { jobs: { ...jobs, wait: async (row: unknown) => row } });
    const { status, body } = await post('publish');
    Object.assign(edge.deps, { jobs });
    const [preview] = await rows.find({ kind: 'preview' }).toArray();
    expect([status, body.code]).toEqual([409, 'conflict']);
    expect(body.detail).toContain(preview?._id);
    expect((await world.get()).body.model.version).toBe(1);
    await ended(preview?._id ?? '');
    expect((await post('publish')).body).toMatchObject({ version: 2, changed: true });
  });
});

test('a recomputation that nobody waits for is a job, which says what it has published', async () => {
  await fill();
  await put(QUANTILES);
  await post('publish');
  edge.clock.now += 30 * DAY;
  const { status, body } = await edge.call('post', '/v1/scoring/recompute?wait=0');
  expect([status, body.job.kind]).toEqual([202, 'recompute']);
  const published = { version: 3, changed: true, rollout: expect.any(String) };
  expect(await ended(body.job.id)).toMatchObject({ state: 'done', result: { published, problems: [] } });
});

test('everybody is counted anew once a day, and a counter that went astray is told and put right', async () => {
  await fill();
  await put(QUANTILES);
  await post('publish');
  await duties();
  const recounts = async () => await rows.find({ kind: 'recount' }).sort({ startedAt: 1 }).toArray();
  expect(await recounts()).toEqual([]);
  const counters = edge.deps.connection.collection<{ sums: { customers: number } }>('counters');
  await counters.updateOne({ 'sums.customers': { $gt: 0 } }, { $inc: { 'sums.customers': 3 } });
  edge.clock.now += DAY;
  await duties();
  expect(await recounts()).toMatchObject([{ state: 'done', result: { differences: 1, shown: [expect.any(String)] } }]);
  await duties();
  expect(await recounts()).toHaveLength(1);
  edge.clock.now += DAY;
  await duties();
  expect((await recounts())[1]).toMatchObject({ state: 'done', result: { differences: 0, shown: [] } });
});

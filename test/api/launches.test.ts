import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventCollection } from '../../db/events/events.ts';
import { SECOND } from '../../domain/time.ts';
import { eventually } from '../eventually.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
let lives: ReturnType<typeof livesIn>;
beforeAll(async () => {
  edge = await openEdge();
  lives = livesIn(edge);
  const mail = { id: 'mail', type: 'send', channel: 'email', subject: 'Hello', body: '<p>{{ segment }}</p>' };
  await live('winback', { on: 'launch' }, [mail, { id: 'pause', type: 'wait', for: '7d' }]);
  await live('basket', { on: 'event', event: 'purchase' }, [{ id: 'pause', type: 'wait', for: '60d' }]);
  // Newcomers, of whom the second may be mailed; regulars; and one who was lost.
  for (const id of ['new-1', 'new-2', 'new-3']) await lives.bought(id, [2]);
  await lives.told('new-2', { consent: { email: true }, address: { email: true } });
  await lives.bought('regular', [1, 3, 5, 9, 20, 33], 90_000);
  await lives.bought('gone', [300]);
  await lives.decided('gone', NOW);
});
afterAll(() => edge.close());

async function live(id: string, enter: object, steps: readonly object[]): Promise<void> {
  await edge.call('put', `/v1/journeys/${id}`, { body: { name: id, enter, steps } });
  expect((await edge.call('post', `/v1/journeys/${id}/publish`)).status).toBe(200);
}

const launch = (body: object) => edge.call('post', '/v1/launches', { body: { journey: 'winback', ...body } });
const ended = async (id: string) => {
  return await eventually(async () => {
    const { job } = (await edge.call('get', `/v1/jobs/${id}`)).body;
    return job.state === 'done' && job;
  });
};
const asked = (ref: string) =>
  eventCollection(edge.deps.connection)
    .find({ 'event.kind': 'entry', 'event.ref': ref })
    .sort({ customer: 1 })
    .toArray();
const people = async (id: string) => (await edge.call('get', `/v1/customers/${id}`)).body;

test('a dry run says what becomes of everybody, and asks nobody', async () => {
  const { status, body } = await launch({ to: { everybody: true }, except: { customers: ['gone'] }, dryRun: true });
  expect([status, body.job.state, body.job.done]).toEqual([200, 'done', 5]);
  expect(body.job.became).toEqual({
    now: 1,
    later: 0,
    enters: 0,
    excluded: [
      { because: 'no-consent', customers: 3 },
      { because: 'except', customers: 1 },
    ],
    // Of those who stay out nobody is counted.
    reach: { meant: 4, any: 1, email: 1, sms: 0, telegram: 0, push: 0, mobile: 0 },
  });
  expect(await asked(body.job.id)).toEqual([]);
});

test('a launch asks each once, with what comes with them, and decides as it foresaw', async () => {
  const wanted = { to: { everybody: true }, entry: { offer: 'spring' }, except: { customers: ['gone'] } };
  const { status, body } = await launch(wanted);
  expect(status).toBe(202);
  const job = await ended(body.job.id);
  expect(job).toMatchObject({ kind: 'launch', journey: 'winback', begunBy: 'call', done: 5, total: 5, perSecond: 100 });
  const rows = await asked(job.id);
  expect(rows.map(({ customer }) => customer)).toEqual(['new-1', 'new-2', 'new-3', 'regular']);
  for (const { customer, event } of rows) await lives.decided(customer, NOW, [event]);
  expect((await people('new-2')).inside).toContainEqual(
    expect.objectContaining({ journey: 'winback', entry: { offer: 'spring' } }),
  );
  // Now they are inside, and the same launch again says so, and so does their timeline.
  const again = await launch({ ...wanted, dryRun: true });
  expect(again.body.job.became.excluded).toContainEqual({ because: 'inside', customers: 4 });
  const second = await ended((await launch(wanted)).body.job.id);
  const [row] = await asked(second.id);
  if (row === undefined) throw new Error('nobody was asked');
  await lives.decided('new-1', NOW, [row.event]);
  const { body: told } = await edge.call('get', '/v1/customers/new-1/timeline');
  expect(told.entries[0].text).toContain('Did not enter winback: they are inside already');
});

describe('whom it brings', () => {
  const counted = async (to: object, more: object = {}) =>
    (await launch({ journey: 'basket', to, dryRun: true, ...more })).body.job;

  test('is a segment, a cell, a move, or a list of ids', async () => {
    const segmentOf = async (id: string) => (await people(id)).segment;
    const fresh = await segmentOf('new-1');
    const byCall = await edge.call('post', `/v1/segments/${fresh}/launch`, {
      body: { journey: 'basket', dryRun: true },
    });
    expect(byCall.body.job.total).toBe(3);
    expect((await counted({ segment: await segmentOf('regular') })).total).toBe(1);
    expect((await counted({ cell: { f: [4, 5] } })).total).toBe(1);
    expect((await counted({ moved: { to: [fresh], within: '3d' } })).total).toBe(3);
    expect((await counted({ moved: { to: [fresh], within: '1d' } })).total).toBe(0);
    expect((await counted({ moved: { from: ['champions'], to: [fresh], within: '30d' } })).total).toBe(0);
    const list = await counted({ customers: ['gone', 'new-1', 'nobody', 'gone'] });
    expect([list.total, list.became.excluded]).toEqual([
      3,
      [
        { because: 'inside', customers: 1 },
        { because: 'unknown', customers: 1 },
      ],
    ]);
  });

  test('is told apart by a condition, by segments and by journeys they are inside of', async () => {
    const bought = { field: 'totals.orders', op: 'gte', value: 2 };
    expect((await counted({ everybody: true }, { when: bought })).became.excluded).toEqual([
      { because: 'unmet', customers: 4 },
      { because: 'inside', customers: 1 },
    ]);
    const inside = await counted({ everybody: true }, { except: { inside: ['winback'] } });
    expect(inside.became.excluded).toContainEqual({ because: 'except', customers: 4 });
  });
});

test('a launch can wait and go on; what is asked for twice is one launch', async () => {
  await live('slow', { on: 'launch' }, [{ id: 'pause', type: 'wait', for: '7d' }]);
  const ids = Array.from({ length: 120 }, (_, n) => `crowd-${n}`);
  for (const id of ids.slice(0, 60)) await lives.bought(id, [2]);
  const wanted = { journey: 'slow', to: { customers: ids.slice(0, 60) }, perSecond: 1 };
  const [one, other] = await Promise.all([launch(wanted), launch(wanted)]);
  expect(one.body.job.id).toBe(other.body.job.id);
  const { id } = one.body.job;
  const paused = await edge.call('post', `/v1/launches/${id}/pause`);
  expect(paused.body.job).toMatchObject({ state: expect.stringMatching(/queued|running/), paused: true });
  // The clock of these tests stands, and with it the pace, unless somebody moves it.
  edge.clock.now += 120 * SECOND;
  expect((await edge.call('post', `/v1/launches/${id}/resume`)).body.job.paused).toBe(false);
  const moving = setInterval(() => (edge.clock.now += 60 * SECOND), 20);
  expect(await ended(id)).toMatchObject({ done: 60 });
  clearInterval(moving);
  expect(new Set((await asked(id)).map(({ customer }) => customer)).size).toBe(60);
  expect((await edge.call('post', `/v1/launches/${id}/pause`)).status).toBe(409);
  expect((await edge.call('post', '/v1/launches/none/pause')).status).toBe(404);
});

test('a journey can be left open for those who come later', async () => {
  await live('follow', { on: 'launch', again: '30d' }, [{ id: 'pause', type: 'wait', for: '7d' }]);
  const left = await launch({ journey: 'follow', to: { segment: 'at-risk' }, keepOpen: true });
  expect(left.status).toBe(202);
  const { body } = await edge.call('get', '/v1/journeys/follow');
  expect(body.live).toMatchObject({ version: 2, definition: { enter: { on: 'move', to: ['at-risk'], again: '30d' } } });
  await ended(left.body.job.id);
  await launch({ journey: 'follow', to: { segment: 'at-risk' }, keepOpen: true });
  expect((await edge.call('get', '/v1/journeys/follow')).body.live.version).toBe(2);
  expect((await launch({ journey: 'basket', to: { segment: 'at-risk' }, keepOpen: true })).status).toBe(409);
  expect((await launch({ to: { everybody: true }, keepOpen: true })).status).toBe(422);
});

test('what can bring nobody is refused', async () => {
  const refused = async (body: object) => {
    const reply = await launch(body);
    return [reply.status, reply.body.problems?.map(({ path }: { path: string }) => path)];
  };
  expect(await refused({ to: { segment: 'nowhere' } })).toEqual([422, ['to.segment']]);
  expect(await refused({ to: {} })).toEqual([422, ['to']]);
  expect(await refused({ to: { everybody: true, segment: 'lost' } })).toEqual([422, ['to']]);
  expect(await refused({ to: { cell: {} } })).toEqual([422, ['to.cell']]);
  expect(await refused({ to: { everybody: true }, except: { inside: ['nowhere'] } })).toEqual([422, ['except.inside']]);
  const never = { field: 'totals.orders', op: 'lt', value: 0 };
  expect(await refused({ to: { everybody: true }, when: never })).toEqual([422, ['when']]);
  expect((await launch({ journey: 'nowhere', to: { everybody: true } })).status).toBe(404);
});

test('an audience is launched for, stays out, and is left open for those who come into it later', async () => {
  const lately = { name: 'Lately', condition: { did: 'purchase', within: '3d' } };
  await edge.call('put', '/v1/audiences/lately', { body: lately });
  await edge.call('post', '/v1/audiences/lately/publish');
  for (const id of ['new-1', 'new-2', 'new-3', 'regular', 'gone']) await lives.decided(id, edge.clock.now);
  const { body } = await launch({ to: { audience: 'lately' }, dryRun: true });
  expect([body.job.state, body.job.done]).toEqual(['done', 4]);
  const narrowed = await launch({ to: { everybody: true }, when: { not: { in: 'lately' } }, dryRun: true });
  expect(narrowed.body.job.became.excluded).toContainEqual({ because: 'unmet', customers: 4 });
  const others = await launch({ to: { everybody: true }, except: { audiences: ['lately'] }, dryRun: true });
  expect(others.body.job.became.excluded).toContainEqual({ because: 'except', customers: 4 });
  const problems = async (wanted: object) =>
    (await launch(wanted)).body.problems.map(({ code, path }: Record<string, string>) => `${code} ${path}`);
  expect(await problems({ to: { audience: 'nobody' } })).toEqual(['unknown-audience to.audience']);
  expect(await problems({ to: { everybody: true }, when: { in: 'nobody' } })).toEqual(['unknown-audience when.in']);
  const except = { audiences: ['lately', 'nobody'] };
  expect(await problems({ to: { everybody: true }, except })).toEqual(['unknown-audience except.audiences']);

  await live('thanks', { on: 'launch', again: 'never' }, [{ id: 'pause', type: 'wait', for: '7d' }]);
  const wanted = { journey: 'thanks', to: { audience: 'lately' }, keepOpen: true };
  await ended((await launch(wanted)).body.job.id);
  const opened = {
    version: 2,
    definition: { enter: { on: 'audience', audience: 'lately', is: 'entered', again: 'never' } },
  };
  expect((await edge.call('get', '/v1/journeys/thanks')).body.live).toMatchObject(opened);
  await launch(wanted);
  expect((await edge.call('get', '/v1/journeys/thanks')).body.live.version).toBe(2);
});

test('a condition may ask what people did, also what nothing else asks', async () => {
  const excluded = async (when: object) =>
    (await launch({ to: { customers: ['new-1', 'regular', 'gone'] }, when, dryRun: true })).body.job.became.excluded;
  const unmet = (customers: number) => expect.arrayContaining([{ because: 'unmet', customers }]);
  const large = { field: 'event.amount', op: 'gte', value: 80_000 };
  expect(await excluded({ did: 'purchase', when: large })).toEqual(unmet(2));
  expect(await excluded({ did: 'purchase', when: large, times: 7 })).toEqual(unmet(3));
  expect(await excluded({ not: { did: 'purchase', times: 2, when: large, within: '10d' } })).toEqual(unmet(1));
  expect(await excluded({ any: [{ did: 'view' }, { did: 'purchase', within: '200d' }] })).toEqual(unmet(1));
  const entering = { did: 'purchase', within: 'entering' };
  expect((await launch({ to: { everybody: true }, when: entering })).body.problems).toMatchObject([
    { code: 'condition-never', path: 'when.within' },
  ]);
});

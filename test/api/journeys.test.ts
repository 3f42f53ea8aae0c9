import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journeyId } from '../../domain/ids.schema.ts';
import { publishJourney } from '../../domain/playbook.ts';
import { aJourney } from '../builders.ts';
import { openEdge, type Edge } from './edge.ts';
import { playbookOf020, type EarlierRow } from './earlier-rows.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());

const GOOD = {
  name: 'Welcome back',
  enter: { on: 'move', to: ['at-risk'], again: '90d' },
  exit: [{ on: 'event', event: 'purchase' }],
  steps: [
    { id: 'pause', type: 'wait', for: '1d' },
    { id: 'mail', type: 'send', channel: 'email', subject: 'Hello', body: '<p>{{ segment }}</p>' },
  ],
};
const put = (id: string, body: unknown) => edge.call('put', `/v1/journeys/${id}`, { body });

test('a journey goes from draft to live, and on to the next version', async () => {
  const saved = await put('winback', GOOD);
  expect(saved.body).toMatchObject({ id: 'winback', problems: [], live: null, changed: true, inside: 0 });
  expect((await edge.call('get', '/v1/journeys/winback/versions')).body).toEqual({ versions: [], next: null });

  const first = await edge.call('post', '/v1/journeys/winback/publish');
  expect(first.body).toMatchObject({ journey: 'winback', version: 1, playbook: 2, changed: true, rollout: null });
  const live = await edge.call('get', '/v1/journeys/winback');
  expect(live.body).toMatchObject({ changed: false, live: { version: 1, definition: { name: 'Welcome back' } } });

  await put('winback', { ...GOOD, name: 'Welcome back again', priority: 60 });
  expect((await edge.call('get', '/v1/journeys/winback')).body).toMatchObject({ changed: true, live: { version: 1 } });
  const second = await edge.call('post', '/v1/journeys/winback/publish', { body: { inside: 'pin' } });
  expect(second.body).toMatchObject({ version: 2, playbook: 3 });
  const { body } = await edge.call('get', '/v1/journeys/winback/versions');
  expect(body.versions).toMatchObject([
    { version: 2, live: true, publishedAt: '2026-06-15T12:00:00.000Z', definition: { name: 'Welcome back again' } },
    { version: 1, live: false, definition: { name: 'Welcome back' } },
  ]);
});

test('a mail that cannot be sent to everybody cannot be published, and all of them are told at once', async () => {
  const steps = [
    {
      id: 'one',
      type: 'send',
      channel: 'email',
      subject: 'Hello {{ customer.first_name }}',
      body: '<p>{{ nobody }}</p>',
    },
    {
      id: 'two',
      type: 'send',
      channel: 'email',
      subject: 'S',
      body: '{% assign s = segment %}{% if s %}{{ s.name }}{% endif %}',
    },
    { id: 'banner', type: 'place', placement: 'banner', slot: 'home', title: 'Dear {{ customer }}', body: 'B' },
  ];
  await put('greeting', { ...GOOD, steps });
  const { body, status } = await edge.call('post', '/v1/journeys/greeting/publish');
  expect(status).toBe(422);
  expect(body.problems).toMatchObject([
    { code: 'plain-text', path: 'steps[2].title' },
    { code: 'template', path: 'steps[0].subject', message: expect.stringContaining('write {{ customer }}') },
    { code: 'template', path: 'steps[0].body', message: expect.stringContaining('there are customer, segment') },
    { code: 'template', path: 'steps[1].body', message: expect.stringMatching(/somebody in champions.* and \d+ more/) },
  ]);
  const right = [
    { ...steps[0], subject: 'Hello {{ customer }}', body: '<p>{{ orders }}</p>', text: '{{ orders }} orders' },
  ];
  await put('greeting', { ...GOOD, steps: right });
  expect((await edge.call('post', '/v1/journeys/greeting/publish')).status).toBe(200);
});

test('publishing what is live already changes nothing: a lost reply may be followed by the same call', async () => {
  await put('once', GOOD);
  const [first, again] = [
    await edge.call('post', '/v1/journeys/once/publish'),
    await edge.call('post', '/v1/journeys/once/publish'),
  ];
  expect(again.body).toEqual({ ...first.body, changed: false });
});

test('two who publish at the same time both succeed, one after the other', async () => {
  const ids = ['left', 'right', 'up', 'down'];
  for (const id of ids) await put(id, GOOD);
  const replies = await Promise.all(ids.map((id) => edge.call('post', `/v1/journeys/${id}/publish`)));
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const { body } = await edge.call('get', '/v1/journeys');
  for (const id of ids) expect(body.journeys).toContainEqual(expect.objectContaining({ id, live: 1 }));
});

test('a publisher that died half-way keeps nobody else from publishing', async () => {
  const { stores, connection } = edge.deps;
  const row = await stores.workspaces.find(edge.workspace);
  const playbook = await stores.playbooks.load(edge.workspace, row?.playbook ?? 0);
  const half = publishJourney(playbook, aJourney({ id: 'half-published' }));
  // The version is stored, and nobody put it in force.
  await connection
    .getClient()
    .db(connection.name)
    .collection<EarlierRow>('playbooks')
    .insertOne(playbookOf020(edge.workspace, half));
  await put('after', GOOD);
  const published = await edge.call('post', '/v1/journeys/after/publish');
  expect(published.body).toMatchObject({ version: 1, playbook: half.version + 1 });
  const { body } = await edge.call('get', '/v1/journeys/half-published');
  expect(body.live.version).toBe(1);
});

describe('a draft', () => {
  test('may name a segment that these rules do not have; it cannot be published then', async () => {
    const steps = [{ id: 'bye', type: 'stop', reason: 'x' }];
    await put('vips', { name: 'VIPs', enter: { on: 'move', to: ['lost', 'vip'] }, steps });
    const { body, status } = await edge.call('post', '/v1/journeys/vips/publish');
    expect(status).toBe(422);
    expect(body.problems).toMatchObject([{ code: 'unknown-segment', path: 'enter.to[1]' }]);
  });

  test('whose shape is not sound is refused with everything that is wrong', async () => {
    const response = await put('broken', {
      name: 'x',
      enter: { on: 'move', to: ['V.I.P.'] },
      steps: [
        { id: 'a', type: 'wait', for: 'soon' },
        { id: 'b', type: 'fax' },
      ],
    });
    expect(response.body).toMatchObject({ status: 422, code: 'invalid' });
    const paths = response.body.problems.map((problem: { path: string }) => problem.path);
    expect(paths).toEqual(expect.arrayContaining(['enter.to[0]', 'steps[0].for', 'steps[1].type']));
    expect((await edge.call('get', '/v1/journeys/broken')).status).toBe(404);
  });

  test('whose ways lead nowhere is kept, told of, and cannot be published', async () => {
    const wrong = {
      ...GOOD,
      steps: [
        { id: 'a', type: 'wait', for: '1d', next: 'nowhere' },
        { id: 'b', type: 'send', channel: 'email', subject: 'Hello {{ name', body: 'x' },
      ],
    };
    const saved = await put('wrong', wrong);
    expect(saved.status).toBe(200);
    const codes = saved.body.problems.map((problem: { code: string }) => problem.code);
    expect(codes).toEqual(expect.arrayContaining(['unknown-step', 'template']));
    const published = await edge.call('post', '/v1/journeys/wrong/publish');
    expect(published.body).toMatchObject({ status: 422, code: 'not-publishable', problems: saved.body.problems });
    const validated = await edge.call('post', '/v1/journeys/wrong/validate');
    expect(validated.body).toEqual({ problems: saved.body.problems });
  });

  test('says its id in the address; another one in the body is refused', async () => {
    expect((await put('mine', { ...GOOD, id: 'mine' })).status).toBe(200);
    const response = await put('mine', { ...GOOD, id: 'yours' });
    expect(response.body).toMatchObject({ status: 422, problems: [{ code: 'other-id', path: 'id' }] });
  });

  test.each([undefined, [], 'text', 7, null])('%j is no journey', async (body) => {
    const response = await put('nothing', body);
    expect(response.status).toBe(422);
  });

  test('may nest its conditions deeper than other bodies, and not without end', async () => {
    const nested = (depth: number): unknown =>
      depth === 0 ? { field: 'score.r', op: 'gte', value: 3 } : { not: nested(depth - 1) };
    expect((await put('deep', { ...GOOD, enter: { ...GOOD.enter, when: nested(10) } })).status).toBe(200);
    expect((await put('deep', { ...GOOD, enter: { ...GOOD.enter, when: nested(30) } })).status).toBe(422);
  });
});

describe('validate', () => {
  test('looks at a body without saving it', async () => {
    const good = await edge.call('post', '/v1/journeys/only-asking/validate', { body: GOOD });
    expect(good.body).toEqual({ problems: [] });
    const bad = await edge.call('post', '/v1/journeys/only-asking/validate', { body: { ...GOOD, steps: [] } });
    expect(bad.body.problems).toMatchObject([{ path: 'steps' }]);
    expect((await edge.call('get', '/v1/journeys/only-asking')).status).toBe(404);
  });

  test('without a body it needs a draft', async () => {
    expect((await edge.call('post', '/v1/journeys/only-asking/validate')).status).toBe(404);
  });
});

test('what was never saved cannot be published', async () => {
  expect((await edge.call('post', `/v1/journeys/${journeyId.parse('never')}/publish`)).status).toBe(404);
});

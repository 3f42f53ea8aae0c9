import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalCollection } from '../../db/events/journal.ts';
import { customerId, eventId, sourceId } from '../../domain/ids.schema.ts';
import { eventKey } from '../../domain/keys.ts';
import { isHeldOut } from '../../domain/policy/holdout.ts';
import { DEFAULT_POLICIES } from '../../domain/policy/policies.ts';
import { DAY } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
beforeAll(async () => {
  // A sandbox: no consent is needed there.
  edge = await openEdge({ testClock: NOW });
});
afterAll(() => edge.close());

const call = (method: 'get' | 'put' | 'post', what = '', body?: unknown) =>
  edge.call(method, `/v1/policies${what}`, body === undefined ? {} : { body });

const { version: _version, ...STARTING } = DEFAULT_POLICIES;
const HOLDOUT = { percent: 30, salt: 'holdout' };
const DRAFT = { ...STARTING, caps: {}, otherwise: { messages: 1, days: 7 }, holdout: HOLDOUT };
const IDS = Array.from({ length: 12 }, (_, n) => `c-${n}`);
const held = IDS.filter((id) => isHeldOut(DRAFT, customerId.parse(id)));

test('a workspace starts with policies and holds out nobody', async () => {
  const { body } = await call('get');
  expect(body).toMatchObject({
    policies: { version: 1, inForce: true, playbook: 1, publishedAt: null, definition: STARTING },
    playbook: 1,
    draft: null,
  });
  for (const what of ['/validate', '/preview', '/publish']) expect((await call('post', what)).status).toBe(404);
});

describe('a draft', () => {
  test.each([
    ['a time that is none', { quietHours: { from: '25:00', to: '09:00' } }, 'quietHours.from'],
    ['everybody held out', { holdout: { percent: 100 } }, 'holdout.percent'],
    ['nobody held out', { holdout: { percent: 0 } }, 'holdout.percent'],
    ['a cap over half a year', { otherwise: { messages: 1, days: 180 } }, 'otherwise.days'],
    ['a field that nobody knows', { colour: 'red' }, 'colour'],
  ])('with %s is refused and says where', async (_what, change, path) => {
    const refused = await call('put', '', { ...DRAFT, ...change });
    expect(refused.body).toMatchObject({ status: 422, code: 'invalid', problems: [{ path }] });
    expect((await call('post', '/validate', { ...DRAFT, ...change })).body.problems).toEqual(refused.body.problems);
  });

  test('is told of caps that nobody has, and of messages that are held in vain', async () => {
    const caps = { 'gone-by': { messages: 1, days: 7 } };
    const { body } = await call('post', '/validate', { ...DRAFT, caps, holdAtMostHours: 5 });
    expect(body.problems).toEqual([]);
    expect(body.warnings).toMatchObject([
      { code: 'unknown-segment', path: 'caps.gone-by' },
      { code: 'held-in-vain', path: 'holdAtMostHours' },
    ]);
  });

  test('is kept with a salt of its own where none is said, and changes nothing for customers', async () => {
    const { body } = await call('put', '', { ...DRAFT, holdout: { percent: 30 } });
    expect(body).toMatchObject({ policies: { version: 1 }, draft: { definition: DRAFT, changed: true, warnings: [] } });
  });
});

describe('once published', () => {
  let lives: ReturnType<typeof livesIn>;
  /** Every message that was decided, in order of time. */
  const mailed = async () => {
    const entries = await journalCollection(edge.deps.connection)
      .find({ 'effects.kind': 'sendMessage' })
      .sort({ at: 1 })
      .toArray();
    return entries.flatMap(({ customer, at, effects }) =>
      effects.filter(({ kind }) => kind === 'sendMessage').map(() => ({ customer, at })),
    );
  };

  beforeAll(async () => {
    const journey = {
      name: 'Thanks',
      enter: { on: 'event', event: 'purchase', again: '1h' },
      steps: [
        { id: 'mail', type: 'send', channel: 'email', subject: 'Thank you', body: '<p>Thank you</p>' },
        { id: 'top', type: 'place', placement: 'banner', slot: 'top', title: 'Thanks', body: 'Thanks', for: '1d' },
      ],
    };
    await edge.call('put', '/v1/journeys/thanks', { body: journey });
    expect((await edge.call('post', '/v1/journeys/thanks/publish')).status).toBe(200);
    lives = livesIn(edge);
    for (const id of IDS) await lives.bought(id, [62, 29, 27, 15, 12]);
  });

  test('they skip what the preview said, of the messages of the last 30 days', async () => {
    const { body } = await call('post', '/preview');
    const all = await mailed();
    const judged = all.filter(({ at }) => at >= NOW - 30 * DAY);
    const isHeld = ({ customer }: { readonly customer: string }) => held.includes(customer);
    expect(body).toMatchObject({
      since: new Date(NOW - 30 * DAY).toISOString(),
      customers: IDS.length,
      customersHeldOut: held.length,
      messages: judged.length,
      heldOut: judged.filter(isHeld).length,
    });
    expect(held.length).toBeGreaterThan(0);
    const kept: { readonly customer: string; readonly at: number }[] = all.filter(({ at }) => at < NOW - 30 * DAY);
    let capped = 0;
    for (const one of judged.filter((message) => !isHeld(message))) {
      const lately = kept.filter(({ customer, at }) => customer === one.customer && at > one.at - 7 * DAY);
      if (lately.length >= 1) capped += 1;
      else kept.push(one);
    }
    expect(capped).toBeGreaterThan(0);
    expect(body.capped).toBe(capped);
    const sum = body.segments.reduce(
      (total: number, { messages }: { readonly messages: number }) => total + messages,
      0,
    );
    expect(sum).toBe(body.messages);
  });

  test('held-out customers get no mail and are told why; banners go on; the same again changes nothing', async () => {
    const [first, again] = [await call('post', '/publish'), await call('post', '/publish')];
    expect(first.body).toMatchObject({ version: 2, changed: true });
    expect(again.body).toEqual({ ...first.body, changed: false });
    const before = (await mailed()).length;
    for (const id of IDS) {
      const customer = customerId.parse(id);
      const key = eventKey(edge.workspace, sourceId.parse('api'), eventId.parse(`${id}:last`));
      const at = { at: NOW, seenAt: NOW, receivedAt: NOW };
      await lives.decided(id, NOW, [{ kind: 'purchase', key, customer, amount: 4_000, ...at }]);
    }
    const after = (await mailed()).slice(before).map(({ customer }) => customer);
    expect(after.length).toBeGreaterThan(0);
    expect(after.filter((customer) => held.includes(customer))).toEqual([]);
    const [someone = ''] = held;
    const { body } = await edge.call('get', `/v1/customers/${someone}/timeline`);
    expect(JSON.stringify(body)).toContain('skipped because the customer is held out of all messages');
    const entries = await journalCollection(edge.deps.connection).find({ at: NOW }).toArray();
    const shown = entries.filter(({ effects }) => effects.some(({ kind }) => kind === 'showPlacement'));
    expect(shown.map(({ customer }) => customer)).toEqual(expect.arrayContaining(held));
  });

  test('every version can be looked at', async () => {
    const { body } = await call('get', '/versions');
    expect(body.versions).toMatchObject([
      { version: 2, inForce: true, publishedAt: new Date(NOW).toISOString(), definition: DRAFT },
      { version: 1, inForce: false, publishedAt: null, definition: STARTING },
    ]);
    const page = await call('get', '/versions?limit=1');
    expect(page.body.versions).toHaveLength(1);
    expect(page.body.next).not.toBeNull();
  });

  test('a category that is exempt goes out over the cap, and the timeline says who came second', async () => {
    const steps = (category: string) => [
      { id: 'mail', type: 'send', channel: 'email', category, subject: 'Hello', body: '<p>Hello</p>' },
    ];
    const enter = { on: 'event', event: 'visit', when: { field: 'event.page', op: 'eq', value: 'cart' } };
    for (const [id, category, priority] of [
      ['first', 'news', 90],
      ['second', 'news', 10],
      ['notice', 'service', 1],
    ] as const) {
      await edge.call('put', `/v1/journeys/${id}`, { body: { name: id, enter, priority, steps: steps(category) } });
      expect((await edge.call('post', `/v1/journeys/${id}/publish`)).status).toBe(200);
    }
    const rules = { ...DRAFT, otherwise: { messages: 50, days: 7 }, quietHours: null, holdout: null };
    const categories = { service: { exempt: true }, digest: { cap: { messages: 1, days: 7 } } };
    const priority = { minutes: 30, others: 'hold' };
    const put = await call('put', '', { ...rules, categories, priority });
    expect(put.body.draft.warnings).toMatchObject([{ code: 'unknown-category', path: 'categories.digest' }]);
    expect((await call('post', '/publish')).body).toMatchObject({ version: 3, changed: true });
    const customer = customerId.parse('visitor');
    for (const page of ['home', 'cart']) {
      const key = eventKey(edge.workspace, sourceId.parse('api'), eventId.parse(`visit-${page}`));
      const event = { kind: 'activity', type: 'visit', key, customer, at: NOW, seenAt: NOW, receivedAt: NOW } as const;
      await lives.decided(customer, NOW, [{ ...event, facts: { page } }]);
    }
    const { body } = await edge.call('get', '/v1/customers/visitor/timeline');
    const text = JSON.stringify(body);
    expect(text).toContain('Message of step mail of second held until');
    expect(text).toContain('because a message of another journey went first');
    expect((await mailed()).filter((one) => one.customer === customer)).toHaveLength(2);
    const capped = await call('post', '/preview', {
      ...rules,
      categories: { news: { cap: { messages: 0, days: 1 } } },
    });
    const visits = capped.body.segments.find(({ segment }: { readonly segment: unknown }) => segment === null);
    expect(visits).toMatchObject({ messages: 2, capped: 1 });
  });
});

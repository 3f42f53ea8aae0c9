import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { customerCollection } from '../../db/customers/customers.ts';
import { journalCollection } from '../../db/events/journal.ts';
import { mailCollection } from '../../db/messaging/mailbox.ts';
import { workspaceCollection } from '../../db/workspaces/workspaces.ts';
import { DAY, HOUR, isoTime } from '../../domain/time.ts';
import type { CustomerEvent } from '../../domain/events/event.ts';
import { customerId, eventId, sourceId } from '../../domain/ids.schema.ts';
import { eventKey } from '../../domain/keys.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge({ testClock: NOW });
  await edge.call('put', '/v1/journeys/thanks', { body: THANKS });
  await edge.call('post', '/v1/journeys/thanks/publish');
});
afterAll(() => edge.close());

const mail = { type: 'send', channel: 'email', body: '<p>{{ orders }} orders</p>' };
const THANKS = {
  name: 'Thanks',
  enter: { on: 'event', event: 'purchase', again: '2d' },
  goal: { on: 'event', event: 'review' },
  steps: [
    { id: 'thank', ...mail, subject: 'Thank you, {{ customer }}' },
    { id: 'pause', type: 'wait', until: { on: 'event', event: 'view' }, for: '3d', onTimeout: 'remind' },
    { id: 'banner', type: 'place', placement: 'banner', slot: 'home', title: 'T', body: 'B', next: 'end' },
    { id: 'remind', ...mail, subject: 'Still there?' },
    { id: 'end', type: 'stop', reason: 'all said' },
  ],
};
const tried = (body?: unknown, id = 'thanks') => edge.call('post', `/v1/journeys/${id}/try`, { body });
const purchase = (days: number, more = {}) => ({
  type: 'purchase',
  amount: 4_000,
  at: isoTime(NOW + days * DAY),
  ...more,
});

describe('a try', () => {
  test('walks somebody made up through the draft, with the mails as they would be sent', async () => {
    const { body, status } = await tried({ events: [purchase(1)], for: '10d' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: null, customer: 'somebody', complete: true });
    expect(body.messages).toMatchObject([
      { at: isoTime(NOW + DAY), step: 'thank', subject: 'Thank you, somebody', html: '<p>1 orders</p>' },
      { at: isoTime(NOW + 4 * DAY), step: 'remind', subject: 'Still there?' },
    ]);
    const texts = body.entries.flatMap((entry: { journeys?: { text: string }[] }) =>
      (entry.journeys ?? []).map(({ text }) => text),
    );
    expect(texts).toContain('Passed step pause of thanks (timeout)');
    expect(body.entries.at(-1)).toMatchObject({ kind: 'event', type: 'purchase' });
  });

  test('of a history counts it and starts nothing by it', async () => {
    const { body } = await tried({ history: [purchase(-9), purchase(-5)], events: [purchase(0)], for: '1h' });
    expect(body.messages).toMatchObject([{ html: '<p>3 orders</p>' }]);
  });

  test('asks somebody in by name, with what comes with them', async () => {
    const when = { field: 'entry.gift', op: 'eq', value: 'tea' };
    const steps = [
      { id: 'which', type: 'branch', paths: [{ when, next: 'tea' }], next: 'end' },
      { id: 'tea', ...mail, subject: 'Tea' },
      { id: 'end', type: 'stop', reason: 'done' },
    ];
    await edge.call('put', '/v1/journeys/named', { body: { name: 'Named', enter: { on: 'api' }, steps } });
    const messages = async (asked: object) => (await tried(asked, 'named')).body.messages;
    expect(await messages({ enter: { entry: { gift: 'tea' } } })).toMatchObject([{ step: 'tea' }]);
    expect(await messages({ enter: { entry: { gift: 'cake' } } })).toEqual([]);
    expect(await messages({ events: [purchase(0)] })).toEqual([]);
  });

  test('takes somebody who is known as they are, and stores and sends nothing', async () => {
    await livesIn(edge).bought('c-1', [9]);
    const rows = async () => ({
      customer: await customerCollection(edge.deps.connection)
        .find({ customer: customerId.parse('c-1') })
        .toArray(),
      journal: await journalCollection(edge.deps.connection).countDocuments(),
      mails: await mailCollection(edge.deps.connection).countDocuments(),
    });
    const before = await rows();
    const { body } = await tried({ customer: 'c-1', events: [purchase(1)], for: '2d' });
    expect(body.messages).toMatchObject([{ step: 'thank', html: '<p>2 orders</p>' }]);
    expect(await rows()).toEqual(before);
  });

  test('leaves all other journeys out, unless they are asked for', async () => {
    await edge.call('put', '/v1/journeys/other', { body: { ...THANKS, name: 'Other' } });
    await edge.call('post', '/v1/journeys/other/publish');
    const asked = { events: [purchase(0)], for: '1h' };
    const journeysOf = (body: { messages: { journey: string }[] }) => body.messages.map(({ journey }) => journey);
    expect(journeysOf((await tried(asked)).body)).toEqual(['thanks']);
    expect(journeysOf((await tried({ ...asked, others: true })).body)).toEqual(['other', 'thanks']);
  });

  test('of a version walks through that one, whatever the draft says by now', async () => {
    await edge.call('put', '/v1/journeys/thanks', {
      body: { ...THANKS, steps: [{ id: 'end', type: 'stop', reason: 'nothing' }] },
    });
    const asked = { events: [purchase(0)], for: '1h' };
    expect((await tried(asked)).body.messages).toEqual([]);
    const { body } = await tried({ ...asked, version: 1 });
    expect(body).toMatchObject({ version: 1, messages: [{ step: 'thank' }] });
    expect((await tried({ version: 7 })).status).toBe(404);
  });

  test.each([
    [{ events: [purchase(40)] }, 'events[0].at'],
    [{ events: [{ type: 'purchase', amount: -1 }] }, 'events[0].amount'],
    [{ events: [purchase(1, { customer: 'c-9' })] }, 'events[0].customer'],
    [{ events: [purchase(1, { id: 'o-1' }), purchase(2, { id: 'o-1' })] }, 'events[1].id'],
    [{ history: [purchase(1)] }, 'history[0].at'],
    [{ for: '500d' }, 'for'],
    [{ customer: 'c-1', consent: false }, 'consent'],
  ])('of %j is refused with the place of the fault', async (asked, path) => {
    await livesIn(edge).bought('c-1', [9]);
    expect((await tried(asked)).body).toMatchObject({ status: 422, problems: [{ path }] });
  });

  test('needs a draft that could be published', async () => {
    await edge.call('put', '/v1/journeys/wrong', { body: { ...THANKS, steps: [{ id: 'a', type: 'wait' }] } });
    expect((await tried({}, 'wrong')).body).toMatchObject({ code: 'not-publishable' });
    expect((await tried({}, 'nothing')).status).toBe(404);
  });
});

test('the journal of a try is the journal of the same life', async () => {
  const life = [
    ['purchase', 0],
    ['view', 20],
    ['purchase', 30],
    ['purchase', 75],
    ['view', 200],
    ['purchase', 201],
    ['review', 230],
  ] as const;
  const lives = livesIn(edge);
  const until = NOW + 20 * DAY;
  for (const [place, [type, hours]] of life.entries()) {
    const at = NOW + hours * HOUR;
    const key = eventKey(edge.workspace, sourceId.parse('api'), eventId.parse(`e-${place}`));
    const common = { key, customer: customerId.parse('twin'), at, seenAt: at, receivedAt: at };
    const event: CustomerEvent =
      type === 'purchase' ? { ...common, kind: 'purchase', amount: 4_000 } : { ...common, kind: 'activity', type };
    await lives.decided('twin', at, [event]);
  }
  const { wake } = await lives.decided('twin', until);
  // The timeline shows nothing that lies ahead of the clock.
  await workspaceCollection(edge.deps.connection).updateOne({ _id: edge.workspace }, { $set: { clock: until } });
  const lived = await edge.call('get', '/v1/customers/twin/timeline?limit=200');
  const journal = await journalCollection(edge.deps.connection)
    .find({ customer: customerId.parse('twin') })
    .toArray();
  expect(journal.flatMap(({ facts }) => facts).length).toBeGreaterThan(20);

  await customerCollection(edge.deps.connection).deleteMany({ customer: customerId.parse('twin') });
  const events = life.map(([type, hours], place) => {
    const amount = type === 'purchase' ? { amount: 4_000 } : {};
    return { id: `e-${place}`, type, at: isoTime(NOW + hours * HOUR), ...amount };
  });
  const of = { customer: 'twin', from: isoTime(NOW), for: '20d', version: 1, others: true };
  const { body } = await tried({ ...of, events });
  const decisions = (entries: { kind: string }[]) => entries.filter(({ kind }) => kind === 'decision');
  expect(decisions(body.entries)).toEqual(decisions(lived.body.entries));
  expect(body.next).toEqual(wake && { at: isoTime(wake.at), because: wake.because, what: 'segment' });
});

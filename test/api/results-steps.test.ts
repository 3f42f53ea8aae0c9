import { afterAll, beforeAll, expect, test } from 'vitest';
import { customerId, eventId, sourceId } from '../../domain/ids.schema.ts';
import { eventKey } from '../../domain/keys.ts';
import { DAY, HOUR, type Instant } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
let lives: ReturnType<typeof livesIn>;
beforeAll(async () => {
  edge = await openEdge();
  lives = livesIn(edge);
});
afterAll(() => edge.close());

const until = { on: 'event', event: 'answered' };
const hear = (id: string) => ({ id, type: 'wait', until, for: '30d' });
const banner = { id: 'banner', type: 'place', placement: 'banner', slot: 'home', title: 'T', body: 'B' };
const pause = { id: 'pause', type: 'wait', for: '90d' };

async function publish(id: string, steps: readonly object[], how: object = {}) {
  const body = { name: 'Journey', enter: { on: 'event', event: `${id}.begun` }, steps };
  expect((await edge.call('put', `/v1/journeys/${id}`, { body })).status).toBe(200);
  expect(await edge.call('post', `/v1/journeys/${id}/publish`, { body: how })).toMatchObject({ status: 200 });
}

let events = 0;
async function happens(customer: string, type: string, at: Instant): Promise<void> {
  events += 1;
  const key = eventKey(edge.workspace, sourceId.parse('api'), eventId.parse(`e-${events}`));
  const of = { key, customer: customerId.parse(customer), at, seenAt: at, receivedAt: at };
  await lives.decided(customer, at, [{ ...of, kind: 'activity', type }]);
}

const steps = async (id: string, version: number) =>
  (await edge.call('get', `/v1/journeys/${id}/results?version=${version}`)).body.steps;

test('of each step it is told how long those stayed who waited there, to one in a hundred', async () => {
  await publish('answers', [hear('hear'), banner, pause]);
  const days = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20];
  for (const [n, stay] of days.entries()) {
    await happens(`a-${n}`, 'answers.begun', NOW);
    await happens(`a-${n}`, 'answered', NOW + stay * DAY);
  }
  const [heard, placed, waits] = await steps('answers', 1);
  expect(heard.stayed.times).toBe(11);
  expect(Math.abs(heard.stayed.medianDays / 6 - 1)).toBeLessThan(0.01);
  expect(Math.abs(heard.stayed.p90Days / 10 - 1)).toBeLessThan(0.01);
  expect([placed.stayed, waits.stayed]).toEqual([null, null]);
});

test('whom publishing took to a step is told apart from those who reached it', async () => {
  await publish('moves', [hear('old'), pause]);
  for (const id of ['m-1', 'm-2', 'm-3']) await happens(id, 'moves.begun', NOW);
  await publish('moves', [hear('new'), pause], { inside: 'migrate', mapping: { old: 'new' } });
  for (const id of ['m-1', 'm-2']) await lives.decided(id, NOW + HOUR);
  await happens('m-4', 'moves.begun', NOW + HOUR);
  for (const id of ['m-1', 'm-4']) await happens(id, 'answered', NOW + 2 * HOUR);
  expect(await steps('moves', 2)).toMatchObject([
    { step: 'new', reached: 1, movedHere: 2, inside: 1, passed: [{ way: expect.anything(), times: 2 }] },
    { step: 'pause', reached: 2, movedHere: 0, inside: 2 },
  ]);
  expect(await steps('moves', 1)).toMatchObject([{ step: 'old', reached: 3, movedHere: 0, inside: 1 }, { reached: 0 }]);
});

test('those inside are told by step and by version, in pages', async () => {
  const inside = async (query: string) => {
    const { body } = await edge.call('get', `/v1/journeys/moves/inside?${query}`);
    return { who: body.inside.map((one: { customer: string }) => one.customer), next: body.next };
  };
  expect(await inside('step=old')).toEqual({ who: ['m-3'], next: null });
  expect(await inside('version=2')).toEqual({ who: ['m-1', 'm-2', 'm-4'], next: null });
  expect(await inside('version=2&step=new')).toEqual({ who: ['m-2'], next: null });
  expect(await inside('version=1&step=new')).toEqual({ who: [], next: null });
  const first = await inside('step=pause&limit=1');
  expect(first).toEqual({ who: ['m-1'], next: expect.any(String) });
  expect(await inside(`step=pause&limit=1&cursor=${first.next}`)).toEqual({ who: ['m-4'], next: null });
  expect((await edge.call('get', '/v1/journeys/moves/inside?step=No%20step')).status).toBe(422);
});

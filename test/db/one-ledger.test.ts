import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { connectStore } from '../../db/connection.ts';
import { effectCollection } from '../../db/messaging/effects.ts';
import { mongoEffectLedger } from '../../db/messaging/ledger.ts';
import { mongoPlacementStore } from '../../db/messaging/placements.ts';
import { oneLedger } from '../../db/migrations/one-ledger.ts';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import type { EffectKey } from '../../domain/keys.ts';
import { databaseUri } from '../database-uri.ts';
import { NOON, placeOf } from '../builders.ts';

let store: Connection;
beforeEach(async () => {
  store = await connectStore(databaseUri(inject('mongodbUri'), `ledger-${randomUUID().slice(0, 8)}`));
  await given();
});
afterEach(async () => {
  await store.dropDatabase();
  await store.close();
});

const who = { workspace: workspaceId.parse('shop'), customer: customerId.parse('c:1') };
const PLACE = { journey: 'winback', version: 3, enrolment: 2, step: 'hello', visit: 4 };

/** As 0.3.0 made it: the id of the customer is encoded, the journey's parts hold no colon. */
const keyOf = (step: string) => `shop:c%3A1:winback:3:2:${step}:4` as EffectKey;

const old = (name: string) =>
  store.getClient().db(store.name).collection<{ readonly _id: string; readonly [field: string]: unknown }>(name);

const send = (step: string, rest: object) => ({
  ...who,
  _id: keyOf(step),
  journey: 'winback',
  version: 3,
  step,
  channel: 'email',
  at: NOON,
  attempts: 1,
  changedAt: NOON + 1,
  ...rest,
});

const shown = {
  ...who,
  _id: keyOf('banner'),
  slot: 'home',
  placement: 'banner',
  content: { title: 'Hello', body: 'There' },
  from: NOON,
  until: NOON + 10,
  journey: 'winback',
  step: 'banner',
};

/** A store of 0.3.0 with a message in every state, and a placement. */
async function given(): Promise<void> {
  await old('sends').insertMany([
    send('hello', { state: 'sent', messageId: '<1@example.com>' }),
    send('begun', { state: 'sending' }),
    send('again', { state: 'retry', reason: 'the mail server answered 451' }),
    send('claimed', { state: 'retry', reason: 'the mail server answered 451' }),
    send('refused', { state: 'failed', reason: 'the mail server answered 550' }),
    send('doubt', { state: 'unknown', reason: 'no answer' }),
    send('none', { state: 'skipped', reason: 'no-consent' }),
  ]);
  await old('sendAttempts').insertOne({ _id: `${keyOf('claimed')}#2`, at: NOON });
  await old('placements').insertOne(shown);
}

async function migrate(): Promise<readonly (readonly [done: number, of: number])[]> {
  const told: [number, number][] = [];
  await oneLedger.run(store, async (done, of) => void told.push([done, of]));
  return told;
}

async function rows() {
  return await effectCollection(store).find().sort({ _id: 1 }).toArray();
}

test('every message and placement of 0.3.0 is in the ledger, with what decided it and what became of it', async () => {
  expect((await migrate()).every(([done, of]) => done <= of)).toBe(true);
  const states = (await rows()).map((row) => [placeOf(row).step, row.state]);
  expect(states).toEqual([
    ['again', 'retry'],
    ['banner', 'done'],
    ['begun', 'begun'],
    ['claimed', 'retry'],
    ['doubt', 'unknown'],
    ['hello', 'done'],
    ['none', 'skipped'],
    ['refused', 'failed'],
  ]);
  expect((await rows()).find(({ _id }) => _id === keyOf('hello'))).toEqual({
    ...who,
    _id: keyOf('hello'),
    kind: 'sendMessage',
    origin: { by: 'journey', place: PLACE },
    at: NOON,
    about: { channel: 'email' },
    state: 'done',
    result: { messageId: '<1@example.com>' },
    attempts: 1,
    changedAt: NOON + 1,
  });
  expect((await rows()).find(({ _id }) => _id === keyOf('refused'))).toMatchObject({
    reason: 'the mail server answered 550',
  });
});

test('a placement goes on being shown, and until when it was', async () => {
  await migrate();
  const reads = mongoPlacementStore(store);
  const titles = async (now: number) =>
    (await reads.active(who.workspace, who.customer, now)).placements.map(({ result }) => result.content.title);
  expect([await titles(NOON - 1), await titles(NOON), await titles(NOON + 10)]).toEqual([[], ['Hello'], []]);
});

test('what was to be tried again is, and an attempt that was claimed before is not claimed once more', async () => {
  await migrate();
  const ledger = mongoEffectLedger(store);
  const claim = async (step: string) => {
    const row = (await rows()).find(({ _id }) => _id === keyOf(step));
    if (row === undefined) throw new Error(`${step} is gone`);
    const { _id, workspace, customer, kind, origin, at, about } = row;
    return await ledger.claim({ _id, workspace, customer, kind, origin, at, about }, NOON);
  };
  expect(await claim('again')).toEqual({ mine: true });
  expect(await claim('claimed')).toEqual({ mine: false, state: 'unknown' });
});

test('it may stop anywhere, and go on twice at once: the end is the same, and nothing is left of before', async () => {
  await migrate();
  const once = await rows();
  await effectCollection(store).deleteMany({});
  await given();
  const stopped = oneLedger.run(store, async () => await Promise.reject(new Error('the process ends')));
  await expect(stopped).rejects.toThrow('the process ends');
  await Promise.all([migrate(), migrate()]);
  await migrate();
  expect(await rows()).toEqual(once);
  const names = (await store.getClient().db(store.name).listCollections().toArray()).map(({ name }) => name);
  expect(names.filter((name) => ['sends', 'sendAttempts', 'placements'].includes(name))).toEqual([]);
});

import type { Connection } from 'mongoose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGiveUp } from '../../activities/give-up.ts';
import { mongoSendLedger, type NewSend, type SendLedger } from '../../db/sends.ts';
import { AT, freshStore, workspace, World } from './world.ts';

let connection: Connection;
let world: World;
let ledger: SendLedger;
let send: NewSend;

beforeEach(async () => {
  connection = await freshStore();
  world = new World(connection);
  ledger = mongoSendLedger(connection);
  const { key, journey, version, step, at } = world.message();
  send = { _id: key, workspace, customer: world.customer, journey, version, step, channel: 'email', at };
});

afterEach(async () => {
  await connection.dropDatabase();
  await connection.close();
});

async function giveUp(): Promise<void> {
  const lost = [{ key: send._id, kind: 'sendMessage' }] as const;
  await createGiveUp(ledger)({ workspace, customer: world.customer, lost, now: AT });
}

test('given up before it was attempted, a message has failed and can no longer be claimed', async () => {
  await giveUp();
  expect(await world.ledger()).toMatchObject({
    state: 'failed',
    reason: 'never attempted in time',
    journey: 'winback',
    version: 1,
    step: 'hello',
  });
  expect(await ledger.claim(send, AT)).toEqual({ mine: false, state: 'failed' });
});

test('given up in the middle of an attempt, nobody knows', async () => {
  await ledger.claim(send, AT);
  await giveUp();
  expect(await world.ledger()).toMatchObject({ state: 'unknown' });
});

test('given up after an attempt that certainly did not go out, a message has failed for that reason', async () => {
  await ledger.claim(send, AT);
  await ledger.end(send._id, { state: 'retry', reason: 'refused' }, AT);
  await giveUp();
  expect(await world.ledger()).toMatchObject({ state: 'failed', reason: 'refused' });
  expect(await ledger.claim(send, AT)).toEqual({ mine: false, state: 'failed' });
});

test('giving up changes nothing of a message that was sent', async () => {
  await ledger.claim(send, AT);
  await ledger.end(send._id, { state: 'sent', messageId: '<1@example.com>' }, AT);
  await giveUp();
  await giveUp();
  expect(await world.ledger()).toMatchObject({ state: 'sent', messageId: '<1@example.com>' });
});

test('an attempt that ends after it was given up tells what became of it', async () => {
  await ledger.claim(send, AT);
  await giveUp();
  await ledger.end(send._id, { state: 'sent', messageId: '<1@example.com>' }, AT);
  expect(await world.ledger()).toMatchObject({ state: 'sent' });
});

test('a worker that died between the claim of a repeated attempt and the attempt leaves nobody knowing', async () => {
  await ledger.claim(send, AT);
  await ledger.end(send._id, { state: 'retry', reason: 'refused' }, AT);
  expect(await ledger.claim(send, AT)).toEqual({ mine: true });
  expect(await ledger.claim(send, AT)).toEqual({ mine: false, state: 'unknown' });
});

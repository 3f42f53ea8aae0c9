import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { mongoClockStore } from '../../db/workspaces/clock.ts';
import { connectStore } from '../../db/connection.ts';
import { journalCollection } from '../../db/events/journal.ts';
import type { EffectEnd, NewEffect } from '../../db/messaging/effects.ts';
import { mongoEffectLedger } from '../../db/messaging/ledger.ts';
import type { EffectKind } from '../../domain/effect.ts';
import { customerId, journeyId, poolId, slotId, stepId } from '../../domain/ids.schema.ts';
import { effectKey } from '../../domain/keys.ts';
import { CUSTOMER, CUSTOMER_KEY, NOON } from '../builders.ts';
import { WORKSPACE } from '../contract/rows.ts';
import { databaseUri } from '../database-uri.ts';

let store: Connection;
beforeAll(async () => {
  store = await connectStore(databaseUri(inject('mongodbUri'), `settled-${randomUUID().slice(0, 8)}`));
});
afterAll(async () => {
  await store.dropDatabase();
  await store.close();
});

/** Of every kind, what it is about and how it ends well: a new kind does not compile until it is named here. */
const KINDS: { readonly [Kind in EffectKind]: Pick<NewEffect<Kind>, 'about'> & { readonly end: EffectEnd<Kind> } } = {
  sendMessage: { about: { channel: 'email' }, end: { state: 'done', result: { messageId: '<1@example.com>' } } },
  showPlacement: {
    about: { placement: 'toast', slot: slotId.parse('home'), until: NOON + 1 },
    end: { state: 'done', result: { content: { title: 'T', body: 'B' } } },
  },
  callWebhook: { about: {}, end: { state: 'done', result: { reply: { 'http-status': 200 } } } },
  changeTier: { about: { from: null, to: null }, end: { state: 'done', result: {} } },
  tellReferrer: { about: { referrer: customerId.parse('ada') }, end: { state: 'done', result: {} } },
  grantCoupon: { about: { pool: poolId.parse('welcome') }, end: { state: 'done', result: { expires: null } } },
};
const kinds = Object.keys(KINDS) as EffectKind[];

function effectOf(kind: EffectKind, at: number): NewEffect {
  const place = { journey: journeyId.parse('j'), version: 1, enrolment: at - NOON, step: stepId.parse('s'), visit: 1 };
  const head = { _id: effectKey(CUSTOMER_KEY, place), workspace: WORKSPACE, customer: CUSTOMER, at };
  return { ...head, kind, origin: { by: 'journey', place }, about: KINDS[kind].about };
}

/** A decision at `at` that asks for these. */
async function decided(at: number, effects: readonly NewEffect[]): Promise<void> {
  const told = effects.map(({ _id: key, kind, origin }) => ({ kind, key, origin }));
  await journalCollection(store).insertOne({
    _id: `${CUSTOMER_KEY}:${at}`,
    key: CUSTOMER_KEY,
    workspace: WORKSPACE,
    customer: CUSTOMER,
    seq: at - NOON,
    at,
    now: at,
    turn: 1,
    heard: 0,
    playbook: 1,
    events: [],
    score: null,
    segment: null,
    facts: [],
    effects: told,
  });
}

test.each(kinds)('a move of the clock waits for a %s until it is done or given up', async (kind) => {
  const clock = mongoClockStore(store);
  const ledger = mongoEffectLedger(store);
  const begin = NOON + 100 * (1 + kinds.indexOf(kind));
  const settled = async () => await clock.effectsSettled(WORKSPACE, begin, begin + 10);
  expect(await settled(), 'nothing was decided').toBe(true);
  const [done, tried, lost] = [1, 2, 3].map((n) => effectOf(kind, begin + n));
  if (!done || !tried || !lost) throw new Error('three effects');
  for (const effect of [done, tried, lost]) await decided(effect.at, [effect]);
  expect(await settled(), 'none has begun').toBe(false);
  await ledger.record(done, KINDS[kind].end, NOON);
  await ledger.giveUp(lost, 'it was not done in time', NOON);
  await ledger.claim(tried, NOON);
  expect(await settled(), 'one is under way').toBe(false);
  await ledger.end(tried._id, { state: 'retry', reason: 'busy' }, NOON);
  expect(await settled(), 'one is to be tried again').toBe(false);
  await ledger.giveUp(tried, 'it was not done in time', NOON);
  expect(await settled()).toBe(true);
});

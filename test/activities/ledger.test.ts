import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGiveUp } from '../../activities/settle-lost-effects.ts';
import { newEffect } from '../../db/messaging/effects.ts';
import { mongoEffectLedger, type EffectLedger } from '../../db/messaging/ledger.ts';
import type { Effect, EffectState } from '../../domain/effect.ts';
import type { EffectOutcome } from '../../workflows/messages.ts';
import type { TestDatabase } from '../databases.ts';
import { AT, freshStore, workspace, World } from './world.ts';

const SENT = { state: 'done', result: { messageId: '<1@example.com>' } } as const;
const REFUSED = { state: 'retry', reason: 'refused' } as const;
const SHOWN = { state: 'done', result: { content: { title: 'T', body: 'B' } } } as const;

/** Nothing known counts as open, too. */
const OPEN = new Set<EffectState | undefined>([undefined, 'begun', 'retry']);

let database: TestDatabase;
let connection: Connection;
let world: World;
let ledger: EffectLedger;

beforeEach(async () => {
  database = await freshStore();
  ({ connection } = database);
  world = new World(connection);
  ledger = mongoEffectLedger(connection);
});

afterEach(async () => {
  await database.close();
});

const who = () => ({ workspace, customer: world.customer });

/** As a decision settles what its actor tells it of. */
async function giveUp(effect: EffectOutcome['effect']): Promise<void> {
  const outcomes = [{ is: 'lost', effect, reason: 'it was not done in time' }] as const;
  await createGiveUp(ledger)({ workspace, customer: world.customer, outcomes, now: AT });
}

describe.each(['sendMessage', 'showPlacement'] as const)('%s, given up', (kind) => {
  const effect = (): Effect => (kind === 'sendMessage' ? world.message() : world.banner());

  test('before it was attempted, has failed for the reason the actor knows, and can no longer be claimed', async () => {
    await giveUp(effect());
    expect(await world.ledger(effect())).toMatchObject({
      kind,
      state: 'failed',
      reason: 'it was not done in time',
      origin: effect().origin,
      at: AT,
      attempts: 0,
    });
    expect(await ledger.claim(world.begins(effect()), AT)).toEqual({ mine: false, state: 'failed' });
  });

  test('in the middle of an attempt, leaves nobody knowing', async () => {
    await ledger.claim(world.begins(effect()), AT);
    await giveUp(effect());
    expect(await world.ledger(effect())).toMatchObject({ state: 'unknown' });
  });

  test('after an attempt that certainly changed nothing, has failed for that reason', async () => {
    await ledger.claim(world.begins(effect()), AT);
    await ledger.end(effect().key, REFUSED, AT);
    await giveUp(effect());
    expect(await world.ledger(effect())).toMatchObject({ state: 'failed', reason: 'refused' });
    expect(await ledger.claim(world.begins(effect()), AT)).toEqual({ mine: false, state: 'failed' });
  });

  test('is settled', async () => {
    const { key } = effect();
    expect(await ledger.areSettled([key])).toBe(false);
    await giveUp(effect());
    expect(await ledger.areSettled([key, key])).toBe(true);
  });
});

test('giving up changes nothing of what was done', async () => {
  await ledger.claim(world.begins(world.message()), AT);
  await ledger.end(world.message().key, SENT, AT);
  await ledger.record(newEffect<'showPlacement'>(who(), world.banner()), SHOWN, AT);
  for (const effect of [world.message(), world.banner(), world.message()]) await giveUp(effect);
  expect(await world.ledger()).toMatchObject(SENT);
  expect(await world.ledger(world.banner())).toMatchObject(SHOWN);
});

test('a run of 0.3.0 told the key of a lost message and no more: it is settled by that', async () => {
  const { key, kind, origin } = world.message();
  await giveUp({ key, kind });
  expect(await world.ledger()).toMatchObject({ kind, state: 'failed', origin, at: AT, about: { channel: 'email' } });
});

test('an attempt that ends after it was given up tells what became of it', async () => {
  await ledger.claim(world.begins(world.message()), AT);
  await giveUp(world.message());
  await ledger.end(world.message().key, SENT, AT);
  expect(await world.ledger()).toMatchObject(SENT);
});

test('a worker that died between the claim of a repeated attempt and the attempt leaves nobody knowing', async () => {
  const send = world.begins(world.message());
  await ledger.claim(send, AT);
  await ledger.end(send._id, REFUSED, AT);
  expect(await ledger.claim(send, AT)).toEqual({ mine: true });
  expect(await ledger.claim(send, AT)).toEqual({ mine: false, state: 'unknown' });
});

/** What a worker or a decision may do with an effect at any time. */
const DEEDS = {
  claim: async (effect: Effect) => (await ledger.claim(world.begins(effect), AT)).mine,
  retry: async ({ key }: Effect) => await ledger.end(key, REFUSED, AT),
  done: async ({ key }: Effect) => await ledger.end(key, SENT, AT),
  failed: async ({ key }: Effect) => await ledger.end(key, { state: 'failed', reason: 'for good' }, AT),
  'give up': giveUp,
};
const deed = fc.constantFrom(...(Object.keys(DEEDS) as (keyof typeof DEEDS)[]));

test('whatever happens to an effect, only what has certainly not happened is claimed again, and an end is for good', async () => {
  let visit = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 8 }), async (deeds) => {
      visit += 1;
      const effect = world.message('hello', 1, visit);
      let before: EffectState | undefined;
      for (const one of deeds) {
        const mine = await DEEDS[one](effect);
        const state = (await world.ledger(effect))?.state;
        if (mine === true) expect([undefined, 'retry']).toContain(before);
        if (before === 'done' || before === 'failed') expect(state).toBe(before);
        expect(await ledger.areSettled([effect.key])).toBe(!OPEN.has(state));
        before = state;
      }
    }),
    { numRuns: 60 },
  );
});

import type { Connection } from 'mongoose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mongoPlacementStore, type PlacementStore } from '../../db/placements.ts';
import type { ShowPlacement } from '../../domain/decision.ts';
import { slotId, stepId } from '../../domain/ids.schema.ts';
import { customerKey, effectKey } from '../../domain/keys.ts';
import { AT, freshStore, journey, perform, workspace, World } from './world.ts';

let connection: Connection;
let world: World;
let placements: PlacementStore;

beforeEach(async () => {
  connection = await freshStore();
  world = new World(connection);
  placements = mongoPlacementStore(connection);
});

afterEach(async () => {
  await connection.dropDatabase();
  await connection.close();
});

function banner(slot: string, visit: number, given: Partial<ShowPlacement> = {}): ShowPlacement {
  const step = stepId.parse('thanks');
  const place = { journey: journey.id, version: 1, enrolment: 1, step, visit };
  return {
    kind: 'showPlacement',
    key: effectKey(customerKey(workspace, world.customer), place),
    journey: journey.id,
    step,
    placement: 'banner',
    slot: slotId.parse(slot),
    content: { title: `${slot} ${visit}`, body: 'Welcome back' },
    at: AT,
    until: AT + 1_000,
    summary: 'banner',
    ...given,
  };
}

async function show(effect: ShowPlacement): Promise<void> {
  const { showPlacement } = world.activities({ smtpUrl: undefined, mailboxUrl: 'smtp://127.0.0.1:1' });
  await perform(showPlacement, { workspace, customer: world.customer, effect });
}

async function titles(now: number, slots?: readonly string[]): Promise<string[]> {
  const wanted = slots?.map((slot) => slotId.parse(slot));
  const active = await placements.active(workspace, world.customer, now, wanted);
  return active.map(({ content }) => content.title);
}

test('a placement whose activity runs twice is shown once', async () => {
  await show(banner('home', 1));
  await show(banner('home', 1));
  expect(await titles(AT)).toEqual(['home 1']);
});

test('a placement is shown from its instant until just before its end', async () => {
  await show(banner('home', 1));
  expect(await titles(AT - 1)).toEqual([]);
  expect(await titles(AT)).toEqual(['home 1']);
  expect(await titles(AT + 999)).toEqual(['home 1']);
  expect(await titles(AT + 1_000)).toEqual([]);
});

test('the newest comes first, in the slots asked for', async () => {
  await show(banner('home', 1));
  await show(banner('cart', 2, { at: AT + 10 }));
  await show(banner('home', 3, { at: AT + 20 }));
  expect(await titles(AT + 100)).toEqual(['home 3', 'cart 2', 'home 1']);
  expect(await titles(AT + 100, ['home'])).toEqual(['home 3', 'home 1']);
  expect(await titles(AT + 100, [])).toEqual([]);
});

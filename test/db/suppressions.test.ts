import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { mongoSuppressions, type SuppressionStore } from '../../db/messaging/suppressions.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import { MOST_SOFT, SOFT_DAYS } from '../../domain/policy/bounces.ts';
import { DAY } from '../../domain/time.ts';
import { openLinks } from '../../links/open.ts';
import { openDatabase, type TestDatabase } from '../databases.ts';

let database: TestDatabase;
let store: SuppressionStore;
beforeAll(async () => {
  database = await openDatabase(inject('mongodbUri'), 'suppressions');
  store = mongoSuppressions(database.connection);
});
afterAll(() => database.close());

const AT = Date.UTC(2026, 0, 2);
const workspace = workspaceId.parse('shop');
const address = (mac: string) => ({ workspace, channel: 'email', mac });

test('an address is suppressed once, for the first reason, until it is lifted', async () => {
  expect(await store.find(address('a'))).toBeNull();
  expect(await store.suppress(address('a'), { reason: 'bounce', at: AT })).toBe(true);
  expect(await store.suppress(address('a'), { reason: 'request', at: AT + 1 })).toBe(false);
  expect(await store.find(address('a'))).toEqual({ reason: 'bounce', at: AT });
  expect(await store.find({ ...address('a'), workspace: workspaceId.parse('other') })).toBeNull();
  expect(await store.find({ ...address('a'), channel: 'sms' })).toBeNull();
  expect(await store.lift(address('a'))).toBe(true);
  expect(await store.lift(address('a'))).toBe(false);
  expect(await store.find(address('a'))).toBeNull();
});

test('soft bounces suppress when there are so many, of different messages and within the time', async () => {
  const note = (message: number, at = AT) => store.noteSoft(address('b'), `m${message}`, at);
  for (let message = 1; message < MOST_SOFT; message += 1) expect(await note(message)).toBe(false);
  expect(await note(1), 'the same message again').toBe(false);
  expect(await note(9, AT + (SOFT_DAYS + 1) * DAY), 'the others are long ago').toBe(false);
  for (let message = 10; message < 8 + MOST_SOFT; message += 1) await note(message, AT + (SOFT_DAYS + 1) * DAY);
  expect(await store.find(address('b'))).toBeNull();
  expect(await note(99, AT + (SOFT_DAYS + 1) * DAY)).toBe(true);
  expect(await store.find(address('b'))).toMatchObject({ reason: 'bounce' });
});

test('what stands for an address is the same in all processes, however it is written, and the address is nowhere', async () => {
  const [one, other] = [openLinks(database.connection, {}), openLinks(database.connection, {})];
  const hashed = await one.hashed(workspace, 'email', 'Ann@Example.com ');
  expect(hashed).toEqual({ workspace, channel: 'email', mac: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await other.hashed(workspace, 'email', 'ann@example.com')).toEqual(hashed);
  const { mac } = await one.hashed(workspaceId.parse('other'), 'email', 'ann@example.com');
  expect(mac).not.toBe(hashed.mac);
});

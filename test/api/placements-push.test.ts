import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSealKey, openSeals } from '../../db/seal.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { SECOND } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';

let edge: Edge;
let made: { readonly id: string; readonly secret: string };
beforeAll(async () => {
  edge = await openEdge({ seals: openSeals([newSealKey()]) ?? null });
  made = (await edge.call('post', '/v1/placements/keys', { body: { alg: 'HS256' } })).body;
  await edge.call('put', '/v1/placements/settings', { body: { mode: 'required', origins: [], pollSeconds: 30 } });
});
afterAll(() => edge.close());

async function tokenOf(customer: string): Promise<string> {
  return await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256', kid: made.id })
    .setIssuer('shop')
    .setAudience('placements')
    .setSubject(customer)
    .setIssuedAt(NOW / SECOND)
    .setExpirationTime(NOW / SECOND + 900)
    .sign(Buffer.from(made.secret, 'base64url'));
}

const subscription = {
  endpoint: 'https://fcm.googleapis.com/fcm/send/one',
  keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) },
};
const told = async (customer: string, path: string, body: object) =>
  await edge.call('post', path, { key: await tokenOf(customer), body });
const contact = (customer: string) => edge.deps.stores.contacts.get(edge.workspace, customerId.parse(customer));

test('a page is given the public key where push is set up, and is told where it is not', async () => {
  const asked = async () => (await edge.call('get', '/v1/placements/push', { key: await tokenOf('c-1') })).body;
  expect(await asked()).toEqual({ publicKey: null });
  const body = { provider: 'vapid', subject: 'mailto:shop@example.com' };
  const { publicKey } = (await edge.call('put', '/v1/channels/push', { body })).body;
  expect(await asked()).toEqual({ publicKey });
});

test('a browser is registered by its customer, with the consent that was agreed to, and removed by them alone', async () => {
  const wording = 'Tell me here.';
  expect((await told('c-1', '/v1/placements/push', { subscription, wording })).body).toEqual({ channel: 'push' });
  expect(await contact('c-1')).toMatchObject({
    addresses: { push: JSON.stringify(subscription) },
    consents: [{ channel: 'push', purpose: 'marketing', status: 'granted', source: 'browser', wording }],
  });
  // Somebody else signs in there: what was meant for the first one may not be shown to them.
  await told('c-2', '/v1/placements/push', { subscription });
  expect([(await contact('c-1'))?.addresses, (await contact('c-2'))?.addresses]).toEqual([
    {},
    { push: JSON.stringify(subscription) },
  ]);
  await told('c-1', '/v1/placements/push/off', { subscription });
  expect((await contact('c-2'))?.addresses.push).toBeDefined();
  expect((await told('c-2', '/v1/placements/push/off', { subscription })).status).toBe(200);
  expect((await contact('c-2'))?.addresses).toEqual({});
});

test('a phone is registered in the same way; an old one that signs out does not remove the new one', async () => {
  const [old, now] = ['a-token-of-an-old-phone', 'a-token-of-a-new-phone'];
  for (const device of [old, now]) await told('c-3', '/v1/placements/push', { device });
  expect((await told('c-3', '/v1/placements/push/off', { device: old })).body).toEqual({ channel: 'mobile' });
  expect(await contact('c-3')).toMatchObject({ addresses: { mobile: now }, consents: [] });
});

test('a refused browser that subscribes again is reached again', async () => {
  const address = JSON.stringify(subscription);
  await told('c-4', '/v1/placements/push', { subscription });
  const who = customerId.parse('c-4');
  await edge.deps.stores.contacts.noteUnreachable(edge.workspace, who, 'push', { address, at: NOW, reason: 'gone' });
  await told('c-4', '/v1/placements/push', { subscription });
  expect((await contact('c-4'))?.unreachable?.push).toBeUndefined();
});

test.each([
  ['nothing', {}, ['subscription']],
  ['both', { subscription, device: 'a-token-of-one-phone' }, ['subscription']],
  [
    'a server of their own',
    { subscription: { ...subscription, endpoint: 'https://10.0.0.1/x' } },
    ['subscription.endpoint'],
  ],
  ['no token', { device: 'short' }, ['device']],
])('%s is refused', async (_what, body, paths) => {
  const reply = await told('c-5', '/v1/placements/push', body);
  expect([reply.status, reply.body.problems.map(({ path }: { path: string }) => path)]).toEqual([422, paths]);
  expect(await contact('c-5')).toBeNull();
});

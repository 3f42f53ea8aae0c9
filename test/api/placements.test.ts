import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { effectCollection, type EffectRow } from '../../db/messaging/effects.ts';
import { eventCollection } from '../../db/events/events.ts';
import { PROBLEMS } from '../../api/http/problem.contract.ts';
import { customerId, journeyId, slotId, stepId } from '../../domain/ids.schema.ts';
import { customerKey, effectKey, givenEffectKey } from '../../domain/keys.ts';
import { MOST_SHOWN } from '../../domain/policy/placements.ts';
import { DAY, HOUR, SECOND } from '../../domain/time.ts';
import { eventually } from '../eventually.ts';
import { NOW, openEdge, type Edge } from './edge.ts';

let edge: Edge;
/** The secret of the first key, and its kid. */
let made: { readonly id: string; readonly secret: string };
beforeAll(async () => {
  edge = await openEdge();
  made = (await edge.call('post', '/v1/placements/keys', { body: { alg: 'HS256' } })).body;
});
afterAll(() => edge.close());

const SHOP = 'https://shop.example.com';
const settings = { mode: 'optional', origins: [SHOP], pollSeconds: 30 };
const put = (change: object = {}) => edge.call('put', '/v1/placements/settings', { body: { ...settings, ...change } });

interface Signed {
  readonly sub?: string | undefined;
  readonly iss?: string;
  readonly aud?: string;
  /** Seconds from now. */
  readonly iat?: number;
  readonly exp?: number | null;
  readonly kid?: string;
  readonly alg?: string;
  readonly by?: KeyObject | Uint8Array;
}

/** As the backend of a shop signs it, but for what a test says otherwise. */
async function token(given: Signed = {}): Promise<string> {
  const { iss = 'shop', aud = 'placements', iat = 0, exp = 900, kid = made.id, alg = 'HS256' } = given;
  const sub = 'sub' in given ? given.sub : 'c-1';
  const at = NOW / SECOND;
  const jwt = new SignJWT({})
    .setProtectedHeader({ alg, kid })
    .setIssuer(iss)
    .setAudience(aud)
    .setIssuedAt(at + iat);
  if (sub !== undefined) jwt.setSubject(sub);
  if (exp !== null) jwt.setExpirationTime(at + exp);
  return await jwt.sign(given.by ?? Buffer.from(made.secret, 'base64url'));
}

interface Shown {
  readonly priority?: number;
  readonly mostShown?: number;
  readonly control?: true;
  readonly customer?: string;
}

/** A banner that a step has shown to somebody. */
async function shown(step: string, { customer = 'c-1', control, ...rules }: Shown = {}): Promise<string> {
  const who = customerId.parse(customer);
  const place = { journey: journeyId.parse('hello'), version: 1, enrolment: 1, step: stepId.parse(step), visit: 1 };
  const key = effectKey(customerKey(edge.workspace, who), place);
  const row: EffectRow<'showPlacement'> = {
    _id: key,
    workspace: edge.workspace,
    customer: who,
    kind: 'showPlacement',
    origin: { by: 'journey', place },
    at: NOW - HOUR,
    about: { placement: 'banner', slot: slotId.parse('home'), until: NOW + DAY, ...(control ? { control } : {}) },
    attempts: 1,
    changedAt: NOW,
    state: 'done',
    result: { content: { title: step, body: 'Hello', ...rules } },
  };
  await effectCollection(edge.deps.connection).replaceOne({ _id: key }, row, { upsert: true });
  return key;
}

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const tell = async (events: readonly object[], key?: string) => {
  const { status, body } = await edge.call('post', '/v1/placements/events', {
    key: key ?? (await token()),
    body: { events },
  });
  return status === 200 ? body.results.map((one: { status: string }) => one.status) : body.code;
};
const see = async (key: string, headers = {}) => await edge.call('get', '/v1/placements', { key, headers });
const titles = async () =>
  (await see(await token())).body.placements.map(
    (one: { title?: string; placement: string }) => one.title ?? one.placement,
  );

describe('a token of a customer', () => {
  test('opens placements where tokens are taken, for its own customer and nothing else', async () => {
    await put({ mode: 'off' });
    expect((await see(await token())).status).toBe(401);
    await put();
    const reply = await see(await token());
    expect([reply.status, reply.headers['x-poll-seconds']]).toEqual([200, '30']);
    expect((await edge.call('get', '/v1/placements?customer=c-2', { key: await token() })).status).toBe(403);
    for (const path of ['/v1/customers/c-1', '/v1/customers/c-1/points', '/v1/placements/settings', '/v1/keys']) {
      expect([path, (await edge.call('get', path, { key: await token() })).status]).toEqual([path, 401]);
    }
    expect((await edge.call('post', '/v1/events', { key: await token(), body: {} })).status).toBe(401);
  });

  test('may be required: then no key shows what customers see', async () => {
    expect((await edge.call('get', '/v1/placements?customer=c-1')).status).toBe(200);
    expect((await edge.call('get', '/v1/placements')).status).toBe(422);
    await put({ mode: 'required' });
    expect((await edge.call('get', '/v1/placements?customer=c-1')).status).toBe(403);
    expect((await see(await token())).status).toBe(200);
    expect((await edge.call('delete', `/v1/placements/keys/${made.id}`)).status).toBe(409);
    await put();
  });

  test.each<[string, Signed]>([
    ['signed by somebody else', { by: Buffer.alloc(32, 1) }],
    ['of a key that nobody made', { kid: '0123456789ab' }],
    ['of another workspace', { iss: 'other' }],
    ['for something else', { aud: 'events' }],
    ['without a customer', { sub: undefined }],
    ['for an address', { sub: 'ann@example.com' }],
    ['that never ends', { exp: null }],
    ['for longer than an hour', { exp: 3_601 }],
    ['that has expired', { iat: -1_000, exp: -10 }],
    ['of tomorrow', { iat: 86_400, exp: 86_500 }],
    ['that says itself which algorithm it is signed with', { alg: 'HS512', by: Buffer.alloc(64, 1) }],
  ])('%s is refused', async (_what, given) => {
    const { status, headers, body } = await see(await token(given));
    expect([status, body.code, headers['www-authenticate']]).toEqual([
      401,
      'unauthorized',
      'Bearer error="invalid_token"',
    ]);
  });

  test('without a signature is refused', async () => {
    const [head = '', payload = ''] = (await token()).split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none', kid: made.id })).toString('base64url');
    for (const forged of [`${none}.${payload}.e30`, `${head}.${payload}.e30`]) {
      expect((await see(forged)).status).toBe(401);
    }
  });

  test('may be signed by the private half of a pair, whose public half never signs one', async () => {
    const pair = generateKeyPairSync('ed25519');
    const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const add = (body: object) => edge.call('post', '/v1/placements/keys', { body: { alg: 'EdDSA', ...body } });
    const { status, body } = await add({ publicKey });
    expect([status, body.secret, body.issuer]).toEqual([201, null, 'shop']);
    const signed = { kid: body.id, alg: 'EdDSA', by: pair.privateKey };
    expect((await see(await token(signed))).status).toBe(200);
    // The old confusion: the public half, which everybody may know, as the secret of HS256.
    expect((await see(await token({ kid: body.id, by: Buffer.from(publicKey) }))).status).toBe(401);
    const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const other = generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey;
    for (const wrong of [privateKey, other.export({ type: 'spki', format: 'pem' }).toString(), 'hello']) {
      expect((await add({ publicKey: wrong })).status).toBe(422);
    }
    expect((await edge.call('delete', `/v1/placements/keys/${body.id}`)).status).toBe(204);
    expect((await see(await token(signed))).status).toBe(401);
    expect((await edge.call('delete', `/v1/placements/keys/${body.id}`)).status).toBe(404);
  });

  test('is checked by one of at most five keys, whose secrets no call gives back', async () => {
    const add = async () => (await edge.call('post', '/v1/placements/keys', { body: { alg: 'HS256' } })).status;
    const { body } = await edge.call('get', '/v1/placements/settings');
    expect(JSON.stringify(body)).not.toContain(made.secret);
    expect(body).toMatchObject({ ...settings, keys: [{ id: made.id, alg: 'HS256' }] });
    expect([await add(), await add(), await add(), await add(), await add()]).toEqual([201, 201, 201, 201, 409]);
    const { entries } = (await edge.call('get', '/v1/audit?kind=placements')).body;
    expect(JSON.stringify(entries)).not.toContain(made.secret);
    expect(entries.length).toBeGreaterThan(5);
  });
});

describe('a page of another origin', () => {
  const ask = (headers: Readonly<Record<string, string>>) =>
    fetch(`http://127.0.0.1:${portOf(edge)}/v1/placements`, { method: 'OPTIONS', headers });

  test('is let ask by browsers where it is listed, and nowhere else', async () => {
    const listed = await ask({ Origin: SHOP });
    expect(listed.status).toBe(204);
    expect(listed.headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(listed.headers.get('access-control-allow-headers')).toContain('Authorization');
    expect(listed.headers.get('access-control-allow-credentials')).toBeNull();
    const other = await ask({ Origin: 'https://elsewhere.example.com' });
    expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });

  test('is answered with what it may read, refusals too, and refused where it is not listed', async () => {
    const told = await see(await token(), { Origin: SHOP });
    expect([told.status, told.headers['access-control-allow-origin']]).toEqual([200, SHOP]);
    expect(told.headers['access-control-expose-headers']).toContain('ETag');
    const late = await see(await token({ iat: -1_000, exp: -10 }), { Origin: SHOP });
    expect([late.status, late.headers['access-control-allow-origin']]).toEqual([401, SHOP]);
    const other = await see(await token(), { Origin: 'https://elsewhere.example.com' });
    expect([other.status, other.headers['access-control-allow-origin']]).toEqual([403, undefined]);
    const settingsReply = await edge.call('get', '/v1/placements/settings', { headers: { Origin: SHOP } });
    expect(settingsReply.headers['access-control-allow-origin']).toBeUndefined();
  });

  test.each([
    'https://shop.example.com/',
    'shop.example.com',
    'ftp://shop.example.com',
    'https://Shop.example.com',
    '*',
  ])('cannot be listed as %s', async (origin) => {
    expect((await put({ origins: [origin] })).status).toBe(422);
  });
});

describe('what customers see', () => {
  test('comes by priority and then the newest, with an ETag', async () => {
    await shown('low');
    await shown('high', { priority: 5 });
    expect(await titles()).toEqual(['high', 'low']);
    const { headers } = await see(await token());
    expect((await see(await token(), { 'If-None-Match': headers['etag'] })).status).toBe(304);
    expect((await see(await token({ sub: 'c-2' }))).body).toEqual({ placements: [], more: false, loyalty: null });
  });

  test('is counted once, and neither what they close nor what is worn out comes again', async () => {
    const [low, high] = [await shown('low', { mostShown: 2 }), await shown('high')];
    const seen = (id: number, key = low, kind = 'impression') => ({ id: uuid(id), key, kind });
    expect(await tell([seen(1), seen(1), seen(2, 'shop:c-1:nothing')])).toEqual(['accepted', 'duplicate', 'unknown']);
    expect(await tell([seen(1)])).toEqual(['duplicate']);
    expect(await titles()).toContain('low');
    expect(await tell([seen(3), seen(4, high, 'click')])).toEqual(['accepted', 'accepted']);
    expect(await titles()).toEqual(['high']);
    expect(await tell([seen(5, high, 'dismiss')])).toEqual(['accepted']);
    expect(await titles()).toEqual([]);
    const events = eventCollection(edge.deps.connection).find({ customer: customerId.parse('c-1') });
    const told = (await events.toArray()).map(({ event, data }) => ({
      ...('type' in event && { type: event.type }),
      data,
    }));
    expect(told).toEqual([
      { type: 'placement.clicked', data: { journey: 'hello', step: 'high', slot: 'home' } },
      { type: 'placement.dismissed', data: { journey: 'hello', step: 'high', slot: 'home' } },
    ]);
  });

  test('is nothing for whoever is held out, and what they would have seen is told apart', async () => {
    const key = await shown('held', { control: true });
    const { placements } = (await see(await token())).body;
    expect(placements).toEqual([expect.objectContaining({ key, placement: 'control' })]);
    expect(JSON.stringify(placements)).not.toContain('Hello');
    const sign = (id: number, kind: string) => ({ id: uuid(id), key, kind });
    const told = await tell([sign(10, 'impression'), sign(11, 'click'), sign(12, 'control-impression')]);
    expect(told).toEqual(['ignored', 'ignored', 'accepted']);
  });

  test('is kept from others: a key of somebody else says nothing', async () => {
    const key = await shown('theirs', { customer: 'c-2' });
    expect(await tell([{ id: uuid(20), key, kind: 'dismiss' }])).toEqual(['unknown']);
  });

  test('is told in batches of at most fifty, and of one placement at most so often', async () => {
    const key = await shown('often');
    const batch = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => ({ id: uuid(1_000 + from + n), key, kind: 'impression' }));
    expect(await tell(batch(0, 51))).toBe('invalid');
    for (let from = 0; from < MOST_SHOWN; from += 50) await tell(batch(from, 50));
    expect(await tell(batch(MOST_SHOWN, 1))).toEqual(['ignored']);
    expect(await tell(batch(0, 1))).toEqual(['duplicate']);
    const close = (n: number) => tell([{ id: uuid(5_000 + n), key, kind: 'dismiss' }]);
    expect([await close(1), await close(2)]).toEqual([['accepted'], ['ignored']]);
    const row = await effectCollection(edge.deps.connection).findOne({ _id: givenEffectKey(key) });
    expect(row).toMatchObject({ seen: { dismissed: true, shown: MOST_SHOWN } });
  });
});

test('what pages told is in the results of the journey, by step and by day', async () => {
  const steps = ['seen', 'unseen', 'hidden'].map((id) => {
    return { id, type: 'place', placement: 'banner', slot: 'home', title: 'T', body: 'B' };
  });
  const hello = {
    name: 'Hello',
    enter: { on: 'event', event: 'view' },
    steps: [...steps, { id: 'w', type: 'wait', for: '1d' }],
  };
  await edge.call('put', '/v1/journeys/hello', { body: hello });
  await edge.call('post', '/v1/journeys/hello/publish');
  const [seen, hidden] = [await shown('seen'), await shown('hidden', { control: true })];
  const told = [
    { key: seen, kind: 'impression', at: new Date(NOW - 2 * DAY).toISOString() },
    { key: seen, kind: 'impression', at: new Date(NOW + DAY).toISOString() },
    { key: seen, kind: 'click' },
    { key: hidden, kind: 'control-impression' },
  ];
  await tell(told.map((one, n) => ({ ...one, id: uuid(5_000 + n) })));
  const { steps: results, byDay } = (await edge.call('get', '/v1/journeys/hello/results')).body;
  const counts = results.map(({ step, ...of }: Record<string, unknown>) => [
    step,
    of['shown'],
    of['control'],
    of['followed'],
    of['dismissed'],
  ]);
  expect(counts).toEqual([
    ['seen', 2, 0, 1, 0],
    ['unseen', 0, 0, 0, 0],
    ['hidden', 0, 1, 0, 0],
    ['w', null, null, null, null],
  ]);
  // Neither before the placement nor ahead of the clock: all of it is of today, with what other tests have told.
  const days = ['shown', 'control', 'followed', 'dismissed'].map((name) => byDay[name]);
  expect(days.flatMap((of) => of.slice(0, -1)).every((count: number) => count === 0)).toBe(true);
  expect(byDay.shown.at(-1)).toBeGreaterThanOrEqual(2);
});

test('points, tier and quests come along where there is a programme, also for somebody of whom nothing is known', async () => {
  const programme = {
    earn: [{ id: 'orders', on: 'purchase', per: { by: 'amount', amount: 100, points: 1 }, expire: { by: 'never' } }],
    tiers: {
      metric: { by: 'spend' },
      window: { by: 'lifetime' },
      validity: { by: 'forever' },
      levels: [
        { id: 'bronze', name: 'Bronze', min: 0 },
        { id: 'gold', name: 'Gold', min: 500 },
      ],
    },
    quests: [
      {
        id: 'tour',
        name: 'A tour',
        deadline: { by: 'days', days: 30 },
        steps: [{ id: 'three', name: 'Orders', on: 'purchase', by: 'count', target: 3 }],
        rewards: [{ give: 'points', points: 50 }],
      },
      {
        id: 'asked',
        name: 'By a journey',
        start: { by: 'step' },
        steps: [{ id: 'one', on: 'purchase', by: 'count', target: 1 }],
      },
    ],
  };
  expect((await edge.call('put', '/v1/loyalty', { body: programme })).status).toBe(200);
  expect((await edge.call('post', '/v1/loyalty/publish')).status).toBe(200);
  const ask = async () => await see(await token({ sub: 'newcomer' }));
  // What was published is in force on pages a second later at most.
  await eventually(async () => (await ask()).body.loyalty);
  const { body, headers } = await ask();
  expect(body.loyalty).toMatchObject({ active: 0, tier: { next: { id: 'gold', missing: 500 } } });
  expect(body.loyalty.quests).toEqual([
    {
      id: 'tour',
      name: 'A tour',
      text: '',
      is: 'not-started',
      steps: [{ id: 'three', name: 'Orders', done: 0, target: 3 }],
      rewards: ['50 points'],
      until: null,
    },
  ]);
  // Its time would begin now, whenever that is, and yet nothing has changed.
  edge.clock.now += 1_000;
  expect((await ask()).headers['etag']).toBe(headers['etag']);
  edge.clock.now = NOW;
});

test('a customer whose page asks without end is told when to come back', async () => {
  const small = await openEdge({ limits: { perCustomer: 2 } });
  try {
    const { id, secret } = (await small.call('post', '/v1/placements/keys', { body: { alg: 'HS256' } })).body;
    await small.call('put', '/v1/placements/settings', { body: settings });
    const ask = async (sub: string) => {
      const key = await token({ sub, kid: id, by: Buffer.from(secret, 'base64url') });
      return (await small.call('get', '/v1/placements', { key })).status;
    };
    expect([await ask('c-1'), await ask('c-1'), await ask('c-1'), await ask('c-2')]).toEqual([
      200,
      200,
      PROBLEMS['rate-limited'].status,
      200,
    ]);
  } finally {
    await small.close();
  }
});

function portOf({ server }: Edge): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('nothing listens');
  return address.port;
}

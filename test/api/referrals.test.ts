import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventCollection } from '../../db/events/events.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let lives: ReturnType<typeof livesIn>;
let edge: Edge;

async function call(method: 'get' | 'put' | 'post', path: string, body?: unknown) {
  return await edge.call(method, `/v1${path}`, body === undefined ? {} : { body });
}

const PROGRAMME = {
  earn: [],
  referral: { referrer: [{ give: 'points', points: 50 }], referred: [{ give: 'points', points: 20 }], pendingDays: 0 },
};
/** Somebody of whom something is known, and who has bought nothing. */
const known = (id: string) => lives.told(id, { timezone: 'UTC' });
const codeOf = async (id: string): Promise<string> => (await call('post', `/customers/${id}/referral-code`)).body.code;

/** Says it, lets the customer decide as their workflow would, and asks what was decided. */
async function refer(code: string, customer: string): Promise<string> {
  const { status, body } = await call('post', '/referrals', { code, customer });
  if (status !== 503) return body.reason ?? body.status;
  await decide(customer);
  const again = await call('post', '/referrals', { code, customer });
  return again.body.reason ?? again.body.status;
}

/** What the workflow of the customer would do, twice: what was stored is told when a later turn is. */
async function decide(customer: string): Promise<void> {
  const rows = eventCollection(edge.deps.connection).find({
    customer: customerId.parse(customer),
    p: { $exists: true },
  });
  const events = (await rows.toArray()).map(({ event }) => event);
  await lives.decided(customer, NOW, events);
  await lives.decided(customer, NOW);
}

beforeAll(async () => {
  edge = await openEdge({ testClock: NOW });
  lives = livesIn(edge);
  for (const id of ['ada', 'bob', 'cleo', 'dan', 'eve', 'fay']) await known(id);
});
afterAll(() => edge.close());

test('without a programme that rewards it nobody is brought', async () => {
  expect(await refer(await codeOf('ada'), 'bob')).toBe('no-referral');
  await call('put', '/loyalty', PROGRAMME);
  expect((await call('post', '/loyalty/publish')).status).toBe(200);
});

test('a code is drawn once for a customer, says nothing of them, and is read as people type it', async () => {
  const codes = await Promise.all([codeOf('ada'), codeOf('ada'), codeOf('ada')]);
  expect(new Set(codes).size).toBe(1);
  expect(codes[0]).toMatch(/^[2-9A-Z]{8}$/);
  expect(await codeOf('bob')).not.toBe(codes[0]);
  expect((await call('post', '/customers/nobody/referral-code')).status).toBe(404);
  expect((await call('post', '/referrals', { code: 'no code', customer: 'bob' })).status).toBe(422);
});

describe('a customer who is brought', () => {
  test('decides once, and each refusal says exactly why', async () => {
    const [ada, bob, cleo] = [await codeOf('ada'), await codeOf('bob'), await codeOf('cleo')];
    expect(await refer('K7M3X9QW', 'bob')).toBe('unknown-code');
    expect(await refer(ada, 'ada')).toBe('own-code');
    expect(await refer(` ${ada.toLowerCase()} `, 'bob')).toBe('accepted');
    expect(await refer(ada, 'bob')).toBe('accepted');
    expect(await refer(cleo, 'bob')).toBe('brought-before');
    expect(await refer(bob, 'ada')).toBe('circle');
    expect(await refer(bob, 'cleo')).toBe('accepted');
    expect(await refer(cleo, 'ada')).toBe('circle');
    expect(await refer(ada, 'newcomer')).toBe('accepted');
  });

  test('who has bought before is refused, and that leaves no trace in a chain', async () => {
    await lives.bought('dan', [3]);
    const [eve, dan] = [await codeOf('eve'), await codeOf('dan')];
    expect([await refer(eve, 'dan'), await refer(eve, 'dan')]).toEqual(['bought-before', 'bought-before']);
    expect(await refer(dan, 'eve')).toBe('accepted');
  });

  test('is asked once more where the programme of then took nobody', async () => {
    const code = await codeOf('ada');
    // The call comes by the programme in force, and is decided when there is none that rewards it.
    expect((await call('post', '/referrals', { code, customer: 'gus' })).status).toBe(503);
    await call('put', '/loyalty', { earn: [] });
    expect((await call('post', '/loyalty/publish')).status).toBe(200);
    await decide('gus');
    expect(await refer(code, 'gus')).toBe('no-referral');
    await call('put', '/loyalty', PROGRAMME);
    expect((await call('post', '/loyalty/publish')).status).toBe(200);
    expect([await refer(code, 'gus'), await refer(code, 'gus')]).toEqual(['accepted', 'accepted']);
  });

  test('two who bring each other at the same moment do not close a circle', async () => {
    const store = edge.deps.stores.referrals;
    const ids = Array.from({ length: 6 }, (_, place) => customerId.parse(`ring-${place}`));
    const linked = await Promise.all(
      ids.map((customer, place) => {
        const referrer = ids[(place + 1) % ids.length] ?? customer;
        return store.link({ workspace: edge.workspace, customer, referrer, at: NOW });
      }),
    );
    expect(linked.filter((one) => one === 'linked').length).toBeLessThan(ids.length);
    expect(linked).toContain('linked');
  });

  test('who buys is rewarded, and the figures count whoever was brought', async () => {
    await lives.bought('bob', [0]);
    expect((await call('get', '/customers/bob/points')).body).toMatchObject({ active: 20 });
    const { body } = await call('get', '/referrals');
    expect(body).toMatchObject({ brought: 5, bought: 1, rewarded: 1, referrers: 0 });
    const timeline = JSON.stringify((await call('get', '/customers/bob/timeline')).body);
    expect(timeline).toContain('Brought by ada');
    expect(timeline).toContain('Has bought, brought by ada, who hears of it');
  });
});

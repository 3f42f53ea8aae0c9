import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Connection } from 'mongoose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCallWebhook } from '../../activities/call-webhook.ts';
import { webhookChannel } from '../../channels/webhook.ts';
import { mongoEffectLedger } from '../../db/messaging/ledger.ts';
import { mongoPlaybookStore } from '../../db/playbook/playbooks.ts';
import { mongoWebhookAddressStore } from '../../db/webhooks/addresses.ts';
import { mongoWebhookSecretStore } from '../../db/webhooks/secrets.ts';
import { workspaceCollection } from '../../db/workspaces/workspaces.ts';
import type { Effect } from '../../domain/effect.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { customerKey, effectKey } from '../../domain/keys.ts';
import { publishJourney, startingPlaybook } from '../../domain/playbook.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../domain/time.ts';
import type { Reply } from '../../ingest/webhook-reply.ts';
import { aJourney } from '../builders.ts';
import type { TestDatabase } from '../databases.ts';
import { AT, freshStore, perform, workspace } from './world.ts';

interface Heard {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const SECRET = `whsec_${Buffer.from('a secret of 32 bytes, more or less').toString('base64')}`;
const CUSTOMER = customerId.parse('c-17');

let database: TestDatabase;
let connection: Connection;
let server: Server;
let heard: Heard[];
let told: Reply[];
let now: number;
let reply: (response: ServerResponse, request: IncomingMessage) => void;

beforeEach(async () => {
  database = await freshStore();
  ({ connection } = database);
  [heard, told, now] = [[], [], AT];
  reply = (response) => response.end();
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
      reply(response, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await database.close();
});

const portOf = () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
};
const here = (path = '/hook') => `http://127.0.0.1:${portOf()}${path}`;

interface Given {
  readonly url?: string;
  readonly allowed?: readonly string[];
  readonly clock?: number;
  readonly secret?: boolean;
}

/** A workspace with one journey whose one step calls `url`, and the activity in it. */
async function opened({ url = here(), allowed = ['127.0.0.1'], clock, secret = true }: Given = {}) {
  const step = { id: 'crm', type: 'webhook', url, fields: { note: '{{ segment }} with {{ orders }}' } } as const;
  const journey = aJourney({ id: 'winback', steps: [step] });
  const row = { _id: workspace, currency: 'EUR', timezone: 'UTC', playbook: 2, createdAt: 0 };
  await workspaceCollection(connection).insertOne(clock === undefined ? row : { ...row, clock });
  await mongoPlaybookStore(connection).publish(workspace, publishJourney(startingPlaybook(null), journey));
  const secrets = mongoWebhookSecretStore(connection);
  if (secret) await secrets.rotate(workspace, SECRET, AT, AT);
  const ledger = mongoEffectLedger(connection);
  const call = createCallWebhook({
    ledger,
    playbooks: mongoPlaybookStore(connection),
    workspace: async () => (clock === undefined ? row : { ...row, clock }),
    secrets,
    addresses: mongoWebhookAddressStore(connection),
    channel: webhookChannel({ allowed, within: 400 }),
    acceptReply: async (_here, _customer, said) => void told.push(said),
    now: () => now,
  });
  const [crm] = journey.steps;
  if (crm === undefined) throw new Error('the journey has no step');
  const place = { journey: journey.id, version: 1, enrolment: 1, step: crm.id, visit: 1 };
  const effect: Effect<'callWebhook'> = {
    kind: 'callWebhook',
    key: effectKey(customerKey(workspace, CUSTOMER), place),
    origin: { by: 'journey', place },
    at: AT,
    summary: 'webhook',
    entry: { order: 7 },
    context: { segment: null, previousSegment: null, score: 'R1F1M1', orders: 3, revenue: 1, daysSinceLast: 90 },
  };
  return { effect, secrets, run: async () => await perform(call, { workspace, customer: CUSTOMER, effect }) };
}

/** How long the activity wants to wait before it is run again, ms. */
async function pauseOf(run: () => Promise<string>): Promise<unknown> {
  const failure: unknown = await run().then(
    () => 'it was over',
    (error: unknown) => error,
  );
  return failure instanceof Error && 'nextRetryDelay' in failure ? failure.nextRetryDelay : failure;
}

describe('a call', () => {
  test('posts what is known of the customer and the fields of the step, signed as Standard Webhooks says', async () => {
    const { run } = await opened();
    expect(await run()).toBe('answered');
    const [{ headers, body } = { headers: {}, body: '' }] = heard;
    expect(JSON.parse(body)).toEqual({
      type: 'journey.webhook',
      timestamp: new Date(AT).toISOString(),
      data: {
        customer: 'c-17',
        journey: 'winback',
        version: 1,
        enrolment: 1,
        step: 'crm',
        visit: 1,
        segment: null,
        score: 'R1F1M1',
        entry: { order: 7 },
        fields: { note: ' with 3' },
      },
    });
    expect(headers['webhook-timestamp']).toBe(String(AT / SECOND));
    const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.');
    const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  });

  test('is signed by the old secret too while it is being replaced', async () => {
    const { run, secrets } = await opened();
    await secrets.rotate(workspace, `whsec_${Buffer.from('another').toString('base64')}`, AT, AT + HOUR);
    await run();
    expect(String(heard[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2);
    expect(await secrets.valid(workspace, AT + HOUR)).toHaveLength(1);
  });

  test('tells what the reply says at its top, and nothing that is long, nested, or looks like an address', async () => {
    reply = (response) => {
      response.statusCode = 201;
      response.end(
        JSON.stringify({
          tier: 'gold',
          credit: 5,
          isVip: true,
          mail: 'ann@example.com',
          long: 'x'.repeat(201),
          list: [1],
        }),
      );
    };
    const { run, effect } = await opened();
    await run();
    const facts = { 'http-status': 201, tier: 'gold', credit: 5, isVip: true };
    expect(told).toEqual([{ effect: effect.key, place: effect.origin.place, is: 'done', facts }]);
  });

  test('that is over is not made again, and tells the same outcome again', async () => {
    const { run } = await opened();
    await run();
    expect(await run()).toBe('answered');
    expect(heard).toHaveLength(1);
    expect(told[1]).toEqual(told[0]);
  });

  test('without a secret is not made before there is one', async () => {
    const { run, secrets } = await opened({ secret: false });
    expect(await pauseOf(run)).toBe(5 * SECOND);
    expect(heard).toEqual([]);
    await secrets.rotate(workspace, SECRET, AT, AT);
    now += 5 * SECOND;
    expect(await run()).toBe('answered');
  });
});

describe('what is not a success', () => {
  test('is tried again by the published schedule, with one id and one body, and has failed after three days', async () => {
    reply = (response) => {
      response.statusCode = 500;
      response.end();
    };
    const { run } = await opened();
    const pauses: number[] = [];
    for (;;) {
      const pause = await pauseOf(run);
      if (typeof pause !== 'number') break;
      pauses.push(pause);
      now += pause;
    }
    expect(pauses).toEqual([
      5 * SECOND,
      5 * MINUTE,
      30 * MINUTE,
      ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR),
    ]);
    expect(now - AT).toBeGreaterThan(3 * DAY);
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(heard.map(({ body }) => body)).size).toBe(1);
    expect(heard).toHaveLength(10);
    expect(told).toMatchObject([{ is: 'failed', reason: 'it was answered with 500, at the last attempt' }]);
  });

  test('waits as long as the other side asks, and is not made early by a run that begins anew', async () => {
    reply = (response) => {
      response.writeHead(429, { 'retry-after': '90' });
      response.end();
    };
    const { run } = await opened();
    expect(await pauseOf(run)).toBe(90 * SECOND);
    now += SECOND;
    expect(await pauseOf(run)).toBe(4 * SECOND);
    expect(heard).toHaveLength(1);
  });

  test('is not tried again in a sandbox, whose time moves by itself', async () => {
    reply = (response) => {
      response.statusCode = 503;
      response.end();
    };
    const { run } = await opened({ clock: AT });
    expect(await run()).toBe('failed');
  });

  test('410 disables the address: the next call there is not made', async () => {
    reply = (response) => {
      response.statusCode = 410;
      response.end();
    };
    const { run } = await opened();
    expect(await run()).toBe('failed');
    expect(await mongoWebhookAddressStore(connection).list(workspace)).toMatchObject([{ url: here(), step: 'crm' }]);
    await connection.db?.collection('effects').deleteMany({});
    expect(await run()).toBe('failed');
    expect(heard).toHaveLength(1);
    expect(told[1]?.reason).toContain('disabled');
  });

  test('a reply that does not come in time is a failure, and a huge one is a success that says nothing', async () => {
    reply = () => undefined;
    const { run } = await opened();
    expect(await pauseOf(run)).toBe(5 * SECOND);
    reply = (response) => {
      response.write(JSON.stringify({ tier: 'gold' }));
      const more = () => {
        while (!response.destroyed && response.write(' '.repeat(16_384)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    now += 5 * SECOND;
    expect(await run()).toBe('answered');
    expect(told).toMatchObject([{ is: 'done', facts: { 'http-status': 200 } }]);
  });

  test('a worker that died in the middle leaves a call that is made again with the same id', async () => {
    const { run } = await opened();
    reply = (response) => response.destroy();
    await pauseOf(run);
    // As a worker leaves it that never came to write down how the attempt ended.
    await connection.db?.collection('effects').updateOne({}, { $set: { state: 'begun' } });
    reply = (response) => response.end();
    expect(await run()).toBe('answered');
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(heard).toHaveLength(2);
  });
});

describe('an address that is not public', () => {
  test.each([
    ['this machine', 'http://127.0.0.1:PORT/hook'],
    ['this machine by a name', 'http://localhost:PORT/hook'],
    ['this machine in other figures', 'http://0x7f.1:PORT/hook'],
    ['this machine by IPv6', 'http://[::1]:PORT/hook'],
    ['this machine by IPv4 within IPv6', 'http://[::ffff:127.0.0.1]:PORT/hook'],
    ['a private network', 'http://10.0.0.1/hook'],
    ['the metadata of a cloud', 'http://169.254.169.254/latest/meta-data/'],
    ['a multicast group', 'http://224.0.0.1/hook'],
  ])('is refused for good: %s', async (_what, url) => {
    const { run } = await opened({ url: url.replace('PORT', String(portOf())), allowed: [] });
    expect(await run()).toBe('failed');
    expect(told).toMatchObject([{ is: 'failed', reason: 'its address is not a public one' }]);
    expect(heard).toEqual([]);
  });

  test('is refused where one that may be called redirects to it', async () => {
    reply = (response, { url }) => {
      if (url === '/hook') response.writeHead(307, { location: `http://127.0.0.2:${portOf()}/other` });
      response.end();
    };
    const { run } = await opened();
    expect(await run()).toBe('failed');
    expect(heard).toHaveLength(1);
    expect(told).toMatchObject([{ reason: 'its address is not a public one' }]);
  });

  test('redirects within what is allowed are followed with the same body, and not for ever', async () => {
    reply = (response, { url }) => {
      if (url !== '/there') response.writeHead(308, { location: url === '/hook' ? '/there' : url });
      response.end();
    };
    const { run } = await opened();
    expect(await run()).toBe('answered');
    expect(heard.map(({ body }) => body)).toEqual([heard[0]?.body, heard[0]?.body]);
    heard = [];
    reply = (response, { url = '' }) => {
      response.writeHead(308, { location: `${url}x` });
      response.end();
    };
    await connection.db?.collection('effects').deleteMany({});
    expect(await pauseOf(run)).toBe(5 * SECOND);
    expect(heard).toHaveLength(4);
  });
});

import supertest from 'supertest';
import { z } from 'zod';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROUTES } from '../../api/routes.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { HOUR } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

/** What every object inherits, and what libraries read from objects that they are handed, each kind by turns. */
const KINDS: readonly (readonly string[])[] = [
  ['constructor', 'prototype', '__proto__'],
  ['toString', 'valueOf', 'hasOwnProperty', 'then', 'toJSON'],
  ['_bsontype'],
];
const NAMES = KINDS.flat();

/** Those that a plain object answers to, and so those to look for in texts that become its index. */
const ON_EVERY_OBJECT = NAMES.filter((name) => name in {});

/** No call sees these as keys, at whatever depth: `hostile.test.ts`. The others it may take. */
const REFUSED_AS_KEYS = ['constructor', 'prototype', '__proto__', '_bsontype'];
const TAKEN_AS_KEYS = NAMES.filter((name) => !REFUSED_AS_KEYS.includes(name));

let edge: Edge;
beforeEach(async () => {
  edge = await openEdge();
});
afterEach(() => edge.close());

type Contract = (typeof ROUTES)[number]['contract'];

interface Sent {
  readonly method: Contract['method'];
  readonly path: string;
  /** JSON as text: an object cannot be written with a key `__proto__`. */
  readonly body?: string;
}

async function send({ method, path, body }: Sent): Promise<supertest.Response> {
  const request = supertest(edge.server)[method](path).set('Authorization', `Bearer ${edge.key}`);
  return await (body === undefined ? request : request.type('json').send(body));
}

/** That nothing answers for Temporal here is no fault of ours. */
function isFault({ status, body }: supertest.Response): boolean {
  return status >= 500 && body.code !== 'temporal-away';
}

type Put = (text: string) => string;

type Turns = () => string;

/** One after another and again. */
function turnsOf(all: readonly string[]): Turns {
  let turns = 0;
  return () => all[turns++ % all.length] ?? '';
}

/** A value as JSON, once for each of its places where a name could stand: instead of a text, or as one more key. */
function planted(value: unknown, next: Turns, put: Put = (text) => text): readonly string[] {
  if (typeof value === 'string') return [put(JSON.stringify(next()))];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    const texts = value.map((item) => JSON.stringify(item));
    return value.flatMap((item, place) => planted(item, next, (text) => put(`[${texts.with(place, text).join(',')}]`)));
  }
  const entries = Object.entries(value);
  const texts = entries.map(([key, item]) => `${JSON.stringify(key)}:${JSON.stringify(item)}`);
  const written = (parts: readonly string[]) => put(`{${parts.join(',')}}`);
  return [
    written([...texts, ...TAKEN_AS_KEYS.map((name) => `"${name}":"x"`)]),
    written([...texts, ...TAKEN_AS_KEYS.map((name) => `"${name}":{"${name}":1}`)]),
    ...entries.flatMap(([key, item], place) =>
      planted(item, next, (text) => written(texts.with(place, `${JSON.stringify(key)}:${text}`))),
    ),
  ];
}

/** With one more key that no call takes. */
function refusedOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const before = Object.keys(value).length === 0 ? '{' : `${JSON.stringify(value).slice(0, -1)},`;
  return REFUSED_AS_KEYS.map((name) => `${before}"${name}":{"${name}":1}}`);
}

/** A body that the contract would take, with everything in it that a caller may name. */
function fullExample({ path, example }: Contract): unknown {
  if (path !== '/v1/events' || example === undefined) return example;
  return { ...example, source: 'api', data: { colour: 'red', measures: { width: 1 } } };
}

/** Each kind in the path and as a key; names by turns as the value of each field, and as each part of a query. */
function requestsTo(contract: Contract, kinds: readonly Turns[], next: Turns): readonly Sent[] {
  const { method, path, input } = contract;
  const named = (name: string) => path.replace(/:\w+/g, encodeURIComponent(name));
  const known = input.query instanceof z.ZodObject ? Object.keys(input.query.shape) : [];
  const paths = [
    ...kinds.map((kind) => named(kind())),
    ...['=1', '[a]=1'].map((given) => `${named('usual')}?${next()}${given}`),
    ...known.map((key) => `${named(next())}?${key}=${next()}`),
  ];
  const example = fullExample(contract);
  if (example === undefined) return paths.map((one) => ({ method, path: one }));
  const plain = paths.map((one) => ({ method, path: one, body: JSON.stringify(example) }));
  const usual = path.replace(/:\w+/g, 'usual');
  const bodies = [...refusedOf(example), ...planted(example, next)];
  return [...plain, ...bodies.map((body) => ({ method, path: usual, body }))];
}

describe('a name that every object has', () => {
  test('is taken or refused wherever a caller may put it, and never a fault of ours', async () => {
    const faults: unknown[] = [];
    const kinds = KINDS.map(turnsOf);
    const next = turnsOf(ON_EVERY_OBJECT);
    for (const { contract } of ROUTES) {
      // It takes nothing, and ends only when its caller does.
      if (contract.lasting) continue;
      for (const sent of requestsTo(contract, kinds, next)) {
        const reply = await send(sent);
        if (isFault(reply)) faults.push({ ...sent, status: reply.status });
      }
    }
    expect(faults).toEqual([]);
  });

  test('costs no other event of its call', async () => {
    const event = { id: 'good', customer: 'c-1', type: 'view' };
    const bad = NAMES.map((name) => `{"id":"${name}","customer":"c-1","type":"view","data":{"a":{"${name}":"Long"}}}`);
    const { status, body } = await send({
      method: 'post',
      path: '/v1/events',
      body: `[${[JSON.stringify(event), ...bad].join(',')}]`,
    });
    expect(status).toBe(202);
    expect(body.results[0]).toMatchObject({ id: 'good', status: 'accepted' });
  });
});

describe('whoever calls everything "constructor"', () => {
  const name = 'constructor';

  test('gets a workspace, a customer who moves and is shown what the journey says, and lists of it all', async () => {
    const made = await edge.call('post', '/v1/workspaces', { body: { id: name, currency: 'EUR', timezone: 'UTC' } });
    expect(made.status).toBe(201);

    const { body: scoring } = await edge.call('get', '/v1/scoring');
    const { segments: _, ...rest } = scoring.model.definition;
    const segments = {
      segments: [{ id: name, name: 'Everybody', color: '#123456' }],
      membership: { by: 'first-match', rules: [{ segment: name }], otherwise: name },
    };
    expect((await edge.call('put', '/v1/scoring', { body: { ...rest, segments } })).body.draft.problems).toEqual([]);
    expect((await edge.call('post', '/v1/scoring/publish')).status).toBe(200);

    const journey = {
      name: 'Round and round',
      enter: { on: 'move', to: [name] },
      steps: [
        { id: name, type: 'place', placement: 'banner', slot: name, title: 'Hello', body: 'x' },
        { id: 'pause', type: 'wait', for: '2h', next: name },
      ],
    };
    expect((await edge.call('put', `/v1/journeys/${name}`, { body: journey })).body.problems).toEqual([]);
    expect((await edge.call('post', `/v1/journeys/${name}/publish`)).body).toMatchObject({ version: 1 });

    const lives = livesIn(edge);
    await lives.bought(name, [0]);
    const { effects, shown } = await lives.decided(name, NOW + 2 * HOUR);
    expect(effects).toMatchObject([
      { kind: 'showPlacement', slot: name, origin: { place: { journey: name, step: name } } },
    ]);
    expect(shown).toMatchObject({ segment: name });
    expect(shown.journeys).toContain(name);

    const { body: customer } = await edge.call('get', `/v1/customers/${name}`);
    expect(customer).toMatchObject({ id: name, segment: name });
    expect(customer.inside).toContainEqual(expect.objectContaining({ journey: name, step: 'pause' }));
    const { body: listed } = await edge.call('get', '/v1/journeys');
    expect(listed.journeys).toContainEqual(expect.objectContaining({ id: name, live: 1, inside: 1 }));
    expect((await edge.call('get', `/v1/segments/${name}/customers`)).body.customers).toMatchObject([{ id: name }]);
    expect((await edge.call('get', `/v1/journeys/${name}/versions`)).body.versions).toHaveLength(1);
    expect(await edge.deps.stores.customers.find(edge.workspace, customerId.parse(name))).not.toBeNull();
  });
});

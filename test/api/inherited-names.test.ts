import supertest from 'supertest';
import { z } from 'zod';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROUTES } from '../../api/routes.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { HOUR } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

/**
 * What every object inherits, and what libraries read from objects that they are handed. Those of one kind are found, or
 * not, in the same way: as keys they stand side by side, and as texts they take turns.
 */
const KINDS: readonly (readonly string[])[] = [
  ['constructor', 'prototype', '__proto__'],
  ['toString', 'valueOf', 'hasOwnProperty', 'then', 'toJSON'],
  ['_bsontype'],
];
const NAMES = KINDS.flat();

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

/** Names of one kind, one after another and again. */
interface Kind {
  readonly all: readonly string[];
  readonly next: () => string;
}

function kindOf(all: readonly string[]): Kind {
  let turns = 0;
  return { all, next: () => all[turns++ % all.length] ?? '' };
}

/** A value as JSON, once for each of its places where a name could stand: instead of a text, or as one more key. */
function planted(value: unknown, kind: Kind, put: Put = (text) => text): readonly string[] {
  if (typeof value === 'string') return [put(JSON.stringify(kind.next()))];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    const texts = value.map((item) => JSON.stringify(item));
    return value.flatMap((item, place) => planted(item, kind, (text) => put(`[${texts.with(place, text).join(',')}]`)));
  }
  const entries = Object.entries(value);
  const texts = entries.map(([key, item]) => `${JSON.stringify(key)}:${JSON.stringify(item)}`);
  const written = (parts: readonly string[]) => put(`{${parts.join(',')}}`);
  return [
    written([...texts, ...kind.all.map((name) => `"${name}":"x"`)]),
    written([...texts, ...kind.all.map((name) => `"${name}":{"${name}":1}`)]),
    ...entries.flatMap(([key, item], place) =>
      planted(item, kind, (text) => written(texts.with(place, `${JSON.stringify(key)}:${text}`))),
    ),
  ];
}

/** A body that the contract would take, with everything in it that a caller may name. */
function fullExample({ path, example }: Contract): unknown {
  if (path !== '/v1/events' || example === undefined) return example;
  return { ...example, source: 'api', data: { colour: 'red', measures: { width: 1 } } };
}

function requestsTo(contract: Contract, kind: Kind): readonly Sent[] {
  const { method, path, input } = contract;
  const name = kind.next();
  const named = path.replace(/:\w+/g, encodeURIComponent(name));
  const known = input.query instanceof z.ZodObject ? Object.keys(input.query.shape) : [];
  const queries = ['', `?${name}=1`, `?${name}[a]=1`, ...known.map((key) => `?${key}=${name}`)];
  const example = fullExample(contract);
  if (example === undefined) return queries.map((query) => ({ method, path: `${named}${query}` }));
  const plain = queries.map((query) => ({ method, path: `${named}${query}`, body: JSON.stringify(example) }));
  const usual = path.replace(/:\w+/g, 'usual');
  return [...plain, ...planted(example, kind).map((body) => ({ method, path: usual, body }))];
}

describe('a name that every object has', () => {
  test.each(KINDS.map((names) => ({ names, said: names.join(', ') })))(
    '$said, wherever a caller may put it, is taken or refused, and never a fault of ours',
    async ({ names }) => {
      const faults: unknown[] = [];
      const kind = kindOf(names);
      for (const { contract } of ROUTES) {
        // It takes nothing, and ends only when its caller does.
        if (contract.lasting) continue;
        for (const sent of requestsTo(contract, kind)) {
          const reply = await send(sent);
          if (isFault(reply)) faults.push({ ...sent, status: reply.status });
        }
      }
      expect(faults).toEqual([]);
    },
  );

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

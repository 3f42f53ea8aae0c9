import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { mongo } from 'mongoose';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createPayloadCodec } from '../../codec/payload-codec.ts';
import { mongoPayloadKeys, mongoPayloadKeyUpkeep } from '../../db/privacy/payload-keys.ts';
import { keepPayloadKeys } from '../../activities/jobs/keep-payload-keys.ts';
import { jobCollection } from '../../db/jobs/store.ts';
import { newSealKey, openSeals } from '../../db/seal.ts';
import { customerId, type WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey, workflowId } from '../../domain/keys.ts';
import { givenPayloadKey } from '../../domain/privacy/payload-key.ts';
import { HOUR } from '../../domain/time.ts';
import { openEdge, type Edge } from './edge.ts';
import { jobDepsHere, SILENT } from './jobs-here.ts';

let edge: Edge;
let key: string;
beforeAll(async () => {
  edge = await openEdge();
  key = await edge.keyFor('operator');
});
afterAll(() => edge.close());

const base64 = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('base64');
/** As Temporal's page sends it. */
const wire = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)])),
  data: base64(data),
});
const plain = (text: string): Payload => ({
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from(JSON.stringify(text)),
});

async function closed(text: string, customer: string, workspace: WorkspaceId = edge.workspace) {
  const codec = createPayloadCodec(mongoPayloadKeys(edge.deps.connection, edge.deps.seals, Date.now), { isOn: true });
  const id = workflowId(customerKey(workspace, customerId.parse(customer)));
  const [one] = await codec.encode([plain(text)], { type: 'workflow', namespace: 'default', workflowId: id });
  if (one === undefined) throw new Error('nothing was closed');
  return wire(one);
}

const decode = (payloads: readonly unknown[], headers: Readonly<Record<string, string>> = {}, with_ = key) =>
  edge.call('post', '/v1/codec/decode', { key: with_, body: { payloads }, headers });
const preflight = (headers: Readonly<Record<string, string>>) =>
  supertest(edge.server).options('/v1/codec/decode').set(headers);
const TEMPORAL = { Origin: 'http://127.0.0.1:8233', 'Sec-Fetch-Site': 'same-site' };

describe('what Temporal keeps', () => {
  test('is read with the key of its customer; what is open goes back as it came', async () => {
    const open = wire(plain('open'));
    // Newer pages may say more of a payload than we know.
    const reply = await decode([await closed('secret', 'c-1'), { ...open, externalPayloads: [] }]);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({ payloads: [wire(plain('secret')), open] });
  });

  test('is not read in another workspace, where it was changed, or once its customer is erased: all of it is named', async () => {
    const mine = await closed('secret', 'c-2');
    const theirs = await closed('secret', 'c-2', `${edge.workspace}-2` as WorkspaceId);
    const strange = { ...mine, metadata: { ...mine.metadata, 'encryption-key-id': btoa(`${edge.workspace}:%E0`) } };
    const bytes = atob(mine.data);
    const changed = { ...mine, data: btoa(`${bytes.startsWith('x') ? 'y' : 'x'}${bytes.slice(1)}`) };
    const refused = await decode([mine, theirs, changed, strange]);
    expect(refused.body).toMatchObject({ status: 422, code: 'invalid' });
    expect(
      refused.body.problems.map((one: { readonly path: string; readonly code: string }) => [one.path, one.code]),
    ).toEqual([
      ['payloads[1]', 'unreadable'],
      ['payloads[2]', 'unreadable'],
      ['payloads[3]', 'unreadable'],
    ]);
    const erased = await closed('secret', 'c-gone');
    await edge.deps.stores.erasures.mark(edge.workspace, customerId.parse('c-gone'), 1);
    await edge.deps.connection
      .collection<{ readonly _id: string }>('payload_keys')
      .deleteMany({ _id: customerKey(edge.workspace, customerId.parse('c-gone')) });
    expect((await decode([erased])).body).toMatchObject({ status: 410, code: 'erased' });
    expect((await decode([{ data: '?' }])).body).toMatchObject({
      status: 422,
      problems: [{ path: 'payloads[0].data' }],
    });
  });

  test('may be read by Temporal’s page with the session of the browser, and by no other page', async () => {
    const opened = await edge.call('post', '/v1/session', { key, headers: { 'Sec-Fetch-Site': 'same-origin' } });
    const Cookie = String(opened.headers['set-cookie']).split(';')[0] ?? '';
    const payloads = [await closed('secret', 'c-3')];
    const read = await decode(payloads, { ...TEMPORAL, Cookie }, '');
    expect(read.body).toEqual({ payloads: [wire(plain('secret'))] });
    expect(read.headers).toMatchObject({
      'access-control-allow-origin': TEMPORAL.Origin,
      'access-control-allow-credentials': 'true',
    });
    const elsewhere = { ...TEMPORAL, Origin: 'https://evil.example.com' };
    const kept = await decode(payloads, { ...elsewhere, Cookie }, '');
    expect(kept.status).toBe(403);
    expect(kept.headers).not.toHaveProperty('access-control-allow-origin');
    expect((await edge.call('post', '/v1/clock', { key: '', body: {}, headers: { ...TEMPORAL, Cookie } })).status).toBe(
      403,
    );
    const asked = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'x-namespace' };
    const answered = await preflight({ ...TEMPORAL, ...asked });
    expect(answered.status).toBe(204);
    expect(answered.headers['access-control-allow-headers']).toContain('X-Namespace');
    const refused = await preflight({ ...elsewhere, ...asked });
    expect(refused.status).toBe(403);
  });
});

describe('the keys of it', () => {
  const rows = () => edge.deps.connection.collection<{ readonly _id: string; readonly made?: number }>('payload_keys');
  const idOf = (customer: string) => givenPayloadKey(customerKey(edge.workspace, customerId.parse(customer)));

  test('are sealed with the first of SECRETS_KEY, so that the earlier one can be taken away', async () => {
    const [before, now] = [newSealKey(), newSealKey()];
    const keysBy = (...secrets: readonly string[]) =>
      mongoPayloadKeys(edge.deps.connection, openSeals(secrets), Date.now);
    const id = idOf('c-rotated');
    const made = await keysBy(before).of(id);
    // As 0.12.0 left them.
    await rows().updateOne({ _id: id }, { $unset: { by: 1 } });
    const locked = (await rows().countDocuments({})) - 1;
    const upkeep = mongoPayloadKeyUpkeep(edge.deps.connection, openSeals([now, before]));
    // Those that no key of ours opens keep nobody waiting.
    expect(await upkeep.reseal()).toEqual({ resealed: 1, locked });
    expect(await upkeep.reseal()).toEqual({ resealed: 0, locked });
    expect(await keysBy(now).find(id)).toEqual(made);
    expect(await keysBy(before).find(id)).toEqual({ is: 'locked' });
  });

  test('are not made for somebody who is erased at the same moment, and what a dead process began is forgotten', async () => {
    const { connection, seals, stores } = edge.deps;
    const who = customerId.parse('c-racing');
    const updateOne = Reflect.get(mongo.Collection.prototype, 'updateOne');
    // Between looking whether they were erased, and storing the key.
    const spy = vi.spyOn(mongo.Collection.prototype, 'updateOne').mockImplementation(async function (
      this: mongo.Collection,
      ...given
    ) {
      if (this.collectionName === 'payload_keys') await stores.erasures.mark(edge.workspace, who, 1);
      return await Reflect.apply(updateOne, this, given);
    });
    expect(await mongoPayloadKeys(connection, seals, Date.now).of(idOf('c-racing'))).toEqual({ is: 'erased' });
    spy.mockRestore();
    expect(await rows().countDocuments({ _id: idOf('c-racing') })).toBe(0);

    const half = { _id: idOf('c-half'), sealed: 'x.y', made: 1 };
    await rows().insertOne(half);
    expect(await mongoPayloadKeys(connection, seals, Date.now).find(half._id)).toEqual({ is: 'unknown' });
    await mongoPayloadKeyUpkeep(connection, seals).forgetUnmade(HOUR);
    expect(await rows().countDocuments({ _id: half._id })).toBe(0);
  });

  test('go with a workspace that was deleted, once the workflow that deleted it has ended', async () => {
    const { connection, seals } = edge.deps;
    const gone = `${edge.workspace}-gone` as WorkspaceId;
    const id = givenPayloadKey(gone);
    await mongoPayloadKeys(connection, seals, Date.now).of(id);
    const times = { startedAt: 1, changedAt: 1, done: 0, total: 0 };
    const deletion = { _id: 'deletion', workspace: gone, kind: 'delete-workspace', state: 'done', ...times } as const;
    await jobCollection(connection).insertOne(deletion);
    const statuses = ['RUNNING', 'gone'];
    const describeRun = async () => {
      const name = statuses.shift();
      if (name === 'gone') throw new WorkflowNotFoundError('it is gone', `job:${gone}:deletion`, undefined);
      return { status: { name } };
    };
    // Calls of an activity's client end with it.
    const withAbortSignal = async (_: unknown, work: () => Promise<void>) => await work();
    const workflow = { getHandle: () => ({ describe: describeRun }) };
    const client = { workflow, withAbortSignal } as unknown as Client;
    const here = new MockActivityEnvironment({}, { client, logger: SILENT });
    const left = () => rows().countDocuments({ _id: id });
    await here.run(() => keepPayloadKeys(jobDepsHere(connection, () => 1)));
    expect(await left()).toBe(1);
    await here.run(() => keepPayloadKeys(jobDepsHere(connection, () => 1)));
    expect(await left()).toBe(0);
  });
});

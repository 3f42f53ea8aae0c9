import type { Payload } from '@temporalio/common';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPayloadCodec } from '../../codec/payload-codec.ts';
import { mongoPayloadKeys } from '../../db/privacy/payload-keys.ts';
import { customerId, type WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey, workflowId } from '../../domain/keys.ts';
import { openEdge, type Edge } from './edge.ts';

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
  const codec = createPayloadCodec(mongoPayloadKeys(edge.deps.connection, edge.deps.seals), { isOn: true });
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
    const changed = { ...mine, data: btoa(`x${atob(mine.data).slice(1)}`) };
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

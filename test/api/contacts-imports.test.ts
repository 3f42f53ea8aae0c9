import { afterAll, beforeAll, expect, test } from 'vitest';
import supertest from 'supertest';
import { openEdge, type Edge } from './edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());

const FILE =
  'customer,email,timezone,consent\nc-1,ada@example.com,Europe/London,granted\nc-2,nobody,,\nc-3,,,withdrawn\n';

function send(query: string, body: string | Buffer, type = 'text/csv') {
  const request = supertest(edge.app).post(`/v1/contacts/imports${query}`).set('Content-Type', type);
  return request.set('Authorization', `Bearer ${edge.key}`).send(body);
}

const stored = async (name: string) => await edge.deps.connection.collection(name).countDocuments();

test('a dry run reads the whole file, says what would be refused, and stores nothing', async () => {
  const { status, body } = await send('?dryRun=1', FILE);
  expect(status).toBe(200);
  expect(body.dryRun).toEqual({
    rows: 3,
    accepted: 2,
    rejected: 1,
    named: { email: 1, sms: 0, telegram: 0, timezone: 1, consent: 2 },
    problems: [{ line: 3, reason: 'no-address', column: 'email', message: 'this is no e-mail address' }],
  });
  for (const name of ['contacts', 'jobs', 'events', 'uploads.files', 'rejected_rows']) {
    expect(await stored(name), name).toBe(0);
  }
});

test.each([
  ['no customer column', '', 'email\nada@example.com\n', 'map.customer'],
  ['an unknown field in the map', '?map=phone:Phone', FILE, 'map.phone'],
  ['nothing at all', '', '\n', ''],
])('with %s it is refused before anything is stored', async (_what, query, file, path) => {
  for (const also of [query, query === '' ? '?dryRun=1' : `${query}&dryRun=1`]) {
    const { body } = await send(also, file);
    expect(body).toMatchObject({ status: 422, code: 'invalid', problems: [{ path }] });
    expect(body.detail).toMatch(/^Nothing was stored: /);
  }
  expect(await stored('jobs')).toBe(0);
});

test.each([
  ['dryRun=yes', 'say dryRun=1 to store nothing'],
  ['source=', 'a source is 1 to 100 printable characters, such as newsletter-form'],
])('%s is refused in one sentence', async (query, message) => {
  const { body } = await send(`?${query}`, FILE);
  expect(body).toMatchObject({ status: 422, problems: [{ message }] });
});

test.each([
  ['UTF-16 with its mark', Buffer.from(`\ufeff${FILE}`, 'utf16le'), ''],
  ['Windows-1252', Buffer.from(FILE.replace('customer', 'K\u00e4ufer'), 'latin1'), '&map=customer:K%C3%A4ufer'],
])('a file in %s is read like any other', async (_what, file, map) => {
  const { status, body } = await send(`?dryRun=1${map}`, file);
  expect([status, body.dryRun?.accepted]).toEqual([200, 2]);
});

test('only CSV is taken', async () => {
  expect((await send('', '{}', 'application/json')).body).toMatchObject({ status: 415 });
});

test('one file of a workspace at a time', async () => {
  const first = await send('', FILE);
  expect(first.status).toBe(202);
  expect(first.body.job).toMatchObject({ kind: 'contacts', state: 'queued', total: 3 });
  expect(await stored('uploads.files')).toBe(1);
  const second = await send('', FILE);
  expect(second.body).toMatchObject({ status: 409, code: 'conflict' });
  expect(await stored('uploads.files')).toBe(1);
  const { body } = await edge.call('get', '/v1/jobs');
  expect(body.jobs).toMatchObject([{ id: first.body.job.id, kind: 'contacts' }]);
});

test('a file that never arrived whole gives its place up after a minute', async () => {
  const rows = edge.deps.connection.collection<{ _id: string }>('jobs');
  const { jobs } = (await edge.call('get', '/v1/jobs')).body;
  await rows.updateOne({ _id: jobs[0].id }, { $set: { phase: 'uploading', changedAt: edge.clock.now } });
  expect((await send('', FILE)).status).toBe(409);
  edge.clock.now += 60_001;
  expect((await send('', FILE)).status).toBe(202);
  expect(await rows.findOne({ _id: jobs[0].id })).toBeNull();
  expect(await stored('uploads.files')).toBe(1);
});

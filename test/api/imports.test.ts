import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import supertest from 'supertest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mongoJobStore, type JobRow } from '../../db/jobs.ts';
import { mongoRejectedStore } from '../../db/rejected-rows.ts';
import { openEdge, type Edge } from './edge.ts';

const FILE = 'invoice_no,customer_id,order_ts,revenue_gbp\n1,c1,2011-12-01 10:00:00,22.2\n';
/** Not a measure of speed: a limit for what never happens. */
const SOON = { timeout: 30_000 };
const MAP = 'customer:customer_id,id:invoice_no,at:order_ts,amount:revenue_gbp';

let edge: Edge;
beforeEach(async () => {
  edge = await openEdge();
});
afterEach(() => edge.close());

function send(file: string, query: string, media = 'text/csv') {
  return supertest(edge.app)
    .post(`/v1/imports${query}`)
    .set('Authorization', `Bearer ${edge.key}`)
    .set('Content-Type', media)
    .send(file);
}

const jobs = () => mongoJobStore(edge.deps.connection);

describe('sending a file', () => {
  test('is answered with a job, also while Temporal is away: the file is safe', async () => {
    const response = await send(FILE, `?map=${MAP}`);
    expect(response.status).toBe(202);
    expect(response.body.job).toMatchObject({ kind: 'import', state: 'queued', phase: 'waiting', rejected: 0 });
    const { id } = response.body.job;
    expect((await edge.call('get', `/v1/jobs/${id}`)).body.job).toEqual(response.body.job);
    expect((await edge.call('get', '/v1/jobs')).body.jobs).toEqual([response.body.job]);
  });

  test.each([
    ['', 'map.customer', '"customer_id"'],
    [`?map=${MAP.replace('revenue_gbp', 'revenue')}`, 'map.amount', '"revenue"'],
    ['?map=buyer:customer_id', 'map.buyer', 'fields are'],
  ])('is refused where a column is missing, with those that are there: %s', async (query, path, words) => {
    const response = await send(FILE, query);
    expect(response.status).toBe(422);
    expect(response.body.problems).toContainEqual(
      expect.objectContaining({ path, message: expect.stringContaining(words) }),
    );
    expect((await edge.call('get', '/v1/jobs')).body.jobs).toEqual([]);
  });

  test.each([
    ['?source=Not a slug', 'source'],
    ['?type=customers', 'type'],
  ])('is refused where %s', async (query, path) => {
    const response = await send(FILE, query);
    expect(response.status).toBe(422);
    expect(response.body.problems).toContainEqual(expect.objectContaining({ path }));
  });

  test('needs a body that is CSV or NDJSON, and not empty', async () => {
    expect((await send(FILE, '', 'application/json')).status).toBe(415);
    expect((await send('', `?map=${MAP}`)).body).toMatchObject({
      status: 422,
      detail: expect.stringContaining('empty'),
    });
    expect(
      (await send('{"id":1,"customer":"c1","at":"2011-01-01","amount":1}\n', '', 'application/x-ndjson')).status,
    ).toBe(202);
  });

  test('waits until the import before it is over', async () => {
    const first = await send(FILE, `?map=${MAP}`);
    const second = await send(FILE, `?map=${MAP}`);
    expect(second.body).toMatchObject({ status: 409, detail: expect.stringContaining(first.body.job.id) });
  });

  test('that breaks off leaves nothing behind', async () => {
    const server = edge.app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const sending = httpRequest({
      host: '127.0.0.1',
      port,
      path: `/v1/imports?map=${MAP}`,
      method: 'POST',
      headers: { Authorization: `Bearer ${edge.key}`, 'Content-Type': 'text/csv' },
    });
    sending.on('error', () => undefined);
    sending.write(FILE);
    const listed = async () => (await edge.call('get', '/v1/jobs')).body.jobs.length;
    await expect.poll(listed, SOON).toBe(1);
    sending.destroy();
    await expect.poll(listed, SOON).toBe(0);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('a job', () => {
  const row: JobRow = {
    _id: 'job-1',
    workspace: 'shop' as JobRow['workspace'],
    kind: 'import',
    state: 'running',
    phase: 'reading',
    done: 500,
    total: 2_000,
    phaseAt: 1_000_000,
    counts: { imported: 480, ahead: 0, duplicates: 10, rejected: 10, customers: 0 },
    options: { format: 'csv', mapping: {}, source: 'api' as JobRow['options']['source'] },
    lines: 2_001,
    startedAt: 990_000,
    changedAt: 1_010_000,
    active: 1,
  };

  test('says how fast it goes and when it will be over', async () => {
    await jobs().begin(row);
    const { job } = (await edge.call('get', '/v1/jobs/job-1')).body;
    expect(job).toMatchObject({ done: 500, total: 2_000, rate: 50, eta: new Date(1_040_000).toISOString() });
    expect(job).toMatchObject({ imported: 480, duplicates: 10, rejected: 10 });
  });

  test('is nobody else’s business', async () => {
    await jobs().begin({ ...row, workspace: 'other' as JobRow['workspace'] });
    for (const path of ['/v1/jobs/job-1', '/v1/jobs/job-1/rejected', '/v1/jobs/none']) {
      expect((await edge.call('get', path)).status).toBe(404);
    }
    expect((await edge.call('delete', '/v1/jobs/job-1')).status).toBe(404);
  });

  test('that has ended cannot be called off, and one that runs goes on while Temporal is away', async () => {
    await jobs().begin(row);
    expect((await edge.call('delete', '/v1/jobs/job-1')).body).toMatchObject({ status: 503, code: 'temporal-away' });
    await jobs().end('job-1', { state: 'done', at: 1_020_000 });
    expect((await edge.call('delete', '/v1/jobs/job-1')).body).toMatchObject({ status: 409 });
  });

  test('hands out the rows it refused as a file that a spreadsheet opens and does not run', async () => {
    await jobs().begin(row);
    await mongoRejectedStore(edge.deps.connection).add([
      { _id: 'job-1:12', job: 'job-1', line: 12, column: null, message: 'is bad', raw: '=cmd()|"x",1' },
      { _id: 'job-1:3', job: 'job-1', line: 3, column: 'at, local', message: 'is no time', raw: 'o1,c1,now' },
      { _id: 'job-2:1', job: 'job-2', line: 1, column: null, message: 'of another job', raw: '' },
    ]);
    const response = await edge.call('get', '/v1/jobs/job-1/rejected');
    expect(response.headers['content-type']).toContain('text/csv');
    expect(response.headers['content-disposition']).toContain('rejected-job-1.csv');
    expect(response.text).toBe(
      ['line,column,message,row', '3,"at, local",is no time,"o1,c1,now"', `12,,is bad,"'=cmd()|""x"",1"`, ''].join(
        '\r\n',
      ),
    );
  });
});

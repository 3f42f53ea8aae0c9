import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import supertest from 'supertest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JobRow } from '../../db/jobs/rows.ts';
import { mongoJobStore } from '../../db/jobs/store.ts';
import { mongoRejectedStore } from '../../db/jobs/rejected-rows.ts';
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

async function stored(): Promise<Readonly<Record<string, number>>> {
  const db = edge.deps.connection.getClient().db(edge.deps.connection.name);
  const names = ['events', 'uploads.files', 'uploads.chunks', 'jobs'];
  const counts = await Promise.all(names.map((name) => db.collection(name).countDocuments()));
  return Object.fromEntries(names.map((name, place) => [name, counts[place] ?? 0]));
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

  test('says how the file is read, in the reply and in the job', async () => {
    const file =
      'id;customer;at;amount\n1;17850.0;13.12.2011;22,20\n1;17850.0;13.12.2011;1,00\n2;13047.0;1.12.2011;5,00\n';
    const { body } = await send(file, '');
    expect(body.job.reading).toEqual({
      rows: 'lines',
      export: null,
      columns: { customer: 'customer', id: 'id', at: 'at', amount: 'amount' },
      encoding: 'utf-8',
      delimiter: ';',
      dates: 'dmy',
      decimal: ',',
      currency: 'GBP',
      pointZero: ['customer'],
      rowsRead: 3,
      rowsFolded: 1,
      largestFold: 2,
    });
    expect((await edge.call('get', `/v1/jobs/${body.job.id}`)).body.job.reading).toEqual(body.job.reading);
  });

  const repeated = 'id,customer,at,amount,sku\n1,c1,2011-12-01,122.40,A\n1,c1,2011-12-01,122.40,B\n';

  test.each([
    [repeated, '', 'type', '122.40 in lines 2 and 3'],
    ['id,customer,at,amount\n1,c1,1/2/2011,5\n', '', 'dates', '1/2/2011'],
    ['id,customer,at,amount\n1,c1,2011-12-01,"1,234"\n', '', 'decimal', '1,234'],
    ['id,customer,at,amount\n1,c1,1/2/2011,5\n', '?dates=ymd', undefined, ''],
  ])('asks where the file leaves a doubt, and stores nothing: %j %s', async (file, query, path, words) => {
    const response = await send(file, query);
    if (path === undefined) {
      expect(response.status).toBe(202);
      return;
    }
    expect(response.status).toBe(422);
    expect(response.body.problems).toEqual([{ code: 'doubt', path, message: expect.stringContaining(words) }]);
    expect((await edge.call('get', '/v1/jobs')).body.jobs).toEqual([]);
    expect(await stored()).toEqual({ events: 0, 'uploads.files': 0, 'uploads.chunks': 0, jobs: 0 });
  });

  test('as a dry run says the same with the first twenty orders, and stores nothing', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => `o${n},c${n},2011-12-01,${n}.50`);
    const file = ['id,customer,at,amount', ...rows, 'C1,c1,2011-12-02,-3', 'x,nan,2011-12-02,3', ''].join('\n');
    const { status, body } = await send(file, '?dryRun=1');
    expect(status).toBe(200);
    const { reading } = (await send(file, '')).body.job;
    expect(body.reading).toEqual(reading);
    expect(body).toMatchObject({ events: 31, refunds: 1, rejected: 1, reasons: [{ reason: 'placeholder', line: 33 }] });
    expect(body.refused).toEqual([
      { line: 33, reason: 'placeholder', column: 'customer', message: expect.any(String) },
    ]);
    expect(body.first).toHaveLength(20);
    const at = '2011-12-01T00:00:00.000Z';
    expect(body.first[1]).toEqual({ line: 3, id: 'o1', customer: 'c1', type: 'purchase', at, amount: 150, rows: 1 });
  });

  test('as a dry run leaves nothing behind, and asks as an import does', async () => {
    expect((await send(FILE, `?dryRun=1&map=${MAP}`)).status).toBe(200);
    expect((await send(repeated, '?dryRun=1')).body).toMatchObject({ status: 422, problems: [{ path: 'type' }] });
    expect(await stored()).toEqual({ events: 0, 'uploads.files': 0, 'uploads.chunks': 0, jobs: 0 });
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

describe('the pseudonym of an address', () => {
  const ask = (...addresses: string[]) => edge.call('post', '/v1/pseudonyms', { body: { addresses } });

  test('is the customer that an import makes of it, and stays the same', async () => {
    const file = 'id,mail,at,amount\n1,Ann@example.com,2011-12-01,5\n';
    const { body } = await send(file, '?dryRun=1&map=email:mail');
    const { customers } = (await ask('ann@example.com', 'bob@example.com')).body;
    expect(customers).toEqual([body.first[0].customer, expect.stringMatching(/^m-/)]);
    expect((await ask('ANN@example.com')).body.customers).toEqual([customers[0]]);
  });

  test('is another one in another workspace, and of nothing but addresses', async () => {
    const [here] = (await ask('ann@example.com')).body.customers;
    const there = await edge.deps.imports.pseudonyms('other' as JobRow['workspace']);
    expect(there('ann@example.com')).not.toBe(here);
    expect((await ask('ann')).status).toBe(422);
  });
});

describe('a job', () => {
  const row: JobRow<'import'> = {
    _id: 'job-1',
    workspace: 'shop' as JobRow['workspace'],
    kind: 'import',
    state: 'running',
    phase: 'reading',
    done: 500,
    total: 2_000,
    phaseAt: 1_000_000,
    counts: { imported: 480, ahead: 0, duplicates: 10, rejected: 10, customers: 0 },
    options: { format: 'csv', mapping: {}, source: 'api' as JobRow<'import'>['options']['source'] },
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
      {
        _id: 'job-1:3',
        job: 'job-1',
        line: 3,
        reason: 'no-time',
        column: 'at, local',
        message: 'is no time',
        raw: 'o1,c1,now',
      },
      { _id: 'job-2:1', job: 'job-2', line: 1, column: null, message: 'of another job', raw: '' },
    ]);
    const response = await edge.call('get', '/v1/jobs/job-1/rejected');
    expect(response.headers['content-type']).toContain('text/csv');
    expect(response.headers['content-disposition']).toContain('rejected-job-1.csv');
    expect(response.text).toBe(
      [
        'line,column,message,row,reason',
        '3,"at, local",is no time,"o1,c1,now",no-time',
        `12,,is bad,"'=cmd()|""x"",1",`,
        '',
      ].join('\r\n'),
    );
    const some = await edge.call('get', '/v1/jobs/job-1/rejected?reason=no-time');
    expect(some.text.split('\r\n')).toHaveLength(3);
  });
});

import { Readable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { mongoContactStore } from '../../db/customers/contacts.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { customerKey, workflowId } from '../../domain/keys.ts';
import { jobId } from '../../workflows/job-messages.ts';
import { eventually } from './import-world.ts';
import { JobWorld } from './job-world.ts';

let world: JobWorld;
afterEach(() => world.close());

const options = { mapping: {}, source: 'newsletter-form' };

async function send(text: string): Promise<string> {
  const begun = await world.jobs.beginContacts(world.shop.workspace, options, Readable.from([Buffer.from(text)]));
  if (begun.is !== 'begun') throw new Error(JSON.stringify(begun));
  return begun.job._id;
}

async function ended(id: string): Promise<JobRow<'contacts'>> {
  const row = await world.ended(id);
  if (row.kind !== 'contacts') throw new Error(`${id} is no import of contacts`);
  return row;
}

const contact = async (id: string) =>
  await mongoContactStore(world.shop.store).get(world.shop.workspace, customerId.parse(id));
const profile = async (id: string) => (await world.shop.customer(id))?.state.profile;

/** Everything that Temporal keeps of a workflow, as text. */
async function historyOf(id: string): Promise<string> {
  const { events } = await world.shop.client.workflow.getHandle(id).fetchHistory();
  const bytes = (_key: string, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString() : value);
  return JSON.stringify(events, bytes);
}

test('each row goes the way of a single call: the address book, then the customer, and no address anywhere else', async () => {
  world = await JobWorld.open();
  const { shop } = world;
  await world.startWorker();
  const file = [
    'customer,email,timezone,consent,consentAt',
    'c-1,ada@example.com,Europe/London,granted,2026-01-02T10:00:00Z',
    'c-2,bob@example.com,,withdrawn,',
    'c-3,nobody-at-all,,,',
    'carl@example.com,carl@example.com,,,',
    'c-1,,Europe/Rome,,',
    'c-4,dan@example.com,,,',
  ].join('\n');
  const id = await send(file);
  const row = await ended(id);
  expect(row).toMatchObject({ state: 'done', done: 6, total: 6, result: { changed: 4, unchanged: 0, rejected: 2 } });
  expect(await shop.uploads()).toBe(0);

  // Of two rows of one customer the later one counts, and what it leaves empty stays.
  expect(await contact('c-1')).toMatchObject({
    addresses: { email: 'ada@example.com' },
    timezone: 'Europe/Rome',
    consents: [{ status: 'granted', at: Date.parse('2026-01-02T10:00:00Z'), source: 'newsletter-form' }],
  });
  await eventually(async () => (await profile('c-1'))?.timezone?.name === 'Europe/Rome');
  await eventually(async () => (await profile('c-2'))?.consents?.email?.marketing?.granted === false);
  await eventually(async () => (await profile('c-4'))?.addresses?.email?.known === true);
  expect(await profile('c-1')).toMatchObject({
    addresses: { email: { known: true } },
    consents: { email: { marketing: { granted: true } } },
  });

  const rejected = await shop.rejected(id);
  expect(rejected.map(({ line, column, raw }) => [line, column, raw])).toEqual([
    [4, 'email', ''],
    [5, 'customer', ''],
  ]);
  const db = shop.store.getClient().db(shop.store.name);
  for (const { name } of await db.listCollections().toArray()) {
    if (name === 'contacts') continue;
    const text = JSON.stringify(await db.collection(name).find({}).toArray());
    expect(text, name).not.toMatch(/example\.com|nobody-at-all/);
  }
  const customers = ['c-1', 'c-2', 'c-4'].map((one) => workflowId(customerKey(shop.workspace, customerId.parse(one))));
  for (const one of [jobId(shop.workspace, id), ...customers]) {
    const history = await historyOf(one);
    expect(history).toContain(shop.workspace);
    expect(history).not.toMatch(/example\.com|nobody-at-all/);
  }
});

test('a worker that fails half-way costs no row, and leaves nobody untold; the same file again changes nothing', async () => {
  world = await JobWorld.open();
  const { shop } = world;
  const ROWS = 250;
  const rows = Array.from({ length: ROWS }, (_, n) => `c-${n},c${n}@example.com,,granted,2026-01-02T10:00:00Z`);
  const file = ['customer,email,timezone,consent,consentAt', ...rows].join('\n');
  let calls = 0;
  await world.startWorker((deps) => ({
    wakesPerSecond: 2_000,
    contacts: {
      ...deps.contacts,
      put: async (...asked) => {
        calls += 1;
        const row = await deps.contacts.put(...asked);
        // Stored, and nobody told of it yet.
        if (calls === 220) throw new Error('the store is away');
        return row;
      },
    },
  }));
  const first = await ended(await send(file));
  const { changed = 0, unchanged = 0, rejected = 0 } = first.result ?? {};
  expect([changed + unchanged, rejected, first.done]).toEqual([ROWS, 0, ROWS]);
  // Rows of the batch that was cut off may count as unchanged in the second attempt, and no others.
  expect(unchanged).toBeLessThanOrEqual(200);
  for (const n of [0, 219, 249]) {
    expect(await contact(`c-${n}`)).toMatchObject({
      addresses: { email: `c${n}@example.com` },
      consents: [{ status: 'granted' }],
    });
  }
  const known = async () =>
    (await shop.customers()).filter(({ state }) => state.profile.addresses?.email?.known === true).length;
  await eventually(async () => (await known()) === ROWS);
  const told = (await shop.events()).length;
  expect(told).toBeGreaterThanOrEqual(ROWS);
  const second = await ended(await send(file));
  expect(second.result).toEqual({ changed: 0, unchanged: ROWS, rejected: 0 });
  expect(await shop.events()).toHaveLength(told);
});

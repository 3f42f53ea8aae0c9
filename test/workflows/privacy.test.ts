import { MockActivityEnvironment } from '@temporalio/testing';
import { WorkflowNotFoundError } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { IllegalStateError } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { createEraseCustomer } from '../../activities/jobs/erase-customer.ts';
import { mongoJobDeps } from '../../activities/jobs/jobs.ts';
import { openStores } from '../../api/stores.ts';
import { effectCollection } from '../../db/messaging/effects.ts';
import { mongoPlaybookStore } from '../../db/playbook/playbooks.ts';
import { EXPORTED_PARTS } from '../../db/privacy/export.ts';
import { WORKSPACE_DATA } from '../../db/workspaces/workspace-data.ts';
import { mongoErasureStore } from '../../db/privacy/erasures.ts';
import { ERASED_PARTS } from '../../db/privacy/customer-erasure.ts';
import { segmentSizes } from '../../db/tallies/segment.ts';
import { movesByDay } from '../../db/tallies/move-day.ts';
import { sizesByDay } from '../../db/tallies/segment-day.ts';
import { ensureIndexes } from '../../db/schema.ts';
import { eventId, sourceId } from '../../domain/ids.schema.ts';
import { customerKey, eventKey, workflowId } from '../../domain/keys.ts';
import { openLinks } from '../../links/open.ts';
import { publishJourney } from '../../domain/playbook.ts';
import { CHANNELS } from '../../domain/channels/channel.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { beginJob, type JobWanted } from '../../jobs/begin.ts';
import { mongoJobStore } from '../../db/jobs/store.ts';
import { changeContact } from '../../ingest/contact.ts';
import { censusHere } from '../../activities/jobs/recount.ts';
import { mailQueue } from '../../workflows/messages.ts';
import { aJourney, aPlaybook } from '../builders.ts';
import { eventually, file } from './import-world.ts';
import { JobWorld } from './job-world.ts';
import {
  NICKNAME,
  OTHER,
  PLANTED,
  plantedAudit,
  plantedNames,
  plantedPast,
  plantedRewards,
  WHO,
} from './privacy-plant.ts';

/** Everything that workers say of themselves, from the least on. */
const logged: string[] = [];
try {
  Runtime.install({ logger: new DefaultLogger('INFO', (entry) => void logged.push(textOf(entry))) });
} catch (error) {
  if (!(error instanceof IllegalStateError)) throw error;
}

let world: JobWorld;
let mails: { readonly worker: Worker; readonly running: Promise<void> };
let native: NativeConnection;
beforeEach(async () => {
  const hello = `<p>Hello ${PLANTED.named}, call ${PLANTED.phone}</p>`;
  const greeting = aJourney({
    id: 'hello',
    name: 'Hello',
    enter: { on: 'event', event: 'purchase' },
    steps: [
      { id: 'mail', type: 'send', channel: 'email', subject: `Hello ${PLANTED.named}`, body: hello },
      { id: 'toast', type: 'place', placement: 'toast', slot: 'home', title: PLANTED.named, body: PLANTED.phone },
      { id: 'rest', type: 'wait', for: '30d' },
    ],
  });
  world = await JobWorld.open({ playbook: publishJourney(aPlaybook(), greeting) });
  openStores(world.shop.store);
  await ensureIndexes(world.shop.store);
  native = await NativeConnection.connect({ address: inject('temporalAddress') });
  const { store, taskQueue } = world.shop;
  // No mail server: each attempt fails, and says why.
  const outside = { smtpUrl: undefined, mailboxUrl: 'smtp://127.0.0.1:1', from: 'shop@example.com' };
  const activities = createActivities({ connection: store, ...outside });
  const worker = await Worker.create({ connection: native, taskQueue: mailQueue(taskQueue, false), activities });
  mails = { worker, running: worker.run() };
});
afterEach(async () => {
  mails.worker.shutdown();
  await mails.running;
  await world.close();
  await native.close();
});

function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? String(one) : one)) ?? '';
}

const db = () => world.shop.store.getClient().db(world.shop.store.name);

/** Rows that hold a word, by collection. */
async function holding(...words: readonly string[]): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { name } of await db().listCollections().toArray()) {
    const rows = await db().collection(name).find({}).toArray();
    const own = rows.filter((row) => words.some((word) => textOf(row).includes(word)));
    if (own.length > 0) found[name] = own.length;
  }
  return found;
}

/** Somebody with something in every collection that can hold something of them, and somebody else beside them. */
async function plant(): Promise<void> {
  const { shop } = world;
  const { store, workspace } = shop;
  const stores = openStores(store);
  const contact = { contacts: stores.contacts, acceptProfile: shop.ingest.acceptProfile };
  const consent = { status: 'granted', at: 1, source: 'checkout' } as const;
  const row = await shop.workspaceRow();
  const keys = { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) };
  const push = JSON.stringify({ endpoint: PLANTED.browser, keys });
  await changeContact(contact, row, WHO, {
    addresses: { email: PLANTED.address, sms: PLANTED.mobile, telegram: PLANTED.chat, push },
    consents: CHANNELS.map((channel) => ({ ...consent, channel })),
  });
  await eventually(async () => (await shop.customer(WHO))?.state.profile.consents?.email?.marketing?.granted === true);
  await shop.tell({ id: 'said', customer: WHO, type: 'identify', attributes: { plan: 'gold', nickname: NICKNAME } });
  const address = { id: 'said-2', customer: WHO, type: 'identify', attributes: { mail: PLANTED.address } };
  await expect(shop.tell(address)).rejects.toThrow('an attribute is not personal');
  for (const [customer, spent] of [
    [WHO, 100],
    [OTHER, 200],
  ] as const) {
    for (const days of [90, 60, 3, 0]) {
      const id = `${customer}-${days}`;
      const data = { note: PLANTED.named, phone: PLANTED.phone };
      const at = isoTime(Date.now() - days * DAY);
      await shop.tell({ id, customer, type: 'purchase', amount: spent, at, data });
    }
  }
  await stores.mails.put({
    id: 'mail-1',
    workspace,
    customer: WHO,
    effect: 'x',
    to: PLANTED.address,
    from: 'shop@example.com',
    subject: 'Hello',
    text: PLANTED.named,
    html: '',
    at: 1,
    receivedAt: 1,
  });
  await stores.quarantine.setAside([{ workspace, customer: WHO, reason: 'out of reach', event: orderKey('apart') }], 1);
  await plantedRewards(shop);
  await plantedNames(shop);
  await plantedAudit(shop);
  await plantedPast(store, workspace, WHO);
  await stores.baskets.put([{ _id: orderKey('o-1'), workspace, customer: WHO, at: 1, items: [] }]);
  const imported = await shop.import(file(['', WHO, isoTime(Date.now()), '1.00'], ['i-1', OTHER, isoTime(1), '1.00']));
  expect(imported).toMatchObject({ state: 'done', counts: { rejected: 1 } });
}

function orderKey(id: string) {
  return eventKey(world.shop.workspace, sourceId.parse('api'), eventId.parse(id));
}

/** What others did stays, and whom it was done to is said by the id that was drawn. */
async function othersStay(alias: string): Promise<void> {
  const { store, workspace } = world.shop;
  const { audit, sourceTallies } = openStores(store);
  const entries = await audit.page(workspace, {}, { limit: 10 });
  expect(entries.map(({ object, difference }) => [object.id, difference.changed.map(({ after }) => after)])).toEqual([
    ['j-1', [JSON.stringify(alias), JSON.stringify(OTHER)]],
    [alias, []],
  ]);
  const [tally] = await sourceTallies.list(workspace);
  expect(tally?.requests.map(({ customer }) => customer)).toEqual([null, OTHER]);
}

/** They want no more mail, which outlives them by a keyed hash of their address. */
async function withdrawn(): Promise<void> {
  const { shop } = world;
  const ports = { contacts: openStores(shop.store).contacts, acceptProfile: shop.ingest.acceptProfile };
  const word = { channel: 'email', status: 'withdrawn', at: Date.now(), source: 'page' } as const;
  await changeContact(ports, await shop.workspaceRow(), WHO, { consents: [word] });
  // Told only afterwards, they would have to be ended a second time.
  await eventually(async () => (await shop.customer(WHO))?.state.profile.consents?.email?.marketing?.granted === false);
}

/** Everybody has decided, and what they decided was tried. */
async function settled(): Promise<void> {
  const { store, workspace } = world.shop;
  await eventually(async () => (await world.shop.customers()).length === 2);
  await eventually(
    async () => {
      const tried = await effectCollection(store).find({ workspace, customer: WHO }).toArray();
      const shown = tried.find(({ kind, state }) => kind === 'showPlacement' && state === 'done');
      return shown !== undefined && tried.some(({ kind, state }) => kind === 'sendMessage' && state === 'retry');
    },
    { what: 'a banner is shown and a mail was tried', withinMs: 30_000 },
  );
}

/** What Temporal keeps of a workspace, as texts: payloads are read, and not only the names around them. */
async function recorded(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { client, workspace } = world.shop;
  const found = new Map<string, string[]>([
    ['histories', []],
    ['descriptions', []],
    ['search attributes', []],
    ['logs', [...logged]],
  ]);
  const query = ['customer', 'job'].map((kind) => `WorkflowId STARTS_WITH "${kind}:${workspace}:"`).join(' OR ');
  for await (const { workflowId: id, runId } of client.workflow.list({ query })) {
    const handle = client.workflow.getHandle(id, runId);
    const history: unknown = JSON.parse(historyToJSON(await handle.fetchHistory()));
    found.get('histories')?.push(textOf(history) + decoded(history).join('\n'));
    const { raw, memo, searchAttributes, typedSearchAttributes } = await handle.describe();
    found.get('search attributes')?.push(textOf(typedSearchAttributes.getAll()));
    const shown = JSON.parse(textOf(raw));
    found.get('descriptions')?.push(textOf({ memo, searchAttributes, shown }) + decoded(shown).join('\n'));
  }
  return found;
}

/** What payloads hold, wherever they lie. */
function decoded(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'data' && typeof one === 'string' ? [Buffer.from(one, 'base64').toString()] : decoded(one),
  );
}

test('nothing personal that was planted is in histories, memos, search attributes, failures or logs', async () => {
  await world.startWorker();
  await plant();
  await settled();
  const found = await recorded();
  const failures = [...found.values()].flat().filter((text) => /ailure":\{/.test(text));
  const scanned = [...found].map(([what, texts]) => `${texts.length} ${what}, ${texts.join('').length} characters`);
  console.info(`scanned: ${scanned.join('; ')}; with failures: ${failures.length}`);
  expect(failures.length).toBeGreaterThan(0);
  // Else it would be looking in the wrong place.
  expect(found.get('histories')?.join('')).toContain(WHO);
  expect(
    found.get('histories')?.some((text) => text.includes(NICKNAME)),
    'payloads are read, and not only the names around them',
  ).toBe(true);
  expect(found.get('search attributes')?.join('')).toContain(world.shop.workspace);
  expect(Object.keys(await holding(PLANTED.named, PLANTED.phone))).toEqual(
    expect.arrayContaining(['events', 'mailbox', 'parts']),
  );
  expect(await holding(PLANTED.address)).not.toEqual({});
  for (const [what, texts] of found) {
    for (const word of [...Object.values(PLANTED), ...(what === 'histories' ? [] : [NICKNAME])]) {
      expect(
        texts.filter((text) => text.includes(word)),
        `${word} in ${what}`,
      ).toEqual([]);
    }
  }
});

/** Each part of the register that may be exported and holds something of them. */
async function everythingIsExported(): Promise<void> {
  const { workspace, store } = world.shop;
  const exported = new Set<string>();
  for await (const { of } of openStores(store).customerExport(workspace, WHO)) exported.add(of);
  const held = await holding(customerKey(workspace, WHO), `"${WHO}"`, PLANTED.address);
  const parts = WORKSPACE_DATA.filter(({ name, collection }) => collection in held && EXPORTED_PARTS.includes(name));
  expect([...exported].toSorted()).toEqual([...parts.map(({ name }) => name), 'rejectedRows'].toSorted());
  expect(exported.size).toBeGreaterThanOrEqual(EXPORTED_PARTS.length - 2);
}

test('given somebody is erased, then nothing of them is left, sums go on, and nothing is taken for them any more', async () => {
  const { shop } = world;
  const { workspace, store, client } = shop;
  await world.startWorker(() => ({ quietAfter: 300 }));
  await plant();
  await settled();
  const key = customerKey(workspace, WHO);
  await everythingIsExported();
  await withdrawn();
  const { _id: erasure, alias } = await mongoErasureStore(store).mark(workspace, WHO, Date.now());
  expect(await shop.tell({ id: 'late', customer: WHO, type: 'view' })).toBe('erased');

  const { _id } = await world.begin({ kind: 'erase-customer', options: { erasure } });
  const job = await world.ended(_id);
  expect(job).toMatchObject({ state: 'done', total: job.done, result: { workflows: 1 } });
  const rows = job.kind === 'erase-customer' ? job.result?.erased : undefined;
  expect(rows).toMatchObject({ customers: 1, contacts: 1, events: 7, mailbox: 1, rejectedRows: 1, couponGrants: 1 });
  expect(rows).toMatchObject({
    payloadKeys: 1,
    quarantine: 1,
    drawClaims: 1,
    baskets: 1,
    couponCodes: 1,
    couponUses: 1,
    effects: 2,
  });

  expect(rows).toMatchObject({ feedCustomers: 1, feedLines: expect.any(Number) });
  // On every channel; somebody else has the same note and phone in the data of their events.
  const { address: mail, mobile, chat, browser } = PLANTED;
  expect(await holding(key, `"${WHO}"`, mail, mobile, chat, browser)).toEqual({});
  expect(textOf(job)).not.toContain(WHO);
  await othersStay(alias);
  const address = await openLinks(store, {}).hashed(workspace, 'email', PLANTED.address);
  expect(await openStores(store).suppressions.find(address)).toMatchObject({ reason: 'erased' });
  expect(await mongoErasureStore(store).find(workspace, WHO)).toMatchObject({ alias, doneAt: expect.any(Number) });
  await expect(client.workflow.getHandle(workflowId(key)).describe()).rejects.toThrow(WorkflowNotFoundError);
  expect((await client.workflow.count(`WorkflowId = "${workflowId(key)}"`)).count).toBe(0);
  expect((await shop.customers()).map(({ customer }) => customer)).toEqual([OTHER]);

  // The files of those who do not know yet.
  const again = await shop.import(file(['i-2', WHO, isoTime(Date.now()), '1.00']));
  expect(again).toMatchObject({ counts: { imported: 0, rejected: 1 } });
  expect(await shop.rejected(again._id)).toMatchObject([{ reason: 'erased', raw: '' }]);
  const { _id: rebuild } = await world.begin({ kind: 'rebuild' });
  expect(await world.ended(rebuild)).toMatchObject({ result: { customers: 1, differences: 0 } });
});

/** A job that nobody works on but the test. */
async function aside(wanted: JobWanted) {
  const ports = {
    jobs: mongoJobStore(world.shop.store),
    launch: async () => undefined,
    now: Date.now,
    failed: () => undefined,
  };
  return await beginJob(ports, world.shop.workspace, wanted);
}

test('given an erasure is cut off again and again, each time after a few steps more, then it goes on, and the sums are those of one that was not', async () => {
  const { shop } = world;
  const { workspace, store, client, taskQueue } = shop;
  await world.startWorker();
  await plant();
  await settled();
  const deps = mongoJobDeps(store, {
    playbooks: mongoPlaybookStore(store),
    from: 'shop@example.com',
    workspace: async () => await shop.workspaceRow(),
  });
  const census = await censusHere(deps, await shop.workspaceRow());
  await deps.tallies.catchUp(census);
  const figures = async () =>
    await deps.tallies.read(workspace, async (reader) => ({
      moves: await movesByDay(reader, census, 120),
      sizes: (await sizesByDay(reader, census, 120)).map(({ segment, sizes }) => [segment, sizes.slice(0, -1)]),
    }));
  const before = await figures();
  expect(before.moves).not.toEqual([]);
  const { _id: erasure } = await deps.erasures.mark(workspace, WHO, Date.now());
  const job = await aside({ kind: 'erase-customer', options: { erasure } });
  const call = { workspace, job: job._id, kind: 'erase-customer' } as const;

  let cuts = 1;
  for (let isDone = false; !isDone; cuts += 2) {
    let left = cuts;
    const cut = async <Result>(work: Promise<Result>): Promise<Result> => {
      const result = await work;
      left -= 1;
      if (left === 0) throw new Error('the worker is gone');
      return result;
    };
    const { customerErasure: whole } = deps;
    const customerErasure: typeof whole = {
      filesBefore: (of) => whole.filesBefore(of),
      uncount: (of, as) => cut(whole.uncount(of, as)),
      eraseSome: (of, part, limit, now) => cut(whole.eraseSome(of, part, limit, now)),
      noteWorkflows: (of, runs) => cut(whole.noteWorkflows(of, runs)),
    };
    const erase = createEraseCustomer({ ...deps, customerErasure, quietAfter: 1 });
    isDone = await new MockActivityEnvironment({ taskQueue }, { client })
      .run(() => erase(call))
      .then(
        () => true,
        () => false,
      );
  }
  expect(cuts).toBeGreaterThan(ERASED_PARTS.length);
  expect(await deps.jobs.find(workspace, job._id)).toMatchObject({ result: { workflows: 1 } });
  expect(await holding(customerKey(workspace, WHO), `"${WHO}"`, PLANTED.address)).toEqual({});
  expect(await figures()).toEqual(before);
  const present = await deps.tallies.read(workspace, segmentSizes);
  expect(present.reduce((sum, { customers }) => sum + customers, 0)).toBe(1);
  expect((await deps.tallies.rebuild(census)).differences).toEqual([]);
});

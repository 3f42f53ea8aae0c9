import { MockActivityEnvironment } from '@temporalio/testing';
import { WorkflowNotFoundError } from '@temporalio/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
import { CHANNELS, type Channel } from '../../domain/channels/channel.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { stateQuery } from '../../workflows/messages.ts';
import { beginJob, type JobWanted } from '../../jobs/begin.ts';
import { mongoJobStore } from '../../db/jobs/store.ts';
import { withdrawAll } from '../../ingest/contact.ts';
import { censusHere } from '../../activities/jobs/recount.ts';
import { eventually, file } from './import-world.ts';
import { JobWorld } from './job-world.ts';
import {
  asOfThen,
  FIRST,
  lifesPlaybook,
  openStandIns,
  ordered,
  reachable,
  reachedIn,
  SECOND,
  toldElsewhere,
} from './privacy-life.ts';
import { failuresIn, holding, listen, recorded, scanned, textOf } from './privacy-scan.ts';
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

listen();

let world: JobWorld;
let outside: Awaited<ReturnType<typeof openStandIns>>;
beforeEach(async () => {
  world = await JobWorld.open({ playbook: lifesPlaybook() });
  openStores(world.shop.store);
  await ensureIndexes(world.shop.store);
  outside = await openStandIns(world.shop);
});
afterEach(async () => {
  await outside.stop();
  await world.close();
});

/** Somebody with something in every collection that can hold something of them, and somebody else beside them. */
async function plant(): Promise<void> {
  const { shop } = world;
  const { store, workspace } = shop;
  const stores = openStores(store);
  await shop.tell({ id: 'said', customer: WHO, type: 'identify', attributes: { plan: 'gold', nickname: NICKNAME } });
  const address = { id: 'said-2', customer: WHO, type: 'identify', attributes: { mail: PLANTED.address } };
  await expect(shop.tell(address)).rejects.toThrow('an attribute is not personal');
  // Each brought the other, which only a test can say, and both have bought.
  for (const told of [{ kind: 'referral-came', from: WHO } as const, { kind: 'referral-brought', who: WHO } as const]) {
    await shop.ingest.tell(await shop.workspaceRow(), OTHER, told);
  }
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
  await shop.tell({ id: 'hello', customer: WHO, type: 'greeted' });
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

/** That somebody was brought, and brought somebody, stays with them; by whom, and whom, is said by the id that was drawn. */
async function forgottenByOthers(alias: string): Promise<void> {
  const { shop } = world;
  await eventually(async () => textOf(await shop.workflow(OTHER).query(stateQuery)).includes(alias));
  expect(textOf(await shop.workflow(OTHER).query(stateQuery))).not.toContain(WHO);
  expect(await holding(shop, WHO)).toEqual({});
  const told = await holding(shop, alias);
  expect(Object.keys(told)).toEqual(expect.arrayContaining(['customers', 'events', 'journal', 'feed_lines', 'marks']));
}

/** They want no more of one channel, which outlives them by a keyed hash of their address on it. */
async function withdraws(channel: Channel): Promise<void> {
  const { shop } = world;
  const ports = { contacts: openStores(shop.store).contacts, acceptProfile: shop.ingest.acceptProfile };
  const word = { channel, at: Date.now(), source: 'page' } as const;
  await withdrawAll(ports, await shop.workspaceRow(), WHO, word);
  const granted = async () => (await shop.customer(WHO))?.state.profile.consents?.[channel]?.marketing?.granted;
  await eventually(async () => (await granted()) === false);
}

/** Everybody has decided, and what they decided is done. */
async function settled(): Promise<void> {
  const { store, workspace } = world.shop;
  await eventually(async () => (await world.shop.customers()).length === 2);
  await eventually(
    async () => {
      const mine = { workspace, customer: WHO, state: 'done', 'origin.place.journey': 'hello' } as const;
      return (await effectCollection(store).countDocuments(mine)) === 2;
    },
    { what: 'a banner is shown and a mail was sent', withinMs: 30_000 },
  );
}

/** Nothing personal is in what Temporal keeps or workers log, and a name that travels through histories is nowhere else. */
async function nothingPersonal(): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await recorded(world.shop);
  console.info(scanned(found));
  for (const [what, texts] of found) {
    for (const word of [...Object.values(PLANTED), ...(what === 'histories' ? [] : [NICKNAME])]) {
      expect(
        texts.filter((text) => text.includes(word)),
        `${word} in ${what}`,
      ).toEqual([]);
    }
  }
  return found;
}

/** Else it would be looking in the wrong place. */
function findsWhatIsThere(found: ReadonlyMap<string, readonly string[]>): void {
  expect(failuresIn(found).length).toBeGreaterThan(0);
  expect(found.get('histories')?.join('')).toContain(WHO);
  expect(
    found.get('histories')?.some((text) => text.includes(NICKNAME)),
    'payloads are read, and not only the names around them',
  ).toBe(true);
  expect(found.get('search attributes')?.join('')).toContain(world.shop.workspace);
}

/** Each part of the register that may be exported and holds something of them. */
async function everythingIsExported(): Promise<void> {
  const { workspace, store } = world.shop;
  const exported = new Set<string>();
  for await (const { of } of openStores(store).customerExport(workspace, WHO)) exported.add(of);
  const held = await holding(world.shop, customerKey(workspace, WHO), `"${WHO}"`, PLANTED.address);
  const parts = WORKSPACE_DATA.filter(({ name, collection }) => collection in held && EXPORTED_PARTS.includes(name));
  expect([...exported].toSorted()).toEqual([...parts.map(({ name }) => name), 'rejectedRows'].toSorted());
  expect(exported.size).toBeGreaterThanOrEqual(EXPORTED_PARTS.length - 2);
}

test('given somebody is reached on five channels by what ships, withdraws from one and is erased, then the others go on, and nothing of them is left anywhere', async () => {
  const { shop } = world;
  const { workspace, store, client } = shop;
  await world.startWorker(() => ({ quietAfter: 300 }), asOfThen);
  await reachable(shop);
  await ordered(shop, 'first');
  const first = await reachedIn(shop, 'first');
  expect(new Set(first)).toEqual(new Set([...CHANNELS, 'page']));
  await withdraws('telegram');
  await ordered(shop, 'again');
  const again = await reachedIn(shop, 'again');
  // What would have come by Telegram comes by mail.
  expect(again.filter((by) => by !== 'page')).toEqual(['email', 'sms', 'email', 'email', 'email']);
  expect(again).toContain('page');

  await plant();
  await settled();
  findsWhatIsThere(await nothingPersonal());
  const told = (await toldElsewhere(shop)).join('');
  expect(told).toContain(WHO);
  for (const word of Object.values(PLANTED)) expect(told).not.toContain(word);
  expect(Object.keys(await holding(shop, PLANTED.named, PLANTED.phone))).toEqual(
    expect.arrayContaining(['events', 'mailbox', 'parts']),
  );
  const { address: mail, mobile, chat, browser } = PLANTED;
  for (const one of [mail, mobile, chat, browser]) expect(await holding(shop, one)).not.toEqual({});

  const key = customerKey(workspace, WHO);
  await everythingIsExported();
  const { _id: erasure, alias } = await mongoErasureStore(store).mark(workspace, WHO, Date.now());
  expect(await shop.tell({ id: 'late', customer: WHO, type: 'view' })).toBe('erased');

  const { _id } = await world.begin({ kind: 'erase-customer', options: { erasure } });
  const job = await world.ended(_id);
  expect(job).toMatchObject({ state: 'done', total: job.done, result: { workflows: 1 } });
  const rows = job.kind === 'erase-customer' ? job.result?.erased : undefined;
  const events = FIRST.length + SECOND.length + 9;
  const mailbox = [...first, ...again].filter((by) => by !== 'page').length + 2;
  expect(rows).toMatchObject({ customers: 1, contacts: 1, events, mailbox, rejectedRows: 1, couponGrants: 1 });
  expect(rows).toMatchObject({
    quarantine: 1,
    drawClaims: 1,
    baskets: 1,
    couponCodes: 1,
    couponUses: 1,
    payloadKeys: 1,
  });
  const some: unknown = expect.any(Number);
  expect(rows).toMatchObject({ feedCustomers: 1, feedLines: some, effects: some, journal: some });

  // On every channel; somebody else has the same note and phone in the data of their events.
  expect(await holding(shop, key, `"${WHO}"`, mail, mobile, chat, browser)).toEqual({});
  expect(textOf(job)).not.toContain(WHO);
  const left = await nothingPersonal();
  // What others were told of them while they were there stays in the histories of those until their runs end.
  for (const what of ['descriptions', 'search attributes']) expect(left.get(what)?.join('')).not.toContain(WHO);
  await othersStay(alias);
  await forgottenByOthers(alias.replace('erased ', ''));
  const address = await openLinks(store, {}).hashed(workspace, 'telegram', chat);
  expect(await openStores(store).suppressions.find(address)).toMatchObject({ reason: 'erased' });
  expect(await mongoErasureStore(store).find(workspace, WHO)).toMatchObject({ alias, doneAt: expect.any(Number) });
  await expect(client.workflow.getHandle(workflowId(key)).describe()).rejects.toThrow(WorkflowNotFoundError);
  expect((await client.workflow.count(`WorkflowId = "${workflowId(key)}"`)).count).toBe(0);
  expect((await shop.customers()).map(({ customer }) => customer)).toEqual([OTHER]);

  // The files of those who do not know yet.
  const later = await shop.import(file(['i-2', WHO, isoTime(Date.now()), '1.00']));
  expect(later).toMatchObject({ counts: { imported: 0, rejected: 1 } });
  expect(await shop.rejected(later._id)).toMatchObject([{ reason: 'erased', raw: '' }]);
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
  await reachable(shop);
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
  expect(await holding(shop, customerKey(workspace, WHO), `"${WHO}"`, PLANTED.address)).toEqual({});
  expect(await figures()).toEqual(before);
  const present = await deps.tallies.read(workspace, segmentSizes);
  expect(present.reduce((sum, { customers }) => sum + customers, 0)).toBe(1);
  expect((await deps.tallies.rebuild(census)).differences).toEqual([]);
});

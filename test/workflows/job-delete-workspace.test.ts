import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { WorkflowNotFoundError } from '@temporalio/client';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { openStores, type Stores } from '../../api/stores.ts';
import { consentHistoryCollection } from '../../db/customers/consent-history.ts';
import { mongoRecountStore } from '../../db/tallies/recounts.ts';
import { mongoPseudonymKeyStore } from '../../db/customers/pseudonym-keys.ts';
import { customerCollection } from '../../db/customers/customers.ts';
import { eventCollection } from '../../db/events/events.ts';
import { draftRow } from '../../db/playbook/drafts.ts';
import { mongoPlaybookStore } from '../../db/playbook/playbooks.ts';
import { mongoEffectLedger } from '../../db/messaging/ledger.ts';
import { ensureIndexes } from '../../db/schema.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { mongoUploadStore } from '../../db/jobs/uploads.ts';
import { WORKSPACE_DATA } from '../../db/workspaces/workspace-data.ts';
import { userCollection } from '../../db/workspaces/users.ts';
import { workspaceCollection } from '../../db/workspaces/workspaces.ts';
import { wireEvent } from '../../domain/events/event.schema.ts';
import { SEGMENT_SOURCE, USUAL_MAPPING } from '../../domain/sources/source.schema.ts';
import { couponCode } from '../../domain/coupons/code.schema.ts';
import type { GrantId } from '../../domain/coupons/coupon.ts';
import { displayName, nameKey } from '../../domain/loyalty/boards/name.schema.ts';
import { referralCode } from '../../domain/loyalty/referral/code.schema.ts';
import { couponPool } from '../../domain/coupons/pool.schema.ts';
import {
  customerId,
  boardId,
  drawId,
  eventId,
  itemId,
  journeyId,
  poolId,
  prizeId,
  sourceId,
  stepId,
  workspaceId,
  type WorkspaceId,
} from '../../domain/ids.schema.ts';
import { customerKey, effectKey, eventKey, workflowId } from '../../domain/keys.ts';
import { parseDraft } from '../../domain/scoring/parse-draft.ts';
import { DAY, HOUR, isoTime, MINUTE } from '../../domain/time.ts';
import { publishJourney } from '../../domain/playbook.ts';
import { launchScheduleId } from '../../workflows/job-messages.ts';
import { acceptEvents } from '../../ingest/accept.ts';
import { eventRow } from '../../ingest/event-row.ts';
import { temporalWake } from '../../ingest/wake.ts';
import { newKey } from '../../api/workspaces/workspace.ts';
import { aJourney, aPlaybook } from '../builders.ts';
import { startBuilt } from '../faults/built.ts';
import { deletionWith } from './deletion-changes.ts';
import { eventually, file } from './import-world.ts';
import { withRegister } from './iys-rows.ts';
import { JobWorld } from './job-world.ts';
import { plantedPast, plantedPayloadKey, plantedSubscription, plantedSums } from './privacy-plant.ts';

let world: JobWorld;
let neighbour: WorkspaceId;
let child: ChildProcess | undefined;
beforeEach(async () => {
  world = await JobWorld.open();
  // Its id begins alike.
  neighbour = workspaceId.parse(`${world.shop.workspace}-2`);
  openStores(world.shop.store);
  await ensureIndexes(world.shop.store);
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await world.close();
});

const ago = (days: number) => Date.now() - days * DAY;
const db = () => world.shop.store.getClient().db(world.shop.store.name);

/** Every document that names a workspace, or something of it, by collection. */
async function documentsOf(workspace: WorkspaceId, ids: readonly string[] = []) {
  const names = [`"${workspace}"`, `"${workspace}:`, ...ids];
  const found = new Map<string, number>();
  for (const { name } of await db().listCollections().toArray()) {
    const rows = await db().collection(name).find({}).toArray();
    const own = rows.filter((row) => names.some((part) => JSON.stringify(row).includes(part)));
    if (own.length > 0) found.set(name, own.length);
  }
  return found;
}

async function tell(workspace: WorkspaceId, event: Readonly<Record<string, unknown>>): Promise<void> {
  const row = await workspaceCollection(world.shop.store).findOne({ _id: workspace });
  if (row === null) throw new Error(`there is no workspace ${workspace}`);
  const arrival = { workspace: row, receivedAt: Date.now() };
  await acceptEvents(world.shop.ingest, [eventRow(wireEvent.parse(event), arrival)]);
}

/** One of everything that a workspace leaves in the store and in Temporal, as far as it can be made without a mail server. */
async function live(workspace: WorkspaceId): Promise<void> {
  const { store } = world.shop;
  const stores = openStores(store);
  const customer = customerId.parse('c-1');
  const key = customerKey(workspace, customer);
  const at = { journey: journeyId.parse('j'), version: 1, enrolment: 1, step: stepId.parse('s'), visit: 1 };
  const effect = effectKey(key, at);
  const origin = { by: 'journey', place: at } as const;
  const about = { channel: 'email' } as const;
  const send = { _id: effect, workspace, customer, kind: 'sendMessage', origin, at: 1, about } as const;
  const ledger = mongoEffectLedger(store);
  await ledger.claim(send, 1);
  await ledger.end(effect, { state: 'retry', reason: 'busy' }, 2);
  await ledger.claim(send, 3);
  await stores.contacts.put(workspace, customer, { addresses: { email: 'ada@example.com' } });
  await stores.mails.put({
    id: `mail-${workspace}`,
    workspace,
    customer,
    effect,
    to: 'ada@example.com',
    from: 'shop@example.com',
    subject: 'Hello',
    text: 'Hello',
    html: '',
    at: 1,
    receivedAt: 1,
  });
  await mongoPseudonymKeyStore(store).of(workspace);
  await plantedPayloadKey(store, workspace, customer);
  await stores.erasures.mark(workspace, customerId.parse('c-gone'), 1);
  await stores.channelSettings.pause(workspace, 'sms', { at: 1, reason: 'Twilio answered 20003' });
  await stores.telegramLinks.put(`token of ${workspace}`, { workspace, customer, endsAt: Date.now() + 60_000 });
  await stores.placementSettings.addKey(workspace, { kid: 'k', at: 1, alg: 'HS256', secret: 'c2VjcmV0' });
  await leaveSources(stores, workspace);
  await stores.quarantine.setAside([{ workspace, customer: customerId.parse('c-9'), reason: 'out of reach' }], 1);
  const word = { channel: 'email', status: 'granted', at: 1, source: 'checkout' } as const;
  await consentHistoryCollection(store).insertOne({ ...word, _id: `${key}#1`, key, workspace, customer });
  await stores.drafts.save(draftRow(workspace, { kind: 'journey', id: aJourney().id }, aJourney(), 1), 100);
  const parsed = parseDraft({ preset: 'seven' });
  if (!('draft' in parsed)) throw new Error('the preset is gone');
  await stores.drafts.save(draftRow(workspace, { kind: 'scoring', id: 'scoring' }, parsed.draft, 1), 1);
  const { scoring } = await stores.playbooks.load(workspace, 1);
  const { row: made } = newKey(workspace, ['admin'], 1);
  await stores.keys.insert(made);
  const endsAt = new Date(Date.now() + HOUR);
  await stores.links.invite(
    {
      _id: `link-of-${workspace}`,
      kind: 'invitation',
      role: 'marketer',
      workspace,
      hash: workspace,
      by: made._id,
      createdAt: 1,
      endsAt,
    },
    1,
  );
  const user = {
    _id: `user-of-${workspace}`,
    workspace,
    name: 'Ada',
    role: 'admin',
    active: true,
    createdAt: 1,
  } as const;
  await userCollection(store).insertOne(user);
  await stores.audit.begin({
    workspace,
    at: 1,
    actor: { kind: 'user', id: user._id },
    operation: 'put-v1-journeys-id',
    object: { kind: 'journey', id: 'j' },
  });
  await stores.sessions.insert({ _id: `session-of-${workspace}`, key: made._id, workspace, createdAt: 1, endsAt });
  for (let n = 0; n < 12; n += 1) {
    await tell(workspace, { id: `o-${n}`, customer: `c-${n % 4}`, type: 'purchase', amount: 100, at: isoTime(ago(n)) });
  }
  await eventually(async () => (await customerCollection(store).countDocuments({ workspace })) >= 4);
  await stores.feed.keep(workspace, 14, 0);
  await stores.tallies.catchUp({ workspace, timezone: 'UTC', counting: scoring, now: Date.now() });
  await mongoRecountStore(store).claim(workspace, 1, 0);
  for (const later of [0, MINUTE]) await stores.feed.follow(workspace, Date.now() + later);
  await plantedSubscription(stores, workspace);
  const webhook = { workspace, url: 'https://example.com/hook', at: 1, journey: at.journey, step: at.step };
  await stores.webhookAddresses.disable(webhook);
  await plantedPast(store, workspace, customerId.parse('c-9'));
  await plantedSums(store, workspace);
  await withConsents(workspace);
  await withCoupons(workspace);
  await stores.webhookSecrets.rotate(workspace, 'whsec_x', 1, 2);
  await sells(workspace);
  await followDaily(workspace);
  const options = { publish: true, floorDays: 7, capDays: 365 };
  await world.jobs.fitSchedules.want(workspace, { every: '30d', options });
}

/** Who sends, a consent that waits to be confirmed, and an address that is written to no more. */
async function withConsents(workspace: WorkspaceId): Promise<void> {
  const { mailSettings, confirmations, suppressions } = openStores(world.shop.store);
  const tracking = { opens: false, clicks: false };
  await mailSettings.put(workspace, { company: 'The shop', postalAddress: '1 Example Street', tracking });
  const asked = { workspace, customer: customerId.parse('c-1'), channel: 'email', purpose: 'marketing' } as const;
  const times = { requestedAt: 1, expiresAt: Date.now() + DAY };
  await confirmations.ask({ ...asked, ref: 'r', source: 'form', language: 'en', ...times });
  await suppressions.suppress({ workspace, channel: 'email', mac: 'm' }, { reason: 'bounce', at: 1 });
  await withRegister(world.shop.store, workspace, customerId.parse('c-1'));
}

/** A pool, a code that an order holds, what all of it counts, a prize that was drawn, who brought whom, and who is on a board. */
async function withCoupons(workspace: WorkspaceId): Promise<void> {
  const { coupons, draws, referrals, boards } = openStores(world.shop.store);
  const id = poolId.parse('welcome');
  const pool = couponPool.parse({ kind: 'unique', name: 'Welcome', value: { by: 'free', words: 'free shipping' } });
  await coupons.pools.save({ workspace, id, pool, savedAt: 1 });
  const code = couponCode.parse('WELCOME-1');
  await coupons.stock.add({ workspace, id }, [code, couponCode.parse('WELCOME-2')]);
  const customer = customerId.parse('c-1');
  const given = await coupons.grants.give({ workspace, pool: id, grant: 'g-1' as GrantId, customer, at: 1 });
  const held = given.is === 'granted' ? given.row.code : code;
  const prize = { id: prizeId.parse('mug'), name: 'A mug', weight: 1, stock: 1, reward: null };
  await draws.claim({ workspace, draw: drawId.parse('wheel'), customer, ticket: 1, at: 1 }, [prize]);
  await referrals.codeOf(workspace, customer, () => referralCode.parse('K7M3X9QW'));
  await referrals.link({ workspace, customer, referrer: customerId.parse('c-2'), at: 1 });
  const name = displayName.parse('Blue Heron');
  const member = { workspace, customer, name, named: nameKey(name), period: 'all', score: 1, since: 1 };
  await boards.join({ ...member, board: boardId.parse('ever') });
  await coupons.uses.ask({ workspace, code: held, wants: 'reserve', customer, order: 'o-1', now: 1 });
}

/** An item of the catalogue, a basket, and what is known of both. */
async function sells(workspace: WorkspaceId): Promise<void> {
  const { catalogue, baskets, itemFigures } = openStores(world.shop.store);
  const item = itemId.parse('tea');
  await catalogue.put(workspace, [{ id: item, name: 'Tea' }], 1);
  const order = eventKey(workspace, sourceId.parse('api'), eventId.parse('o-1'));
  await baskets.put([{ _id: order, workspace, customer: customerId.parse('c-1'), at: 1, items: [item] }]);
  await itemFigures.put(workspace, [{ item, baskets: 1, everyDays: null, neighbours: [] }], 1);
  await itemFigures.putBuilt({ _id: workspace, popularity: { all: [], segments: [] }, popularAt: 1, wholeAt: 1 });
}

/** A journey that Temporal begins every day. */
async function followDaily(workspace: WorkspaceId): Promise<void> {
  const { store } = world.shop;
  const row = await workspaceCollection(store).findOne({ _id: workspace });
  if (row === null) throw new Error(`there is no workspace ${workspace}`);
  const daily = aJourney({ id: 'daily', enter: { on: 'schedule', cron: '0 9 * * *', segment: 'champions' } });
  await world.jobs.launchSchedules.follow(row, publishJourney(aPlaybook(), daily));
}

const hasDaily = async (workspace: WorkspaceId) => {
  const handle = world.shop.client.schedule.getHandle(launchScheduleId(workspace, journeyId.parse('daily')));
  return await handle.describe().then(
    () => true,
    () => false,
  );
};

/** What only the world's own workspace has: an import with a refused row, a file that waits, and a rebuild that found something. */
async function work(): Promise<readonly string[]> {
  const { shop } = world;
  const job = await shop.import(file(['i-1', 'i-1', isoTime(ago(3)), '1.00'], ['i-2', '', isoTime(ago(3)), '1.00']));
  expect(job).toMatchObject({ state: 'done', counts: { rejected: 1 } });
  await mongoUploadStore(shop.store).save(job._id, chunksOf('id,customer\n'));
  await customerCollection(shop.store).updateOne(
    { customer: customerId.parse('c-1') },
    { $set: { 'state.ledger.revenue': 1 } },
  );
  const { _id } = await world.begin({ kind: 'rebuild' });
  expect(await world.ended(_id)).toMatchObject({ result: { differing: 1 } });
  return [job._id, _id];
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function ended(id: string): Promise<JobRow<'delete-workspace'>> {
  const row = await world.ended(id);
  if (row.kind !== 'delete-workspace') throw new Error(`${id} is no deletion`);
  return row;
}

async function workflowsOf(workspace: WorkspaceId, own: string): Promise<number> {
  const starts = ['customer', 'job', 'task'].map((kind) => `WorkflowId STARTS_WITH "${kind}:${workspace}:"`);
  const query = `(${starts.join(' OR ')}) AND WorkflowId != "job:${workspace}:${own}"`;
  return (await world.shop.client.workflow.count(query)).count;
}

async function openNeighbour(): Promise<void> {
  const { store } = world.shop;
  const row = { _id: neighbour, currency: 'EUR', timezone: 'UTC', playbook: 1, createdAt: 0 };
  await workspaceCollection(store).insertOne(row);
  await mongoPlaybookStore(store).publish(neighbour, { ...aPlaybook(), version: 1 });
}

test('a deleted workspace leaves nothing, in the store or in Temporal, but its receipt; its neighbour lives on', async () => {
  const { workspace } = world.shop;
  const wake = temporalWake(world.shop.client, { taskQueue: world.shop.taskQueue });
  let isLate = false;
  await world.startWorker((deps) => ({
    quietAfter: 500,
    deletion: deletionWith(deps.deletion, async (part) => {
      if (part !== 'differences' || isLate) return;
      isLate = true;
      // A request that was let in before the workspace was closed, and comes through only now.
      const customer = customerId.parse('late');
      const arrival = {
        workspace: { _id: workspace, currency: 'GBP', timezone: 'UTC', playbook: 1, createdAt: 0 },
        receivedAt: Date.now(),
      };
      const row = eventRow(wireEvent.parse({ id: 'late', customer, type: 'view' }), arrival);
      await eventCollection(world.shop.store).insertOne(row);
      await wake({ workspace, customer, events: [row._id] });
    }),
  }));
  await openNeighbour();
  await live(workspace);
  await live(neighbour);
  const ids = await work();

  const before = await documentsOf(workspace, ids);
  const parts = WORKSPACE_DATA.map(({ collection }) => collection).filter((name) => name !== 'differences');
  expect([...before.keys()]).toEqual(expect.arrayContaining(parts));
  const neighbours = await documentsOf(neighbour);

  const { _id } = await world.begin({ kind: 'delete-workspace' });
  const row = await ended(_id);
  expect(row).toMatchObject({ state: 'done' });
  expect(isLate).toBe(true);

  expect(await documentsOf(workspace, ids)).toEqual(new Map([['jobs', 1]]));
  expect(await workflowsOf(workspace, _id)).toBe(0);
  const gone = world.shop.client.workflow.getHandle(workflowId(customerKey(workspace, customerId.parse('c-1'))));
  await expect(gone.describe()).rejects.toThrow(WorkflowNotFoundError);
  const { deleted = {}, workflows = 0 } = row.result ?? {};
  expect(workflows).toBeGreaterThanOrEqual(6);
  expect(deleted).toMatchObject({ workspaces: 1, keys: 1, contacts: 1, customers: 5, events: 14, jobs: 2 });
  expect(row.done).toBe(Object.values(deleted).reduce((sum, count) => sum + count, 0));
  expect(row.total).toBe(row.done);

  expect(await documentsOf(neighbour)).toEqual(neighbours);
  expect(await world.jobs.fitSchedules.next(workspace)).toBeNull();
  expect(await world.jobs.fitSchedules.next(neighbour)).not.toBeNull();
  expect([await hasDaily(workspace), await hasDaily(neighbour)]).toEqual([false, true]);
  await world.shop.client.schedule.getHandle(launchScheduleId(neighbour, journeyId.parse('daily'))).delete();
  await world.jobs.fitSchedules.want(neighbour, null);
  await tell(neighbour, { id: 'after', customer: 'c-9', type: 'purchase', amount: 100 });
  await eventually(
    async () => (await customerCollection(world.shop.store).countDocuments({ workspace: neighbour })) === 5,
  );
});

test('a deletion outlives a worker that is killed in the middle: all is deleted, and the receipt counts each row once', async () => {
  const { shop } = world;
  const CUSTOMERS = 600;
  await world.settle(
    Array.from({ length: CUSTOMERS }, (_, n) => ({ customer: `c${n}`, at: [ago(90), ago(5)], amount: 100 })),
  );
  // It gets stuck within the events, of which 1,000 are deleted by then.
  const STEPS = 8;
  const given = [shop.uri, inject('temporalAddress'), shop.taskQueue, inject('workflowBundlePath'), String(STEPS)];
  child = await startBuilt(new URL('deletion-worker.ts', import.meta.url), given);
  const { _id } = await world.begin({ kind: 'delete-workspace' });
  const events = () => eventCollection(shop.store).countDocuments({});
  await eventually(async () => (await events()) < 2 * CUSTOMERS);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await events()).toBeGreaterThan(0);
  expect(await customerCollection(shop.store).countDocuments({})).toBe(CUSTOMERS);

  await world.startWorker(() => ({ quietAfter: 100 }));
  const row = await ended(_id);
  expect(row.state).toBe('done');
  expect(row.result?.deleted).toEqual({
    workspaces: 1,
    events: 2 * CUSTOMERS,
    customers: CUSTOMERS,
    playbooks: 1,
    parts: 3,
  });
  expect(await documentsOf(shop.workspace)).toEqual(new Map([['jobs', 1]]));
}, 240_000);

/** What sources leave behind. */
async function leaveSources(stores: Stores, workspace: WorkspaceId): Promise<void> {
  const source = SEGMENT_SOURCE;
  const _id = `${workspace}:${source}`;
  await stores.sources.insert({
    _id,
    workspace,
    source,
    kind: 'segment',
    name: 'S',
    mapping: USUAL_MAPPING,
    createdAt: 1,
  });
  const none = { ignored: {}, refused: {}, problems: [], requests: [] };
  await stores.sourceTallies.add(workspace, source, { at: 1, accepted: 1, duplicates: 0, waiting: 0, ...none });
  const said = { wire: { id: 'e' } };
  await stores.sourceWaiting.add([{ _id: `${_id}:e`, workspace, source, for: 'anonymous:a', said }], Date.now());
  await stores.sourceIdentities.link(workspace, 'a', customerId.parse('c-9'), 1);
}

import { Client } from '@temporalio/client';
import { ApplicationFailure, type Payload } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCoding } from '../../codec/coding.ts';
import { openedWith } from '../../codec/payload-codec.ts';
import { keyIdIn } from '../../codec/sealed-payload.ts';
import { mongoErasureStore } from '../../db/privacy/erasures.ts';
import { mongoPayloadKeys } from '../../db/privacy/payload-keys.ts';
import { newSealKey, openSeals } from '../../db/seal.ts';
import { customerId, eventId, sourceId } from '../../domain/ids.schema.ts';
import { customerKey, eventKey } from '../../domain/keys.ts';
import { publishJourney } from '../../domain/playbook.ts';
import { givenPayloadKey } from '../../domain/privacy/payload-key.ts';
import { temporalAsk } from '../../ingest/ask.ts';
import { temporalWake } from '../../ingest/wake.ts';
import { deliver, stateQuery } from '../../workflows/messages.ts';
import { aJourney, aPlaybook } from '../builders.ts';
import { eventually } from './import-world.ts';
import { JobWorld } from './job-world.ts';

const WHO = customerId.parse('c-closed');
const OTHER = customerId.parse('c-other');
/** Nowhere but in payloads: an attribute, a field of the state, a key of an event, and what a failure says. */
const CLOSED = { nickname: 'Plantednickname', field: 'ledger', event: 'planted-event', failure: 'planted failure' };

const secretsKey = newSealKey();
const seals = openSeals([secretsKey]);
let world: JobWorld;

beforeEach(async () => {
  const greeting = aJourney({
    id: 'hello',
    name: 'Hello',
    enter: { on: 'event', event: 'purchase' },
    steps: [
      { id: 'toast', type: 'place', placement: 'toast', slot: 'home', title: 'Hello', body: 'Nice to see you.' },
      { id: 'rest', type: 'wait', for: '30d' },
    ],
  });
  const playbook = publishJourney(aPlaybook(), greeting);
  // Each opening has a cache of its own, as each process has.
  world = await JobWorld.open({ playbook, coding: (store) => openCoding(store, config('per-customer')) });
  await startWorker();
});
afterEach(async () => await world.close());

const config = (payloadKeys: 'off' | 'per-customer') => ({ payloadKeys, secretsKeys: [secretsKey] });
/** As a process finds them that has not read any. */
const keys = () => mongoPayloadKeys(world.shop.store, seals, Date.now);
const keyRows = () => world.shop.store.collection<{ readonly _id: string }>('payload_keys');
const keyOf = (customer: typeof WHO) => customerKey(world.shop.workspace, customer);

async function startWorker(): Promise<void> {
  const fails = async () => {
    throw ApplicationFailure.nonRetryable(CLOSED.failure, 'planted', CLOSED.nickname);
  };
  await world.startWorker(
    () => ({ quietAfter: 300 }),
    () => ({ showPlacement: fails }),
  );
}

/** One process that has this switched off. */
function openClient(): Client {
  return new Client({ connection: world.shop.client.connection });
}

/** A busy machine delivers late what the API gives up after two seconds: so it is delivered once more. */
async function tell(customer: typeof WHO, event: Readonly<Record<string, unknown>> & { readonly id: string }) {
  const { shop } = world;
  const { client, taskQueue, workspace } = shop;
  await shop.tell({ ...event, customer });
  const key = eventKey(workspace, sourceId.parse('api'), eventId.parse(event.id));
  await temporalWake(client, { taskQueue, deadline: 60_000 })({ workspace, customer, events: [key] });
}

async function bought(customer: typeof WHO, id: string): Promise<void> {
  await tell(customer, { id, type: 'purchase', amount: 100 });
  const orders = Number(id.split('-').at(-1));
  await eventually(async () => (await world.shop.customer(customer))?.orders === orders, { what: `${id} is decided` });
}

/** Every payload of every run, wherever it lies, and the texts of the histories themselves. */
async function recorded(customer: typeof WHO) {
  const { client } = world.shop;
  const { workflowId } = world.shop.workflow(customer);
  const texts: string[] = [];
  const runs = [];
  for await (const run of client.workflow.list({ query: `WorkflowId = "${workflowId}"` })) runs.push(run);
  for (const { runId } of runs) {
    texts.push(historyToJSON(await client.workflow.getHandle(workflowId, runId).fetchHistory()));
  }
  const payloads = texts.flatMap((text) => payloadsIn(JSON.parse(text)));
  return { texts, payloads, runs: runs.length };
}

function payloadsIn(value: unknown): readonly Payload[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('metadata' in value && 'data' in value && typeof value.data === 'string') {
    const fields = Object.entries(value.metadata ?? {}).map(([name, text]) => [
      name,
      Buffer.from(String(text), 'base64'),
    ]);
    return [{ metadata: Object.fromEntries(fields), data: Buffer.from(value.data, 'base64') }];
  }
  return Object.values(value).flatMap(payloadsIn);
}

test('a customer lives closed, is read with their key, and by nobody once they are erased', async () => {
  const { shop } = world;
  const { workspace, taskQueue } = shop;
  // So that it continues as new soon.
  const input = { workspace, customer: WHO, testClock: false, continueAfter: 12 };
  const { workflowId } = shop.workflow(WHO);
  await shop.client.workflow.start('customer', {
    workflowId,
    taskQueue,
    args: [input],
    staticSummary: CLOSED.nickname,
  });
  await bought(WHO, `${CLOSED.event}-1`);
  await tell(WHO, { id: 'said', type: 'identify', attributes: { nickname: CLOSED.nickname } });
  await bought(WHO, `${CLOSED.event}-2`);
  const key = eventKey(workspace, sourceId.parse('api'), eventId.parse(`${CLOSED.event}-2`));
  // Decided already, so the journal tells.
  expect(
    await temporalAsk(shop.client, { taskQueue, deadline: 60_000 })({ workspace, customer: WHO, events: [key] }, key),
  ).toBeNull();
  await bought(WHO, `${CLOSED.event}-3`);
  const past = await eventually(async () => {
    const found = await recorded(WHO);
    return found.runs > 1 && found.texts.some((text) => text.includes('ACTIVITY_TASK_FAILED')) && found;
  });
  expect(await shop.workflow(WHO).query(stateQuery)).toMatchObject({ ledger: { orders: 3 } });

  const open = past.payloads.map((payload) => Buffer.from(payload.data ?? []).toString('latin1'));
  for (const word of Object.values(CLOSED)) {
    expect(
      [...past.texts, ...open].filter((text) => text.includes(word)),
      word,
    ).toEqual([]);
  }
  const closed = past.payloads.filter((payload) => keyIdIn(payload) !== null);
  expect(new Set(closed.map(keyIdIn))).toEqual(new Set([keyOf(WHO)]));
  // Search attributes are never closed, since the server has to find by them; nor is what the library counts of local activities and patches.
  const shown = past.payloads.filter(
    (payload) => keyIdIn(payload) === null && payload.metadata?.['type'] === undefined,
  );
  const texts = shown.map(({ data }) => Buffer.from(data ?? []).toString());
  const counts =
    /^\{"seq":\d+,"attempt":\d+,"activity_id":"\d+","activity_type":"decide"|^\{"id":"[a-z ]+","deprecated":/;
  expect(texts.filter((text) => !counts.test(text))).toEqual([]);
  const read = await Promise.all(closed.map((payload) => openedWith(keys(), payload)));
  const said = read.map((one) => (one.is === 'open' ? Buffer.from(one.payload.data ?? []).toString() : one.because));
  for (const word of Object.values(CLOSED))
    expect(
      said.some((text) => text.includes(word)),
      word,
    ).toBe(true);

  const { _id: erasure } = await mongoErasureStore(shop.store).mark(workspace, WHO, Date.now());
  const { _id } = await world.begin({ kind: 'erase-customer', options: { erasure } });
  const job = await world.ended(_id);
  expect(job).toMatchObject({ state: 'done', result: { erased: { payloadKeys: 1 } } });
  expect(await keyRows().countDocuments({ _id: keyOf(WHO) })).toBe(0);
  // What was copied before, as a backup of Temporal holds it.
  const after = await Promise.all(closed.map((payload) => openedWith(keys(), payload)));
  expect(new Set(after.map((one) => (one.is === 'open' ? 'read' : one.because)))).toEqual(new Set(['payload-erased']));
  expect(await keys().of(givenPayloadKey(keyOf(WHO)))).toEqual({ is: 'erased' });
});

test('a customer whose key is gone stands still with the reason, and nobody else waits for them', async () => {
  const { shop } = world;
  const { store, workspace } = shop;
  await bought(WHO, `${CLOSED.event}-1`);
  await world.stopWorker();
  // As where Temporal was restored from before they were erased.
  const row = await keyRows().findOneAndDelete({ _id: keyOf(WHO) });
  await mongoErasureStore(store).mark(workspace, WHO, Date.now());
  await startWorker();
  // Whoever has this switched off writes as ever: one history may hold both.
  await openClient().workflow.getHandle(shop.workflow(WHO).workflowId).signal(deliver, { events: [] });
  const failed = await eventually(async () => {
    const { texts } = await recorded(WHO);
    return texts.join('').includes('WORKFLOW_TASK_FAILED') && texts.join('');
  });
  expect(failed).toContain('payload-erased');
  expect(failed).toContain('delete the workflow');
  expect((await openClient().workflow.getHandle(shop.workflow(WHO).workflowId).describe()).status.name).toBe('RUNNING');
  await bought(OTHER, 'other-1');

  // Nothing was lost: with the key they go on, and so they do where this is switched off meanwhile.
  if (row === null) throw new Error('there was no key');
  await keyRows().insertOne(row);
  await eventually(async () => {
    const [text = ''] = (await recorded(WHO)).texts;
    return text.lastIndexOf('WORKFLOW_TASK_COMPLETED') > text.lastIndexOf('WORKFLOW_TASK_FAILED');
  });
});

import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { NativeConnection } from '@temporalio/worker';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { createActivities, MAIL_LINES, type Activities } from '../../activities/index.ts';
import { effectCollection, findEffects, type EffectRow } from '../../db/messaging/effects.ts';
import { mongoPlacementStore } from '../../db/messaging/placements.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { createWorker } from '../../worker/worker.ts';
import { aJourney, aPlaybook, NOON } from '../builders.ts';
import { startMailServer, type MailServer, type Manners } from '../channels/mail-server.ts';
import { eventually, ImportWorld } from '../workflows/import-world.ts';

const playbook = aPlaybook([
  aJourney({
    id: 'greeting',
    enter: { on: 'event', event: 'hello' },
    steps: [{ id: 'mail', type: 'send', channel: 'email', subject: 'Hello', body: '<p>{{ customer }}</p>' }],
  }),
  aJourney({
    id: 'banner',
    enter: { on: 'event', event: 'hi' },
    steps: [{ id: 'show', type: 'place', placement: 'banner', slot: 'home', title: 'Words of the banner', body: 'B' }],
  }),
]);

let world: ImportWorld;
let server: MailServer;
let stop: () => Promise<void>;

beforeEach(async () => {
  world = await ImportWorld.open({ playbook, clock: NOON, worker: false });
});
afterEach(async () => {
  await stop();
  await server.stop();
  await world.close();
});

/** A worker as the program makes it; the sandbox's mail goes to a server of these manners. */
async function given(manners: Manners, change: Partial<Activities> = {}): Promise<void> {
  server = await startMailServer(manners);
  const connection = await NativeConnection.connect({ address: inject('temporalAddress') });
  const workers = await createWorker({
    connection,
    namespace: 'default',
    taskQueue: world.taskQueue,
    workflowBundle: { codePath: inject('workflowBundlePath') },
    activities: {
      ...createActivities({
        connection: world.store,
        smtpUrl: undefined,
        mailboxUrl: server.url,
        from: 'The shop <shop@example.com>',
      }),
      ...change,
    },
    mailLines: MAIL_LINES,
  });
  const running = workers.run();
  stop = async () => {
    workers.shutdown();
    await running;
    await connection.close();
  };
}

async function sends(): Promise<readonly EffectRow<'sendMessage'>[]> {
  const { store, workspace } = world;
  return await findEffects(effectCollection(store), 'sendMessage', { workspace }).toArray();
}

async function historyOf(customer: string): Promise<string> {
  return JSON.stringify(historyToJSON(await world.workflow(customer).fetchHistory()));
}

describe('given a mail server that takes a second a mail', () => {
  test('when 60 mails wait for it, then each is sent, and a banner waits for none of them', async () => {
    await given({ takes: 1_000 });
    const customers = Array.from({ length: 60 }, (_, index) => `c-${index}`);
    await Promise.all(customers.map((customer) => world.tell({ id: customer, customer, type: 'hello' })));
    await eventually(async () => server.received.length > 0);
    await world.tell({ id: 'b', customer: 'b', type: 'hi' });
    const placements = mongoPlacementStore(world.store);
    await eventually(
      async () => (await placements.active(world.workspace, customerId.parse('b'), NOON)).placements.length > 0,
    );
    expect(server.received.length).toBeLessThan(60);
    await eventually(async () => (await sends()).filter(({ state }) => state !== 'begun').length === 60);
    expect(new Set((await sends()).map(({ state }) => state))).toEqual(new Set(['done']));
    expect(server.received).toHaveLength(60);
    expect(server.mostAtOnce()).toBeLessThanOrEqual(MAIL_LINES);
  });
});

describe('a history', () => {
  test('holds nothing of what a banner says', async () => {
    await given({});
    await world.tell({ id: 'b', customer: 'b', type: 'hi' });
    const history = await eventually(async () => {
      const told = await historyOf('b');
      return told.includes('ActivityTaskCompleted') || told.includes('ACTIVITY_TASK_COMPLETED') ? told : null;
    });
    const decoded = history.replaceAll(/\\"data\\":\s*\\"([^"\\]+)\\"/g, (_, data: string) =>
      Buffer.from(data, 'base64').toString('utf8'),
    );
    expect(decoded).toContain('"slot":"home"');
    expect(decoded).not.toContain('Words of the banner');
  });

  test('holds no address and no number of what an activity failed of', async () => {
    const failure = new Error('E11000 dup key: ann@example.com', { cause: new Error('or +49 170 9988776') });
    await given({}, { showPlacement: () => Promise.reject(failure) });
    await world.tell({ id: 'b', customer: 'b', type: 'hi' });
    const pending = await eventually(async () => {
      const { raw } = await world.workflow('b').describe();
      const [activity] = raw.pendingActivities ?? [];
      return activity?.lastFailure ? JSON.stringify(activity.lastFailure) : null;
    });
    expect(pending).toContain('[address]');
    expect(pending).toContain('[number]');
    expect(pending).not.toMatch(/ann@|9988776/);
  });
});

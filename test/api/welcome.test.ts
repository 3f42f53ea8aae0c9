import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEMO_WORKSPACE } from '../../api/workspaces/first-workspace.ts';
import { customerId, eventId, sourceId } from '../../domain/ids.schema.ts';
import type { CustomerEvent } from '../../domain/events/event.ts';
import { eventKey } from '../../domain/keys.ts';
import { customerCollection } from '../../db/customers/customers.ts';
import { DEMO_SIZE, generateDemo, type DemoOrder } from '../../embedded/demo/base.ts';
import { welcome } from '../../embedded/welcome.ts';
import { currentPlaybook } from '../../publishing/book.ts';
import { shownInReadme, withoutPlaces } from '../embedded/shown-start.ts';
import { openEdge, type Edge } from './edge.ts';
import { rowOf } from './scoring-base.ts';

const { id: workspace, currency, timezone, testClock, monetaryAmounts } = DEMO_WORKSPACE;

let edge: Edge;
beforeEach(async () => {
  edge = await openEdge();
});
afterEach(() => edge.close());

/** The demo shop as a start finds it, when all of its history is imported. @returns a key of it */
async function fill(): Promise<string> {
  const body = { id: workspace, currency, timezone, testClock: new Date(testClock).toISOString(), monetaryAmounts };
  const made = await edge.call('post', '/v1/workspaces', { body });
  expect(made.status).toBe(201);
  const playbook = await currentPlaybook(edge.deps.stores, workspace);
  const place = { workspace, playbook, now: testClock, timezone };
  const orders = new Map<string, DemoOrder[]>();
  for (const order of generateDemo(testClock, DEMO_SIZE).history) {
    orders.set(order.customer, [...(orders.get(order.customer) ?? []), order]);
  }
  const rows = [...orders].map(([id, own]) => rowOf(place, id, own.map(eventOf)));
  await customerCollection(edge.deps.connection).insertMany(rows);
  await edge.deps.stores.tallies.catchUp({ ...place, counting: playbook.scoring });
  return made.body.key;
}

function eventOf({ id, customer: who, at, amount }: DemoOrder): CustomerEvent {
  const key = eventKey(workspace, sourceId.parse('api'), eventId.parse(id));
  return { kind: 'purchase', key, customer: customerId.parse(who), at, seenAt: at, receivedAt: at, amount };
}

test('the README shows what a start prints of the whole demo shop, to the last figure', async () => {
  const key = await fill();
  const address = edge.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const servers = {
    mongodbUri: 'mongodb://127.0.0.1:27017/sojourn',
    temporal: {
      address: '127.0.0.1:7233',
      namespace: 'default',
      uiUrl: 'http://127.0.0.1:8233/namespaces/default/workflows',
    },
  };
  const running = { url: `http://127.0.0.1:${port}`, key, workspace, servers };
  const printed = await welcome(running, { workspace: DEMO_WORKSPACE, demo: DEMO_SIZE, dataDir: '.sojourn' });
  expect(withoutPlaces(printed, '.sojourn')).toBe(withoutPlaces(await shownInReadme(), '.sojourn'));
});

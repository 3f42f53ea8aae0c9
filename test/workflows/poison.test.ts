import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventCollection, UNCONFIRMED } from '../../db/events/events.ts';
import type { JourneyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time.ts';
import { wakesOf, openIngest } from '../../ingest/open.ts';
import { sweep } from '../../ingest/sweeper.ts';
import { aJourney } from '../builders.ts';
import { activity, eventually, Harness, purchase } from './harness.ts';

const banner = {
  type: 'place',
  placement: 'banner',
  slot: 'home',
  title: 'A word that nobody may see',
  body: 'B',
} as const;

/** As an earlier version let it be published: a wait of a second, round and round. */
function secondLoop(): JourneyDefinition {
  const hourly = aJourney({
    id: 'loop',
    name: 'Loop',
    enter: { on: 'event', event: 'spin' },
    steps: [
      { id: 'pause', type: 'wait', for: '1h' },
      {
        id: 'look',
        type: 'branch',
        paths: [{ when: { field: 'score.r', op: 'gte', value: 9 }, next: 'pause' }],
        next: 'pause',
      },
    ],
  });
  return { ...hourly, steps: hourly.steps.map((step) => (step.type === 'wait' ? { ...step, for: '1s' } : step)) };
}

const many = Array.from({ length: 8 }, (_, index) =>
  aJourney({
    id: `many-${index}`,
    name: `Many ${index}`,
    enter: { on: 'event', event: 'flood' },
    steps: Array.from({ length: 40 }, (_step, place) => ({ id: `s-${place}`, ...banner })),
  }),
);

describe('one customer who asks for too much', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start([secondLoop(), ...many]);
  });
  afterAll(async () => await harness.stop());

  test('given 320 effects in one decision, when they happen, then a few at a time and each once', async () => {
    const customer = harness.name('flooded');
    let underWay = 0;
    let most = 0;
    harness.perform = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 20));
      underWay -= 1;
    };
    await harness.deliverHere(customer, [activity(customer, 'flood', Date.now())]);
    const mine = () => harness.performed.filter(({ key }) => key.includes(customer));
    await eventually(async () => mine().length >= 320);
    harness.perform = async () => undefined;
    expect(new Set(mine().map(({ key }) => key)).size).toBe(320);
    expect(mine()).toHaveLength(320);
    expect(most).toBeLessThanOrEqual(24);
  });

  test('given a loop of a second and a jump of hours, then every instant is taken, and a neighbour does not wait', async () => {
    const customer = harness.name('spinner');
    const noon = Date.parse('2026-01-12T12:00:00Z');
    await harness.deliverHere(
      customer,
      [activity(customer, 'spin', noon)],
      { testClock: true, continueAfter: 20 },
      noon,
    );
    await eventually(async () => (await harness.row(customer))?.inside.length === 1);
    await harness.deliverHere(customer, [], { testClock: true, continueAfter: 20 }, noon + 2 * HOUR);
    const waits: number[] = [];
    for (let index = 0; index < 7; index += 1) {
      const neighbour = harness.name(`neighbour-${index}`);
      const started = performance.now();
      await harness.deliverHere(neighbour, [purchase(neighbour, Date.now())]);
      await eventually(async () => (await harness.row(neighbour))?.orders === 1);
      waits.push(performance.now() - started);
    }
    expect(waits.toSorted((a, b) => a - b)[3]).toBeLessThan(5_000);
    await eventually(async () => ((await harness.row(customer))?.asOf ?? 0) >= noon + 2 * HOUR);
    const row = await harness.row(customer);
    expect(row?.state.seq).toBeGreaterThan(7_000);
    // A run that is never idle continues as new all the same.
    expect(await harness.runsOf(customer)).toBeGreaterThan(1);
  });

  test('given a run that was terminated, when its event is still to be applied, then it starts again and takes it', async () => {
    const customer = harness.name('ended');
    await harness.deliverHere(customer, [purchase(customer, Date.now() - DAY)]);
    await eventually(async () => (await harness.row(customer))?.orders === 1);
    await harness.stopWorker();
    const lost = purchase(customer, Date.now());
    await harness.deliverHere(customer, [lost]);
    const rows = eventCollection(harness.store);
    const delivered = { p: UNCONFIRMED, due: 0, sentAt: Date.now(), tries: 1 } as const;
    await rows.updateOne({ _id: lost.key }, { $set: delivered });
    await harness.client.workflow.getHandle(harness.workflowId(customer)).terminate('by an operator');
    await harness.startWorker();
    const now = () => Date.now() + 2 * MINUTE;
    const ingest = openIngest({
      connection: harness.store,
      ...wakesOf(harness.client, { taskQueue: harness.taskQueue }),
      now,
      failed: () => undefined,
    });
    await sweep({ ...ingest, now, failed: () => undefined });
    await eventually(async () => (await harness.row(customer))?.orders === 2);
    // Known to be applied, it is looked at no more.
    await eventually(async () => {
      await sweep({ ...ingest, now: () => Date.now() + HOUR, failed: () => undefined });
      return (await rows.findOne({ _id: lost.key }))?.p === undefined;
    });
    const taken = (await harness.journal(customer)).flatMap(({ events }) => events.map(({ key }) => key));
    expect(taken.filter((key) => key === lost.key)).toHaveLength(1);
  });

  test('given a customer whose deadline passed while no workflow was there, then the watchdog wakes them', async () => {
    const customer = harness.name('overslept');
    await harness.deliverHere(customer, [purchase(customer, Date.now() - 91 * DAY + HOUR)]);
    const before = await eventually(async () => {
      const row = await harness.row(customer);
      return row?.next ? row : null;
    });
    await harness.client.workflow.getHandle(harness.workflowId(customer)).terminate('by an operator');
    const woken: string[] = [];
    const later = (before.next?.at ?? 0) + 6 * MINUTE;
    const ingest = openIngest({
      connection: harness.store,
      wake: async (wakeUp) => void woken.push(wakeUp.customer),
      patientWake: async () => undefined,
      now: () => later,
      failed: () => undefined,
    });
    await ingest.watch();
    await ingest.watch();
    expect(woken.filter((id) => id === customer)).toEqual([customer]);
  });

  test('given events and placements that say something, then no history does', async () => {
    const customer = harness.name('private');
    const event = { ...activity(customer, 'flood', Date.now()), facts: { note: 'write to ada at example dot org' } };
    await harness.deliverHere(customer, [event]);
    await eventually(async () => harness.performed.filter(({ key }) => key.includes(customer)).length >= 320);
    const history = await harness.client.workflow.getHandle(harness.workflowId(customer)).fetchHistory();
    const text = historyToJSON(history);
    const plain = [...text.matchAll(/"data":\s*"([A-Za-z0-9+/=]+)"/g)].map(([, data = '']) =>
      Buffer.from(data, 'base64').toString('utf8'),
    );
    expect(plain.join('\n')).toContain(event.key);
    expect(plain.join('\n')).not.toContain('ada at example');
  });
});

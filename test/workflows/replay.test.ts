import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DeterminismViolationError } from '@temporalio/workflow';
import { Worker } from '@temporalio/worker';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { DAY } from '../../domain/time.ts';
import { aJourney } from '../builders.ts';
import { activity, eventually, Harness, purchase } from './harness.ts';
import { historyNames, historyText, keepHistory } from './history-files.ts';
import { recordJobs } from './job-histories.ts';
import { recordLoyalty } from './loyalty-history.ts';

/**
 * Histories of released workflow code. Every change of `workflows/` must replay them: a customer may have slept for
 * a year, and a job of an earlier version may be under way. `RECORD_HISTORIES=1` adds those of the present code; old
 * ones are never overwritten. Folders hold those of earlier versions, each as its store was when it was kept (see
 * `test/fixtures`).
 */
describe('golden histories', () => {
  beforeAll(async () => {
    if (!process.env['RECORD_HISTORIES']) return;
    await record();
    await recordLoyalty();
    await recordJobs();
  });

  test('replay on the present code', async () => {
    const names = await historyNames();
    expect(names.filter((name) => !name.includes('/')).length).toBeGreaterThanOrEqual(26);
    expect(names.filter((name) => name.startsWith('0.2.0/')).length).toBeGreaterThanOrEqual(9);
    for (const name of names) {
      const history = await read(name);
      await expect(Worker.runReplayHistory(options(), history, name), name).resolves.toBeUndefined();
    }
  });

  test('a history that the code could not have made is refused', async () => {
    const text = await historyText('journey-wait.json');
    const tampered = historyFromJSON(JSON.parse(text.replaceAll('showPlacement', 'sendMessage')));
    await expect(Worker.runReplayHistory(options(), tampered, 'tampered')).rejects.toThrow(DeterminismViolationError);
  });
});

function options() {
  return { workflowBundle: { codePath: inject('workflowBundlePath') } };
}

async function read(name: string) {
  return historyFromJSON(JSON.parse(await historyText(name)));
}

async function record(): Promise<void> {
  const journey = aJourney({
    id: 'after-purchase',
    name: 'After a purchase',
    enter: { on: 'event', event: 'purchase' },
    exit: [{ on: 'event', event: 'complaint' }],
    steps: [
      { id: 'pause', type: 'wait', for: '20d' },
      { id: 'thanks', type: 'place', placement: 'toast', slot: 'home', title: 'Thanks', body: 'For coming by.' },
      { id: 'mail', type: 'send', channel: 'email', subject: 'Thanks', body: '<p>Thanks</p>' },
    ],
  });
  const harness = await Harness.start([journey]);
  const keep = async (name: string, customer: string, runId?: string) => {
    await harness.settledHistory(customer);
    const history = await harness.client.workflow.getHandle(harness.workflowId(customer), runId).fetchHistory();
    await keepHistory(name, history);
  };
  const now = Date.now();

  const silent = harness.name('silent');
  await harness.deliver(silent, [purchase(silent, now)]);
  await eventually(async () => (await harness.row(silent))?.segment === 'lost');
  await keep('journey-wait', silent);

  const leaver = harness.name('leaver');
  await harness.deliverHere(leaver, [purchase(leaver, now)]);
  await eventually(async () => (await harness.row(leaver))?.inside.length === 1);
  await harness.deliverHere(leaver, [activity(leaver, 'complaint', now)]);
  await eventually(async () => (await harness.row(leaver))?.inside.length === 0);
  await keep('exit-during-wait', leaver);

  const busy = harness.name('busy');
  for (let day = 30; day > 0; day -= 1) {
    await harness.deliverHere(busy, [purchase(busy, now - day * DAY)], { continueAfter: 40 });
  }
  await eventually(async () => (await harness.row(busy))?.orders === 30);
  const [first] = await harness.runIds(busy);
  await keep('continued-first-run', busy, first);
  await keep('continued-last-run', busy);

  const sleeper = harness.name('sleeper');
  await harness.startDelayed(sleeper, '30 days');
  await harness.deliverHere(sleeper, [purchase(sleeper, now)]);
  await eventually(async () => (await harness.row(sleeper))?.orders === 1);
  await keep('start-delay', sleeper);

  const clocked = harness.name('clocked');
  const noon = Date.parse('2026-01-12T12:00:00Z');
  await harness.deliverHere(clocked, [purchase(clocked, noon)], { testClock: true }, noon);
  await harness.deliverHere(clocked, [], { testClock: true }, noon + 400 * DAY);
  await eventually(async () => (await harness.row(clocked))?.segment === 'lost');
  await keep('test-clock', clocked);
  await harness.stop();
}

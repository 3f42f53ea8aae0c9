import { setTimeout as pause } from 'node:timers/promises';
import { journalCollection } from '../db/events/journal.ts';
import { effectCollection, findEffects } from '../db/messaging/effects.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { MINUTE, SECOND } from '../domain/time.ts';
import { bareWorker, bundleBare } from './bare.ts';
import { percentile, until, type Figure } from './report.ts';
import type { CallApi } from './rollout.ts';
import type { Stage } from './stage.ts';

const CUSTOMERS = 1_000;
/** All have entered before the first wait ends. */
const ENTER_WITHIN = 50 * SECOND;
const GOAL = 2 * SECOND;

/** Whoever looks waits a minute, and is shown something. */
const JOURNEY = {
  name: 'A minute later',
  enter: { on: 'event', event: 'view' },
  steps: [
    { id: 'minute', type: 'wait', for: '1m' },
    { id: 'hello', type: 'place', placement: 'toast', slot: 'corner', title: 'Hello', body: 'A minute has passed.' },
  ],
};

/** How late deadlines were, milliseconds: decided or rung, and seen by the world. */
interface Late {
  readonly decided: readonly number[];
  readonly shown: readonly number[];
}

/**
 * How late a thousand deadlines within one minute are, against as many timers of bare workflows, set in the same way before
 * them.
 */
export async function measureTimerLag(stage: Stage, workspace: WorkspaceId, call: CallApi): Promise<readonly Figure[]> {
  const bare = await bareLateness(stage);
  await call('PUT', '/v1/journeys/minute', JOURNEY);
  await call('POST', '/v1/journeys/minute/publish');
  await paced((n) => call('POST', '/v1/events', { id: `v-${n}`, customer: `c-${n}`, type: 'view' }));
  const effects = effectCollection(stage.store);
  const shown = { workspace, state: 'done', kind: 'showPlacement' } as const;
  await until(async () => (await effects.countDocuments(shown)) >= CUSTOMERS, 1_000);
  const seen = await findEffects(effects, 'showPlacement', shown).toArray();
  const decided = await journalCollection(stage.store)
    .find({ workspace, 'facts.what': 'passed', 'facts.place.step': 'minute' })
    .map(({ at, now }) => now - at)
    .toArray();
  const ours: Late = { decided, shown: seen.map(({ at, changedAt }) => changedAt - at) };
  return [...figures('decided', ours.decided, bare.decided), ...figures('shown', ours.shown, bare.shown)];
}

/** A minute each, begun as evenly. */
async function bareLateness(stage: Stage): Promise<Late> {
  const taskQueue = 'waiters';
  const { worker, late } = await bareWorker(stage, await bundleBare(), taskQueue);
  const running = worker.run();
  await paced(async (n) => {
    const workflowId = `${taskQueue}-${n}`;
    await stage.client.workflow.start('waiter', { workflowId, taskQueue, args: [Date.now() + MINUTE] });
  });
  await until(async () => late.seen.length >= CUSTOMERS, 1_000);
  worker.shutdown();
  await running;
  return { decided: late.rung, shown: late.seen };
}

/** So that all have begun before the first deadline. */
async function paced(begin: (n: number) => Promise<unknown>): Promise<void> {
  const started = performance.now();
  for (let n = 0; n < CUSTOMERS; n += 1) {
    await pause(Math.max(0, started + (n * ENTER_WITHIN) / CUSTOMERS - performance.now()));
    await begin(n);
  }
}

function figures(what: string, late: readonly number[], bare: readonly number[]): readonly Figure[] {
  const of = `${late.length.toLocaleString('en')} deadlines within ${(ENTER_WITHIN / MINUTE).toFixed(1)} min: ${what}`;
  const said = (p: number) => `${percentile(late, p).toFixed(0)} ms (bare: ${percentile(bare, p).toFixed(0)} ms)`;
  const ok = percentile(late, 0.99) <= GOAL;
  return [
    { what: `${of} late by, p50`, measured: said(0.5), goal: '', ok: true },
    { what: `${of} late by, p99`, measured: said(0.99), goal: `<= ${GOAL} ms`, ok },
  ];
}

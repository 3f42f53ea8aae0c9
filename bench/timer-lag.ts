import { setTimeout as pause } from 'node:timers/promises';
import { journalCollection } from '../db/events/journal.ts';
import { effectCollection, findEffects } from '../db/messaging/effects.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { MINUTE, SECOND } from '../domain/time.ts';
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

/** How late a thousand deadlines within one minute are: decided, and seen by the world. */
export async function measureTimerLag(stage: Stage, workspace: WorkspaceId, call: CallApi): Promise<readonly Figure[]> {
  await call('PUT', '/v1/journeys/minute', JOURNEY);
  await call('POST', '/v1/journeys/minute/publish');
  const effects = effectCollection(stage.store);
  const started = performance.now();
  for (let n = 0; n < CUSTOMERS; n += 1) {
    await pause(Math.max(0, started + (n * ENTER_WITHIN) / CUSTOMERS - performance.now()));
    await call('POST', '/v1/events', { id: `v-${n}`, customer: `c-${n}`, type: 'view' });
  }
  const shown = () => findEffects(effects, 'showPlacement', { workspace, state: 'done' });
  await until(async () => (await shown().toArray()).length >= CUSTOMERS, 1_000);
  const seen = (await shown().toArray()).map(({ at, changedAt }) => changedAt - at);
  const decided = await journalCollection(stage.store)
    .find({ workspace, 'facts.what': 'passed', 'facts.place.step': 'minute' })
    .map(({ at, now }) => now - at)
    .toArray();
  return [...figures('decided', decided), ...figures('shown', seen)];
}

function figures(what: string, late: readonly number[]): readonly Figure[] {
  const [p50, p99] = [percentile(late, 0.5), percentile(late, 0.99)];
  const of = `${late.length.toLocaleString('en')} deadlines within ${(ENTER_WITHIN / MINUTE).toFixed(1)} min: ${what}`;
  return [
    { what: `${of} late by, p50`, measured: `${p50.toFixed(0)} ms`, goal: '', ok: true },
    { what: `${of} late by, p99`, measured: `${p99.toFixed(0)} ms`, goal: `<= ${GOAL} ms`, ok: p99 <= GOAL },
  ];
}

import { CounterChanges, counterCollection } from '../db/tallies/counters.ts';
import { dayOf } from '../domain/time-zone.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import type { Connection } from 'mongoose';
import { measureReads } from './home.ts';
import type { Figure } from './report.ts';
import type { CallApi } from './rollout.ts';

const STEPS = 10;
const DAYS = 366;
/** Versions that were live before: what is counted of them stays. */
const VERSIONS = 10;

/** The results of a journey that ran for a year, in ten versions, of a workspace that holds a base. */
export async function measureResults(
  call: CallApi,
  { store, workspace, now }: { readonly store: Connection; readonly workspace: WorkspaceId; readonly now: Instant },
): Promise<readonly Figure[]> {
  const steps = Array.from({ length: STEPS }, (_, n) => ({ id: `step-${n}`, type: 'wait', for: '1d' }));
  const definition = {
    name: 'A year',
    enter: { on: 'event', event: 'basket.left' },
    goal: { on: 'event', event: 'purchase' },
    holdout: { percent: 20 },
    steps,
  };
  await call('PUT', '/v1/journeys/a-year', definition);
  await call('POST', '/v1/journeys/a-year/publish');
  const changes = new CounterChanges();
  const today = dayOf(now, 'UTC');
  for (let version = 1; version <= VERSIONS; version += 1) {
    for (const { id } of steps) {
      const of = `a-year/${version}/${id}`;
      for (const told of [
        'reached/',
        'passed/',
        'skipped/capped',
        'skipped/no-consent',
        'left/goal',
        'left/exit',
        'message/',
      ]) {
        changes.change({ tally: 'result', of: `${of}/${told}`, day: null }, { times: 1_000 }, 1);
      }
    }
    for (let day = today - DAYS + 1; day <= today; day += 1) {
      changes.change({ tally: 'result-day', of: `a-year/${version}/`, day }, { passed: 10, left: 3, messages: 7 }, 1);
    }
  }
  await counterCollection(store).bulkWrite(changes.writes(workspace), { ordered: false });
  return await measureReads(call, [
    '/v1/journeys/a-year/results',
    '/v1/journeys/a-year/results?days=366',
    '/v1/journeys/a-year/inside',
  ]);
}

import { isoTime } from '../../domain/time.ts';
import { nextInstant } from '../../ingest/clock.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { getClockContract } from './get-clock.contract.ts';

export const getClock = endpoint(getClockContract, async ({ caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const testClock = workspace.clock !== undefined;
  const next = testClock ? await nextInstant(deps.ingest.clock, workspace) : null;
  return {
    status: 200,
    body: {
      now: isoTime(now),
      testClock,
      moving: workspace.movingTo !== undefined,
      moved: workspace.movingTo === undefined ? null : (workspace.moved ?? { total: 0, arrived: 0 }),
      next: next === null ? null : isoTime(next),
    },
  };
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { jobCollection } from '../../db/jobs/store.ts';
import { isoTime } from '../../domain/time.ts';
import { at } from '../builders.ts';
import { openEdge, type Edge } from './edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge({ testClock: at('2026-06-15T08:00:00Z') });
});
afterAll(() => edge.close());

const steps = [{ id: 'pause', type: 'wait', for: '1d' }];
const when = { field: 'totals.orders', op: 'gte', value: 1 };
const launches = async () => await jobCollection(edge.deps.connection).find({ kind: 'launch' }).toArray();
const move = async (body: object) => (await edge.call('post', '/v1/clock', { body })).body;

async function publish(enter: object): Promise<void> {
  await edge.call('put', '/v1/journeys/daily', { body: { name: 'Daily', enter, steps } });
  expect((await edge.call('post', '/v1/journeys/daily/publish')).status).toBe(200);
}

test('a test clock fires what it passes, by the clock of the workspace, once however far it jumps', async () => {
  await publish({ on: 'schedule', cron: '30 9 * * *', when });
  // London is an hour ahead of UTC in June: today's is due at 08:30.
  expect((await move({ to: 'next' })).now).toBe('2026-06-15T08:30:00.000Z');
  expect(await launches()).toMatchObject([{ begunBy: 'schedule', options: { journey: 'daily', when } }]);
  await move({ advance: '1h' });
  expect(await launches()).toHaveLength(1);
  await move({ advance: '5d' });
  expect(await launches()).toHaveLength(2);
  expect((await move({ to: 'next' })).now).toBe(isoTime(at('2026-06-21T08:30:00Z')));
  expect(await launches()).toHaveLength(3);

  await publish({ on: 'launch' });
  await move({ advance: '3d' });
  expect(await launches()).toHaveLength(3);
});

test('a schedule that never comes, too often, or of a segment that is not there is refused', async () => {
  const refused = async (enter: object) => {
    const { body } = await edge.call('put', '/v1/journeys/never', {
      body: { name: 'Never', enter: { on: 'schedule', ...enter }, steps },
    });
    return body.problems.map(({ path }: { path: string }) => path);
  };
  expect(await refused({ cron: '0 9 * * *', segment: 'nowhere' })).toEqual(['enter.segment']);
  expect(await refused({ cron: '0 9 31 feb *', segment: 'lost' })).toEqual(['enter.cron']);
  expect(await refused({ cron: '* * * * *', segment: 'lost' })).toEqual(['enter.cron']);
});

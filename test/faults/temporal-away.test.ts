import { expect, test } from 'vitest';
import { Random } from '../protocol/random.ts';
import { Load, pausesUpTo } from './load.ts';
import { backlog } from './picture.ts';
import { expectSettled } from './settled.ts';
import { openStand } from './stand.ts';
import { Stream } from './stream.ts';
import { HANGS_MS } from './until.ts';

test(
  'given Temporal killed under load, then events are still taken, and are applied once when it is back',
  {
    timeout: HANGS_MS,
  },
  async () => {
    const stand = await openStand();
    const { program, shop } = stand.api;
    const pids = [program.pid, stand.worker.pid];
    const random = new Random(1);
    const load = new Load(shop, new Stream(random, Date.now()), pausesUpTo(150, random));

    await load.more(20);
    await stand.temporal.kill();
    // A request that nobody answers ends the test.
    await load.more(40);
    const ready = await shop.send('GET', '/readyz');
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', store: 'here', temporal: 'away' }]);
    expect(await backlog(stand.store)).toBeGreaterThan(0);

    await stand.temporal.start();
    await load.more(20);
    await load.stop();
    await expectSettled(stand, shop);
    expect(shop.book.refusals, 'nobody was sent away').toBe(0);
    expect(await (await shop.send('GET', '/readyz')).json()).toMatchObject({ temporal: 'here' });
    expect([program.pid, stand.worker.pid], 'nothing had to be started again').toEqual(pids);
  },
);

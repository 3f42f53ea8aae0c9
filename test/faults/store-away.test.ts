import { expect, test } from 'vitest';
import { Random } from '../protocol/random.ts';
import { Load, pausesUpTo } from './load.ts';
import { expectSettled } from './settled.ts';
import { openStand } from './stand.ts';
import { Stream } from './stream.ts';
import { HANGS_MS } from './until.ts';

test(
  'given MongoDB killed under load, then nothing is promised until it is back, and nothing is lost or doubled',
  {
    timeout: HANGS_MS,
  },
  async () => {
    const stand = await openStand();
    const { program, shop } = stand.api;
    const pids = [program.pid, stand.worker.pid];
    const random = new Random(2);
    const load = new Load(shop, new Stream(random, Date.now()), pausesUpTo(150, random));

    await load.more(20);
    await stand.mongo.kill();
    const gone = performance.now();
    const refused = await shop.send('POST', '/v1/events', { id: 'refused', customer: 'c-1', type: 'view' });
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await refused.json()).toMatchObject({ status: 503, code: 'store-away' });
    expect((await shop.send('GET', '/readyz')).status).toBe(503);
    expect((await shop.send('GET', '/livez')).status).toBe(200);
    const back = performance.now();
    await stand.mongo.start();
    await load.more(20);
    await load.stop();

    const promised = shop.book.replies.filter(({ begun, ended }) => begun > gone && ended < back);
    expect(promised, 'nothing was acknowledged meanwhile').toEqual([]);
    await expectSettled(stand, shop);
    expect([program.pid, stand.worker.pid], 'nothing had to be started again').toEqual(pids);
  },
);

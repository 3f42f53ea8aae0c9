import { expect, test } from 'vitest';
import { Random } from '../protocol/random.ts';
import { takePicture } from './picture.ts';
import { expectSettled } from './settled.ts';
import { openStand } from './stand.ts';
import { Stream } from './stream.ts';
import { until } from './until.ts';

const HANGS_MS = 180_000;

test(
  'given MongoDB killed under load, then nothing is promised until it is back, and nothing is lost or doubled',
  { timeout: HANGS_MS },
  async () => {
    const stand = await openStand();
    const { api, worker } = stand;
    const { shop } = api;
    const pids = [api.program.pid, worker.pid];
    const random = new Random(2);
    const { replies } = shop.book;
    let isOver = false;
    const stream = shop.pour(
      new Stream(random, Date.now()),
      4,
      () => random.below(150),
      () => isOver,
    );
    const more = async (requests: number) => {
      const enough = replies.length + requests;
      await until(`${requests} more requests are answered`, () => replies.length >= enough);
    };

    await more(20);
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
    await more(20);
    isOver = true;
    await stream;

    expect(replies.filter(({ begun, ended }) => begun > gone && ended < back)).toEqual([]);
    expect(shop.book.refusals).toBeGreaterThan(0);
    try { await expectSettled(stand, shop); } catch (e) {
      const fs = await import('node:fs');
      fs.writeFileSync('/tmp/sa-picture.json', JSON.stringify(await takePicture(stand.store), null, 1));
      fs.writeFileSync('/tmp/sa-worker.log', worker.output); fs.writeFileSync('/tmp/sa-api.log', api.program.output);
      throw e;
    }
    expect([api.program.pid, worker.pid], 'nobody had to be started again').toEqual(pids);
  },
);

import { expect, test } from 'vitest';
import { Random } from '../protocol/random.ts';
import { backlog } from './picture.ts';
import { expectSettled } from './settled.ts';
import { openStand } from './stand.ts';
import { Stream } from './stream.ts';
import { until } from './until.ts';

const HANGS_MS = 180_000;

test(
  'given Temporal killed under load, then events are still taken, and applied once when it is back',
  { timeout: HANGS_MS },
  async () => {
    const stand = await openStand();
    const { shop } = stand.api;
    const random = new Random(1);
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
    await stand.temporal.kill();
    // Each within the time that a client of the shop waits; what is slower ends the test.
    await more(60);
    const ready = await shop.send('GET', '/readyz');
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', store: 'here', temporal: 'away' }]);
    expect(await backlog(stand.store)).toBeGreaterThan(0);

    await stand.temporal.start();
    await more(20);
    isOver = true;
    await stream;
    await expectSettled(stand, shop);
    expect(await (await shop.send('GET', '/readyz')).json()).toMatchObject({ temporal: 'here' });
  },
);

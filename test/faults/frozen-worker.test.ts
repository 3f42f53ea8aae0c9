import { expect, test } from 'vitest';
import { Random } from '../protocol/random.ts';
import { Load } from './load.ts';
import { expectSettled } from './settled.ts';
import { openStand } from './stand.ts';
import { Stream } from './stream.ts';
import { HANGS_MS } from './until.ts';

test(
  'given a worker frozen at work while another takes over, when it thaws, then nothing counts twice',
  {
    timeout: HANGS_MS,
  },
  async () => {
    const stand = await openStand();
    const { shop } = stand.api;
    const { worker: zombie } = stand;
    const random = new Random(3);
    const stream = new Stream(random, Date.now());

    const first = new Load(shop, stream, random, 50);
    const successor = await stand.anotherWorker();
    await first.more(20);
    zombie.freeze();
    await first.more(20);
    await first.stop();
    // The successor does everything, and what the other had begun, once more.
    await expectSettled(stand, shop);

    const second = new Load(shop, stream, random, 50);
    zombie.thaw();
    await second.more(30);
    await successor.kill();
    await second.more(20);
    await second.stop();
    await expectSettled(stand, shop);
    expect(zombie.pid, 'it is alive again, and the only one').toBeDefined();
  },
);

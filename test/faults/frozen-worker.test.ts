import { test } from 'vitest';
import { Random } from '../protocol/random.ts';
import { Load, pausesUpTo } from './load.ts';
import { expectSettled } from './settled.ts';
import { openStand } from './stand.ts';
import { Stream, type Sent } from './stream.ts';
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
    const stream = new Stream(random, Date.now(), 16);
    const everybody = (round: number): readonly Sent[] =>
      stream.customers.map((customer) => ({
        id: `${round}:${customer}`,
        customer,
        type: 'purchase',
        amount: 100 + round,
      }));

    const before = new Load(shop, stream, pausesUpTo(50, random));
    await stand.anotherWorker();
    await before.more(12);
    await before.stop();
    // Everybody is being decided upon when it stops.
    const rounds = [1, 2, 3].map((round) => shop.deliver(everybody(round)));
    await Promise.race(rounds);
    zombie.freeze();
    await Promise.all(rounds);
    const meanwhile = new Load(shop, stream, pausesUpTo(50, random));
    await meanwhile.more(15);
    await meanwhile.stop();
    // The successor does everything, and what the other had begun, once more.
    await expectSettled(stand, shop);

    zombie.thaw();
    // Now it writes what it had decided long ago.
    await zombie.finish();
    await expectSettled(stand, shop);
  },
);

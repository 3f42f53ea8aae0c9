import { expect, test } from 'vitest';
import { Random } from '../protocol/random.ts';
import { expectSettled } from './settled.ts';
import { openStand } from './stand.ts';
import { Stream } from './stream.ts';
import { until } from './until.ts';

const HANGS_MS = 180_000;

test(
  'given a worker frozen at work while another takes over, when it thaws, then nothing counts twice',
  { timeout: HANGS_MS },
  async () => {
    const stand = await openStand();
    const { shop } = stand.api;
    const zombie = stand.worker;
    const successor = await stand.anotherWorker();
    const random = new Random(3);
    const stream = new Stream(random, Date.now());
    const pour = async (events: number) => {
      const enough = shop.book.acknowledged.size + events;
      await shop.pour(
        stream,
        6,
        () => 0,
        () => shop.book.acknowledged.size >= enough,
      );
    };

    await pour(150);
    const load = pour(150);
    await until('both are at work', () => shop.book.acknowledged.size >= 200);
    zombie.freeze();
    await load;
    // The successor does everything, the rest of what the other had begun included.
    await expectSettled(stand, shop);
    const rest = pour(150);
    zombie.thaw();
    await rest;
    await expectSettled(stand, shop);

    await successor.kill();
    await pour(20);
    await expectSettled(stand, shop);
    expect(zombie.pid).toBeDefined();
  },
);

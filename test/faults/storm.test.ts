import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Random } from '../protocol/random.ts';
import { invite } from './invite.ts';
import { takePicture } from './picture.ts';
import type { Program } from './program.ts';
import { expectSettled } from './settled.ts';
import { openStand } from './stand.ts';
import { Stream } from './stream.ts';
import { until } from './until.ts';

const HANGS_MS = 180_000;
const KILLS = 4;
const LEAST_EVENTS = 600;

test(
  'given a stream with repeats, when API and worker are killed again and again, then each 202 counts exactly once',
  async () => {
    const stand = await openStand();
    const { api, worker } = stand;
    const { shop } = api;
    const random = new Random(20_260_514);
    const stream = new Stream(random, Date.now());
    const { acknowledged } = shop.book;

    /** Kills in the thick of it: only what is at work can lose something. */
    async function killOften(program: Program): Promise<void> {
      for (let kill = 0; kill < KILLS; kill += 1) {
        const enough = acknowledged.size + 20 + random.below(60);
        await until(`${program.name} has something to do`, () => acknowledged.size >= enough);
        await sleep(random.below(200));
        await program.kill();
        await program.start();
      }
    }

    await invite(shop, stream.customers.slice(0, 12));
    let isOver = false;
    const kills = Promise.all([killOften(api.program), killOften(worker)]).finally(() => {
      isOver = true;
    });
    const isEnough = () => isOver && acknowledged.size >= LEAST_EVENTS;
    await Promise.all([kills, shop.pour(stream, 4, () => random.below(300), isEnough)]);

    await expectSettled(stand, shop);
    const { placements, sends } = await takePicture(stand.store);
    expect(placements.length, 'journeys took part').toBeGreaterThan(0);
    expect(sends.length, 'journeys took part').toBeGreaterThan(0);
  },
  HANGS_MS,
);

import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Random } from '../protocol/random.ts';
import { countBanners } from './banners.ts';
import { invite } from './invite.ts';
import { Load, pausesUpTo } from './load.ts';
import { takePicture } from './picture.ts';
import type { Program } from './program.ts';
import { expectSettled } from './settled.ts';
import { openStand } from './stand.ts';
import { Stream } from './stream.ts';
import { HANGS_MS } from './until.ts';

/** A slow machine fits fewer kills into the storm, but never fewer than these of each program. */
const LEAST_KILLS = 2;
const STORM_MS = 4_000;

test(
  'given a stream with repeats, when API and worker are killed again and again, then each 202 counts exactly once and shows one banner',
  {
    timeout: HANGS_MS,
  },
  async () => {
    const stand = await openStand();
    const { shop, program } = stand.api;
    const random = new Random(20_260_514);
    const stream = new Stream(random, Date.now());
    await invite(shop, stream.customers.slice(0, 12));
    const load = new Load(shop, stream, pausesUpTo(300, random));
    const over = performance.now() + STORM_MS;

    /** In the thick of it: only what is at work can lose something. */
    async function killOften(victim: Program): Promise<void> {
      for (let kills = 0; kills < LEAST_KILLS || performance.now() < over; kills += 1) {
        await load.more(5 + random.below(15));
        await sleep(random.below(200));
        await victim.kill();
        await victim.start();
      }
    }
    await Promise.all([killOften(program), killOften(stand.worker)]);
    await load.more(10);
    await load.stop();

    await expectSettled(stand, shop);
    const { placements, sends } = await takePicture(stand.store);
    const banners = countBanners(placements, shop.book.acknowledged.values(), stream.start);
    expect(banners.faults, 'one banner for each event').toEqual([]);
    expect(banners.expected, 'journeys took part').toBeGreaterThan(0);
    expect(sends.length, 'journeys took part').toBeGreaterThan(0);
  },
);

import { expect, test } from 'vitest';
import { z } from 'zod';
import { eventCollection } from '../../db/events/events.ts';
import { backlog, takePicture } from './picture.ts';
import { expectSettled } from './settled.ts';
import { openStand } from './stand.ts';
import type { Sent } from './stream.ts';
import { HANGS_MS, until } from './until.ts';

const TIMES = 200;
const CONNECTIONS = 32;
/** More than a customer's state remembers. */
const OTHERS = 40;

const EVENT: Sent = { id: 'o-1', customer: 'c-1', type: 'purchase', amount: 4_000 };
const answer = z.object({ results: z.tuple([z.object({ status: z.string() })]) });

test(
  'given one event sent 200 times at once through two processes, then it is accepted once and counts once',
  { timeout: HANGS_MS },
  async () => {
    const stand = await openStand();
    const { shop } = stand.api;
    const shops = [shop, (await stand.anotherApi()).shop];
    const left = Array.from({ length: TIMES }, (_, index) => shops[index % shops.length]).values();
    const verdicts: string[] = [];
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        for (const door of left) {
          const reply = await door?.send('POST', '/v1/events', EVENT);
          expect(reply?.status).toBe(202);
          verdicts.push(answer.parse(await reply?.json()).results[0].status);
        }
      }),
    );
    expect(verdicts.toSorted()).toEqual(['accepted', ...Array.from({ length: TIMES - 1 }, () => 'duplicate')]);

    await shop.deliver([EVENT]);
    await expectSettled(stand, shop);
    expect((await takePicture(stand.store)).events).toHaveLength(1);
  },
);

test(
  'given a delivery that was not noted, when it is repeated, then its events count once',
  { timeout: HANGS_MS },
  async () => {
    const stand = await openStand();
    const { shop } = stand.api;
    const others = Array.from({ length: OTHERS }, (_, index) => ({
      ...EVENT,
      id: `o-${index + 2}`,
      amount: 100 + index,
    }));
    await shop.deliver([EVENT]);
    // In parts, so that the first ones are no longer remembered when they come back.
    for (let from = 0; from < OTHERS; from += 10) {
      await shop.deliver(others.slice(from, from + 10));
      await expectSettled(stand, shop);
    }
    await eventCollection(stand.store).updateMany({}, { $set: { p: 1 } });
    await shop.deliver([EVENT, ...others]);
    await until('everything is delivered again', async () => (await backlog(stand.store)) === 0);
    await expectSettled(stand, shop);
  },
);

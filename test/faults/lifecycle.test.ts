import { expect, test } from 'vitest';
import { z } from 'zod';
import { foldEntries, journeyDifferences, NOTHING_TOLD } from '../../domain/decision/journal-fold.ts';
import { allInside } from '../../domain/journey/standing.ts';
import { isoTime, SECOND } from '../../domain/time.ts';
import { Random } from '../protocol/random.ts';
import { invite } from './invite.ts';
import { Load, pausesFor } from './load.ts';
import { takePicture, type Picture } from './picture.ts';
import { expectSettled } from './settled.ts';
import type { Shop } from './shop.ts';
import { openStand } from './stand.ts';
import { Stream, type Sent } from './stream.ts';
import { HANGS_MS, until } from './until.ts';

const WALKERS = 12;
/** Enough that somebody is always at work. */
const EVENTS_PER_SECOND = 3;
/** Longer than the test. */
const wait = (id: string) => ({ id, type: 'wait', for: '10d' });
const banner = { id: 'show', type: 'place', placement: 'banner', slot: 'end', title: 'T', body: 'B' };
const LAST = 12 * SECOND;

const jobs = z.object({ jobs: z.array(z.object({ kind: z.string(), state: z.string() })) });

test(
  'given load, when a journey is paused, goes on, takes its people to another version and drains, and the worker is killed in the middle, then each of them is where they are to be',
  { timeout: HANGS_MS },
  async () => {
    const stand = await openStand();
    const { shop } = stand.api;
    const random = new Random(20_261_127);
    const stream = new Stream(random, Date.now(), 12);
    await invite(shop, []);
    await publish(shop, [wait('first'), banner]);
    const walkers = Array.from({ length: WALKERS }, (_, n): Sent => view(`walker-${n}`, 'begin'));
    await shop.deliver(walkers);
    const inside = async () => insideOf(await takePicture(stand.store));
    await until('all are inside', async () => (await inside()).length >= WALKERS);
    const load = new Load(shop, stream, pausesFor(EVENTS_PER_SECOND));
    /** In the middle of telling everybody, the worker dies. */
    const told = async (what: string, isTrue: (one: Inside) => boolean, mayDie = false) => {
      if (mayDie) {
        await stand.worker.kill();
        await stand.worker.start();
      }
      await until(what, async () => (await inside()).every(isTrue));
    };

    await shop.insist('POST', '/v1/journeys/walk/pause');
    await told('all are held', ({ held }) => held === true, true);
    await shop.insist('POST', '/v1/journeys/walk/resume', { spread: '1s' });
    await told('nobody is held any more', ({ held }) => held === undefined);
    await publish(shop, [wait('second'), banner], { inside: 'migrate', mapping: { first: 'second' } });
    await told('all stand in the second version', ({ version, step }) => version === 2 && step === 'second', true);
    const drain = { inside: 'drain', until: isoTime(Date.now() + LAST) };
    await publish(shop, [wait('third'), banner], drain);
    await told('the second version is empty', ({ version }) => version === 3);

    await load.stop();
    await until('every rollout is over', async () => {
      const { jobs: rows } = jobs.parse(await (await shop.send('GET', '/v1/jobs')).json());
      return rows.every(({ kind, state }) => kind !== 'rollout' || state === 'done');
    });
    // Whoever took a change asleep takes it in their workflow with whatever comes next.
    await shop.deliver(
      [...new Set([...walkers.map(({ customer }) => customer), ...stream.customers])].map((customer) =>
        view(customer, 'end'),
      ),
    );
    await expectSettled(stand, shop);
    const picture = await takePicture(stand.store);
    expect(insideOf(picture).map(({ version }) => version)).toEqual(expect.arrayContaining([3]));
    expect(untold(picture)).toEqual([]);
  },
);

function view(customer: string, what: string): Sent {
  return { id: `${what}-${customer}`, customer, type: 'view' };
}

async function publish(shop: Shop, steps: readonly object[], how: object = {}): Promise<void> {
  const definition = { name: 'Walk', enter: { on: 'event', event: 'view', again: 'always' }, steps };
  await shop.insist('PUT', '/v1/journeys/walk', definition);
  await shop.insist('POST', '/v1/journeys/walk/publish', how);
}

type Inside = ReturnType<typeof allInside>[number][1];

function insideOf({ customers }: Pick<Picture, 'customers'>): readonly Inside[] {
  return customers.flatMap(({ state }) =>
    allInside(state.journeys).flatMap(([id, one]) => (id === 'walk' ? [one] : [])),
  );
}

/** Where a fold over the journal puts somebody elsewhere than their state. */
function untold({ customers, journal }: Picture): readonly string[] {
  return customers.flatMap(({ _id, state }) => {
    const own = journal.filter(({ key, seq }) => key === _id && seq <= state.seq).toSorted((a, b) => a.seq - b.seq);
    return journeyDifferences(state.journeys, foldEntries(NOTHING_TOLD, own)).map(({ field }) => `${_id}: ${field}`);
  });
}

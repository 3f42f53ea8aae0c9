import { expect, test } from 'vitest';
import { journalCollection } from '../../../db/events/journal.ts';
import { dayOf } from '../../../domain/time-zone.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { eachWorld, ZONE } from './world.ts';

const here = eachWorld();

/** Counted one by one in the journal, of everybody, by kind and day. */
async function told(count: number): Promise<ReadonlyMap<string, readonly number[]>> {
  const first = dayOf(here.world.now, ZONE) - count + 1;
  const kinds = new Map<string, number[]>();
  for (const { at, move } of await journalCollection(here.edge.deps.connection).find({}).toArray()) {
    const place = dayOf(at, ZONE) - first;
    if (!move || place < 0) continue;
    const own = kinds.get(`${move.from} > ${move.to}`) ?? Array.from({ length: count }, () => 0);
    kinds.set(
      `${move.from} > ${move.to}`,
      own.map((moves, index) => (index === place ? moves + 1 : moves)),
    );
  }
  return kinds;
}

interface Kind {
  readonly from: string | null;
  readonly to: string | null;
  readonly moves: readonly number[];
}

test('moves by day are those of the journal, also where attempts were lost and days are those of the workspace', async () => {
  for (let round = 0; round < 5; round += 1) {
    // Late by more than a month: back to where frequent buyers belong.
    await here.world.buys('e', 200 + round, 90_000);
    for (const id of ['a', 'b', 'c']) await here.world.buys(id, 0, 4_000);
    await here.world.buysTwiceOver('d', 1, 9_000);
    here.edge.clock.now += 17 * DAY + 11 * HOUR;
    for (const id of ['a', 'd', 'e']) await here.world.wakes(id);
    here.edge.clock.now += 16 * DAY + 5 * HOUR;
  }
  const truth = await told(200);
  const { days, moves } = await here.world.get('/v1/moves/days?days=200');
  expect(days).toHaveLength(200);
  expect(new Map(moves.map((kind: Kind) => [`${kind.from} > ${kind.to}`, kind.moves]))).toEqual(truth);
  expect(truth.size).toBeGreaterThan(2);
  const sums = moves.map((kind: Kind) => kind.moves.reduce((sum, one) => sum + one));
  expect(sums).toEqual(sums.toSorted((a: number, b: number) => b - a));
});

test('can be asked for by where from and where to', async () => {
  await here.world.buys('a', 0, 4_000);
  const first = { from: null, to: 'potential-loyalist', moves: [1] };
  expect((await here.world.get('/v1/moves/days?days=1')).moves).toEqual([first]);
  expect((await here.world.get('/v1/moves/days?days=1&from=none')).moves).toEqual([first]);
  expect((await here.world.get('/v1/moves/days?days=1&to=potential-loyalist')).moves).toEqual([first]);
  expect((await here.world.get('/v1/moves/days?days=1&from=loyal')).moves).toEqual([]);
  expect((await here.world.get('/v1/moves/days?days=1&to=none')).moves).toEqual([]);
});

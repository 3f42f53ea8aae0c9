import { expect, test } from 'vitest';
import { customerCollection } from '../../../db/customers/customers.ts';
import { DAY } from '../../../domain/time.ts';
import type { ProfileChange } from '../../../ingest/open.ts';
import { eachWorld } from './world.ts';

const here = eachWorld();

const known: ProfileChange = { address: { email: true }, revision: 1 };
const granted: ProfileChange = { consent: { email: true }, revision: 2 };
const withdrawn: ProfileChange = { consent: { email: false }, revision: 3 };
const forgotten: ProfileChange = { address: { email: false }, revision: 4 };

/** By segment, as the page shows it; held against every row. */
async function reached(): Promise<ReadonlyMap<string, number>> {
  const { segments } = await here.world.get('/v1/segments');
  const shown = new Map<string, number>(
    segments.map(({ id, mayGetEmail }: { id: string; mayGetEmail: number }) => [id, mayGetEmail]),
  );
  const rows = await customerCollection(here.edge.deps.connection).find({}).toArray();
  for (const [segment, email] of shown) {
    const those = rows.filter(
      ({ segment: own, state: { profile } }) =>
        own === segment &&
        profile.addresses?.email?.known === true &&
        profile.consents?.email?.marketing?.granted === true,
    );
    expect([segment, email]).toEqual([segment, those.length]);
  }
  return shown;
}

test('who may get e-mail has both an address and consent, and is counted where they are', async () => {
  for (const id of ['a', 'b', 'c']) await here.world.buys(id, 0, 4_000);
  expect((await reached()).get('potential-loyalist')).toBe(0);
  await here.world.told('a', known);
  await here.world.told('b', granted);
  expect((await reached()).get('potential-loyalist')).toBe(0);
  await here.world.told('a', granted);
  await here.world.told('b', known);
  expect((await reached()).get('potential-loyalist')).toBe(2);
  await here.world.told('b', withdrawn);
  expect((await reached()).get('potential-loyalist')).toBe(1);
  await here.world.told('c', granted);
  await here.world.told('c', { ...known, revision: 3 });
  expect((await reached()).get('potential-loyalist')).toBe(2);
  await here.world.told('c', forgotten);
  expect((await reached()).get('potential-loyalist')).toBe(1);

  here.edge.clock.now += 120 * DAY;
  await here.world.wakes('a');
  const later = await reached();
  expect([later.get('potential-loyalist'), later.get('needs-attention')]).toEqual([0, 1]);
});

test('counting everybody anew comes to the same', async () => {
  await here.world.buys('a', 0, 4_000);
  await here.world.told('a', known);
  await here.world.told('a', granted);
  const before = await reached();
  expect(await here.world.rebuild()).toEqual({ differences: [] });
  expect(await reached()).toEqual(before);
});

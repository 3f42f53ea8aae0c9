import { expect, test } from 'vitest';
import { customerCollection } from '../../../db/customers/customers.ts';
import { CHANNELS, type Channel } from '../../../domain/channels/channel.ts';
import type { Reach } from '../../../domain/channels/reach.ts';
import { DAY } from '../../../domain/time.ts';
import type { ProfileChange } from '../../../ingest/open.ts';
import { eachWorld } from './world.ts';

const here = eachWorld();

const known: ProfileChange = { address: { email: true }, revision: 1 };
const granted: ProfileChange = { consent: { email: true }, revision: 2 };
const withdrawn: ProfileChange = { consent: { email: false }, revision: 3 };
const forgotten: ProfileChange = { address: { email: false }, revision: 4 };

interface Line {
  readonly id: string;
  readonly mayGetEmail: number;
  readonly reach: Reach;
}

/** By e-mail and by segment, as the page shows it; all channels are held against every row. */
async function reached(): Promise<ReadonlyMap<string, number>> {
  const { segments } = await here.world.get('/v1/segments');
  const lines: readonly Line[] = segments;
  const rows = await customerCollection(here.edge.deps.connection).find({}).toArray();
  for (const { id, reach, mayGetEmail } of lines) {
    const own = rows.filter(({ segment }) => segment === id);
    const on = (channels: readonly Channel[]) =>
      own.filter(({ state: { profile } }) =>
        channels.some(
          (channel) =>
            profile.addresses?.[channel]?.known === true && profile.consents?.[channel]?.marketing?.granted === true,
        ),
      ).length;
    const counted = Object.fromEntries(CHANNELS.map((channel) => [channel, on([channel])]));
    expect([id, reach]).toEqual([id, { any: on(CHANNELS), ...counted }]);
    expect(mayGetEmail).toBe(reach.email);
  }
  return new Map(lines.map(({ id, mayGetEmail }) => [id, mayGetEmail]));
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

test('counting everybody anew comes to the same, on every channel', async () => {
  await here.world.buys('a', 0, 4_000);
  await here.world.buys('b', 0, 4_000);
  await here.world.told('a', known);
  await here.world.told('a', granted);
  await here.world.told('a', { address: { sms: true }, consent: { sms: { marketing: true } }, revision: 3 });
  await here.world.told('b', { address: { push: true }, consent: { push: { marketing: true } }, revision: 1 });
  await here.world.told('b', { address: { sms: true }, consent: { sms: { service: true } }, revision: 2 });
  const before = await reached();
  expect(await here.world.rebuild()).toEqual({ differences: [] });
  expect(await reached()).toEqual(before);
});

import type { Connection } from 'mongoose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mongoCatalogue } from '../../db/catalogue/catalogue.ts';
import { customerRow } from '../../db/customers/customer-row.ts';
import { customerCollection } from '../../db/customers/customers.ts';
import { mongoItemFigures } from '../../db/recommend/item-figures.ts';
import { mongoEffectLedger } from '../../db/messaging/ledger.ts';
import { mongoPlacementStore, type PlacementStore } from '../../db/messaging/placements.ts';
import type { RecordedEffect } from '../../domain/earlier-effect.ts';
import type { Effect } from '../../domain/effect.ts';
import { NEW_CUSTOMER } from '../../domain/decision/state.ts';
import { customerKey } from '../../domain/keys.ts';
import { startingPlaybook } from '../../domain/playbook.ts';
import { itemId, slotId, templateId, variantId } from '../../domain/ids.schema.ts';
import type { TestDatabase } from '../databases.ts';
import { AT, freshStore, perform, workspace, World } from './world.ts';

let database: TestDatabase;
let connection: Connection;
let world: World;
let placements: PlacementStore;

beforeEach(async () => {
  database = await freshStore();
  ({ connection } = database);
  world = new World(connection);
  await world.open();
  placements = mongoPlacementStore(connection);
});

afterEach(async () => {
  await database.close();
});

function banner(slot: string, visit: number, given: Partial<Effect<'showPlacement'>> = {}): Effect<'showPlacement'> {
  return { ...world.banner(slot, visit), ...given };
}

async function show(effect: RecordedEffect<'showPlacement'>): Promise<string> {
  const { showPlacement } = world.activities({ smtpUrl: undefined, mailboxUrl: 'smtp://127.0.0.1:1' });
  return await perform(showPlacement, { workspace, customer: world.customer, effect });
}

/** Which of them are shown, by their visit. */
async function visits(now: number, slots?: readonly string[]): Promise<number[]> {
  const wanted = slots?.map((slot) => slotId.parse(slot));
  const active = await placements.active(workspace, world.customer, now, wanted);
  return active.placements.map(({ _id }) => Number(_id.split(':').at(-1)));
}

test('what a placement says is looked up in its own version of the journey, and is no part of the effect', async () => {
  const effect = banner('home', 1);
  expect(await show(effect)).toBe('shown');
  expect(JSON.stringify(effect)).not.toContain('Welcome back');
  const [row] = (await placements.active(workspace, world.customer, AT)).placements;
  expect(row?.result.content).toEqual({ title: 'Thanks', body: 'Welcome back', url: 'https://example.com/' });
});

test('whoever is inside an older version is shown what that version says', async () => {
  await world.publishAgain();
  expect(await show(banner('home', 1))).toBe('shown');
  expect(await show({ ...world.banner('home', 2, 2), at: AT + 1 })).toBe('shown');
  const { placements: shown } = await placements.active(workspace, world.customer, AT + 1);
  expect(shown.map(({ result }) => result.content.body)).toEqual(['Something new', 'Welcome back']);
});

test('an effect of an earlier release, which carries what it says and where it comes from, is shown as its version says', async () => {
  const { origin, ...effect } = banner('home', 1);
  const { journey, version, step } = origin.place;
  const before = { ...effect, journey, version, step, content: { title: 'Hi', body: 'Something else' } };
  expect(await show(before)).toBe('shown');
  const active = await placements.active(workspace, world.customer, AT);
  expect(active.placements).toMatchObject([{ origin, result: { content: { title: 'Thanks' } } }]);
});

test('a placement whose version is in the playbook no more shows nothing, and the ledger says why', async () => {
  const gone = world.banner('home', 1, 9);
  expect(await show(gone)).toBe('no-longer-in-the-playbook');
  expect(await visits(AT)).toEqual([]);
  expect(await world.ledger(gone)).toMatchObject({
    kind: 'showPlacement',
    state: 'failed',
    reason: 'this step is no longer in the playbook',
  });
});

test('a placement that was given up is not shown when its activity comes after all', async () => {
  await mongoEffectLedger(connection).giveUp(world.begins(banner('home', 1)), 'it was not done in time', AT);
  expect(await show(banner('home', 1))).toBe('given-up');
  expect(await visits(AT)).toEqual([]);
});

test('a placement whose activity runs twice is shown once', async () => {
  await show(banner('home', 1));
  await show(banner('home', 1));
  expect(await visits(AT)).toEqual([1]);
});

test('a placement is shown from its instant until just before its end', async () => {
  await show(banner('home', 1));
  expect(await visits(AT - 1)).toEqual([]);
  expect(await visits(AT)).toEqual([1]);
  expect(await visits(AT + 999)).toEqual([1]);
  expect(await visits(AT + 1_000)).toEqual([]);
});

test('the newest comes first, in the slots asked for', async () => {
  await show(banner('home', 1));
  await show(banner('cart', 2, { at: AT + 10 }));
  await show(banner('home', 3, { at: AT + 20 }));
  expect(await visits(AT + 100)).toEqual([3, 2, 1]);
  expect(await visits(AT + 100, ['home'])).toEqual([3, 1]);
  expect(await visits(AT + 100, [])).toEqual([]);
});

describe('what a template says on a page', () => {
  const said = (variant: string, given: object = {}): Effect<'showPlacement'> => ({
    ...world.banner('home', 1, 1, 'said'),
    template: {
      id: templateId.parse('banner'),
      version: 1,
      variant: variantId.parse(variant),
      language: 'en',
    },
    ...given,
  });
  const texts = (page: object) => ({
    en: { title: 'Dear {{ attributes.name }}', body: '{{ orders }} orders', ...page },
  });

  beforeEach(async () => {
    const state = { ...NEW_CUSTOMER, attributes: { name: { value: 'Ann', at: 0 } } };
    const who = { workspace, customer: world.customer, chain: 'c' };
    const key = customerKey(workspace, world.customer);
    await customerCollection(connection).insertOne(
      customerRow(who, key, { state, next: null }, startingPlaybook(null)),
    );
    await world.publishTemplate({
      id: 'banner',
      variants: [
        {
          id: 'linked',
          when: { field: 'points', op: 'gt', value: 9 },
          texts: texts({ url: 'https://x.y/{{ orders }}' }),
        },
        { id: 'broken', when: { field: 'points', op: 'gt', value: 8 }, texts: texts({ url: '{{ attributes.name }}' }) },
        { id: 'plain', texts: texts({}) },
      ],
    });
  });

  test('is rendered as plain text when it is shown, and the effect carries nothing of it', async () => {
    const effect = said('linked');
    expect(await show(effect)).toBe('shown');
    expect(JSON.stringify(effect)).not.toContain('Ann');
    const [row] = (await placements.active(workspace, world.customer, AT)).placements;
    expect(row?.about.template).toMatchObject({ variant: 'linked' });
    expect(row?.result.content).toEqual({ title: 'Dear Ann', body: '0 orders', url: 'https://x.y/0' });
  });

  test('is not shown where an address comes to none, or where the text is gone, and says so', async () => {
    expect(await show(said('broken'))).toBe('not-shown');
    expect(await world.ledger(said('broken'))).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('url'),
    });
    const { template: _template, ...nameless } = said('plain', { key: world.banner('home', 2, 1, 'said').key });
    expect(await show(nameless)).toBe('no-longer-in-the-playbook');
  });
});

test('a list has what the customer is recommended when it is shown, and is none where there is nothing', async () => {
  const list = (visit: number) => ({ ...world.banner('home', visit, 1, 'items'), placement: 'items' as const });
  expect(await show(list(1))).toBe('not-shown');
  expect(await world.ledger(list(1))).toMatchObject({ state: 'skipped' });
  const items = ['tea', 'pot'].map((id) => itemId.parse(id));
  const catalogue = items.map((id) => ({ id, name: `The ${id}`, price: 900, url: `https://example.com/${id}` }));
  await mongoCatalogue(connection).put(workspace, catalogue, AT);
  const all = items.map((item, place) => ({ item, baskets: 9 - place }));
  const built = { _id: workspace, popularAt: AT, wholeAt: 9, popularity: { all, segments: [] } };
  await mongoItemFigures(connection).putBuilt(built);
  expect(await show(list(2))).toBe('shown');
  const [row] = (await placements.active(workspace, world.customer, AT)).placements;
  expect(row?.result.content).toMatchObject({
    title: 'For you',
    items: [{ item: 'tea', name: 'The tea', price_text: '€9.00', because: 'popular' }],
  });
  expect(row?.result.content.items).toHaveLength(1);
});

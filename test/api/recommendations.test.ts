import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import supertest from 'supertest';
import { basketCollection } from '../../db/recommend/baskets.ts';
import { eventCollection } from '../../db/events/events.ts';
import { basketsOfEvents } from '../../db/migrations/baskets-of-events.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { jobsHere } from './jobs-here.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());

const call = (method: 'get' | 'put' | 'post' | 'delete', path: string, body?: unknown) =>
  edge.call(method, `/v1${path}`, body === undefined ? {} : { body });

const learn = () => jobsHere(edge.deps.connection, () => edge.clock.now).keepUp();

let orders = 0;
async function buys(customer: string, daysAgo: number, ...skus: readonly string[]): Promise<string> {
  const id = `o-${(orders += 1)}`;
  const items = skus.map((sku) => ({ sku, quantity: 1, amount: 500 }));
  const at = isoTime(NOW - daysAgo * DAY);
  await call('post', '/events', { id, customer, type: 'purchase', amount: 1_000, at, items });
  return id;
}

const refund = (order: string, customer: string, amount: number) =>
  call('post', '/events', { id: `r-${order}-${customer}-${amount}`, customer, type: 'refund', order, amount });

const neighboursOf = async (item: string) => {
  const { body } = await call('get', `/catalogue/items/${encodeURIComponent(item)}/neighbours`);
  return body.neighbours.map((one: { item: string; together: number }) => `${one.item} ${one.together}`);
};

const recommended = async (customer: string, query = '') =>
  (await call('get', `/customers/${customer}/recommendations${query}`)).body;

describe('what is bought together', () => {
  test('is known after the next round, and a refund in full takes it back', async () => {
    const teas: string[] = [];
    for (let n = 0; n < 6; n += 1) teas.push(await buys(`t-${n}`, n, 'tea', 'cup'));
    for (let n = 0; n < 24; n += 1) await buys(`u-${n}`, n, 'jam', 'toast bread');
    await learn();
    expect(await neighboursOf('tea')).toEqual(['cup 6']);
    expect(await neighboursOf('toast bread')).toEqual(['jam 24']);
    // Of one that is refunded in part something is left.
    await refund(teas[0] ?? '', 't-0', 400);
    await learn();
    expect(await neighboursOf('tea')).toEqual(['cup 6']);
    await refund(teas[0] ?? '', 't-0', 600);
    // It is no word of the customer whose order it was.
    await refund(teas[1] ?? '', 'u-3', 1_000);
    await learn();
    expect(await neighboursOf('tea')).toEqual(['cup 5']);
    expect((await call('get', '/catalogue/items/tea/neighbours')).body).toMatchObject({ baskets: 5, everyDays: null });
    // Below five common baskets it may be chance.
    await refund(teas[1] ?? '', 't-1', 1_000);
    await learn();
    expect(await neighboursOf('tea')).toEqual([]);
  });

  test('comes to the same as when everything is counted anew', async () => {
    const shown = async () => await Promise.all(['tea', 'cup', 'jam', 'toast bread'].map(neighboursOf));
    const before = await shown();
    await buys('t-9', 1, 'tea', 'cup', 'jam');
    await learn();
    const after = await shown();
    expect(after).not.toEqual(before);
    // As a store of an earlier version: its purchases have their items, and nobody knows of their baskets.
    await basketCollection(edge.deps.connection).deleteMany({});
    await basketsOfEvents.run(edge.deps.connection, async () => undefined);
    await learn();
    expect(await shown()).toEqual(after);
    expect(await eventCollection(edge.deps.connection).countDocuments({ basket: 1 })).toBe(0);
  });
});

describe('what a customer is recommended', () => {
  test('goes with what they have, and is said in words', async () => {
    await livesIn(edge).bought('v-1', [2]);
    await buys('v-1', 3, 'jam');
    await learn();
    const { tone, recommendations } = await recommended('v-1');
    expect(tone).toBe('helpful');
    expect(recommendations[0]).toMatchObject({
      item: 'toast bread',
      name: null,
      reason: 'bought-with',
      why: 'Bought with jam in 24 baskets.',
    });
    expect(recommendations.slice(1).map(({ item, reason }: Record<string, string>) => `${item} ${reason}`)).toEqual([
      'cup popular',
      'tea popular',
    ]);
  });

  test('is by name and price where there is a catalogue, and nothing that is sold out or not in it', async () => {
    const shop = 'https://shop.example.com';
    const toast = { id: 'toast bread', name: 'Toast', price: 300, stock: 4, url: `${shop}/toast`, category: 'Bread' };
    const jam = { id: 'jam', name: 'Jam', price: 250 };
    const cup = { id: 'cup', name: 'Cup', price: 900, stock: 0 };
    expect((await call('put', '/catalogue/items', { items: [toast, jam, cup] })).body).toMatchObject({
      added: 3,
      changed: 0,
    });
    const { recommendations } = await recommended('v-1', '?limit=5');
    expect(recommendations).toEqual([
      {
        item: 'toast bread',
        name: 'Toast',
        price: 300,
        url: toast.url,
        image: null,
        with: null,
        reason: 'bought-with',
        why: 'Bought with Jam in 24 baskets.',
      },
    ]);
  });

  test('may be named by a mail, as far as the catalogue names it', async () => {
    const body =
      '{% for rec in recs %}{{ rec.name }} {{ rec.price_text }} {{ rec.url }} {{ rec.bought }} {{ rec.image }}.{% endfor %}';
    const shown = async (customer: string) =>
      (await call('post', '/journeys/news/preview-message', { subject: 'Hello', body, customer })).body.html;
    expect(await shown('v-1')).toBe('Toast £3.00 https://shop.example.com/toast Jam .');
    await livesIn(edge).bought('v-2', [2]);
    expect(await shown('v-2')).toBe('Jam £2.50   .Toast £3.00 https://shop.example.com/toast  .');
  });

  test('is again what people buy again, and bundles for the best', async () => {
    for (let n = 0; n < 5; n += 1) await buys(`u-${n}`, n + 20, 'jam');
    await learn();
    const again = await recommended('v-1', '?for=buy-again');
    expect(again.recommendations).toMatchObject([
      { item: 'jam', reason: 'buy-again', why: 'Bought once; it is bought again after 20 days, here on 2026-07-02.' },
    ]);
    expect((await recommended('v-1', '?for=bundle')).recommendations).toEqual([]);
    await livesIn(edge).bought('best', [1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await recommended('best', '?for=bundle')).toMatchObject({
      tone: 'upsell',
      recommendations: [{ item: 'jam', with: 'toast bread', why: 'Bought together with Toast in 24 baskets.' }],
    });
    expect((await call('get', '/customers/nobody/recommendations')).status).toBe(404);
  });
});

describe('whoever waits for an item', () => {
  const put = (change: object) => call('put', '/catalogue/items', { items: [{ id: 'cup', name: 'Cup', ...change }] });
  const views = (customer: string, daysAgo: number) =>
    call('post', '/events', {
      id: `view-${customer}`,
      customer,
      type: 'view',
      at: isoTime(NOW - daysAgo * DAY),
      data: { item: 'cup' },
    });
  const told = async (type: string) => {
    const rows = await eventCollection(edge.deps.connection)
      .find({ 'event.type': type })
      .sort({ customer: 1 })
      .toArray();
    return rows.map(({ customer, data }) => ({ customer, ...data }));
  };
  const telling = async () => (await call('get', '/catalogue/items/cup')).body.telling;

  test('is told once that it is there again, who looked at it or buys it again and again', async () => {
    await views('looks', 3);
    await views('looked-long-ago', 61);
    await views('t-2', 5);
    await buys('t-2', 4, 'cup');
    await buys('t-3', 2, 'cup');
    await views('t-4', 1);
    await put({ price: 900, stock: 3 });
    expect(await telling()).toMatchObject({ news: [{ is: 'back-in-stock' }], told: 0, done: false });
    await learn();
    const waiting = ['looks', 't-2', 't-3', 't-4'];
    expect((await told('item.back-in-stock')).map(({ customer }) => customer)).toEqual(waiting);
    expect(await telling()).toMatchObject({ told: 4, done: true, cut: false });
    await learn();
    expect(await told('item.back-in-stock')).toHaveLength(4);
  });

  test('is told that it is cheaper, who looked and has not bought it since; not of what is sold out again', async () => {
    await put({ price: 860, stock: 3 });
    expect((await telling()).news).toEqual([{ is: 'back-in-stock' }]);
    await put({ price: 700, stock: 3 });
    await learn();
    expect(await told('item.price-dropped')).toEqual([
      { customer: 'looks', item: 'cup', name: 'Cup', price: 700, was: 860 },
      { customer: 't-4', item: 'cup', name: 'Cup', price: 700, was: 860 },
    ]);
    await put({ price: 500, stock: 3 });
    await put({ price: 500, stock: 0 });
    await learn();
    expect(await told('item.price-dropped')).toHaveLength(2);
    expect(await telling()).toMatchObject({ told: 0, done: true });
  });
});

describe('the catalogue', () => {
  test('takes what is right, and lists all that is not', async () => {
    const wrong = [
      { id: 'a', name: 'A', price: 1.5, url: 'http://shop.example.com' },
      { id: 'b' },
      { id: 'c', name: 'C' },
    ];
    const { status, body } = await call('put', '/catalogue/items', { items: [...wrong, { id: 'c', name: 'Again' }] });
    expect(status).toBe(200);
    expect(body).toMatchObject({ added: 1, changed: 0, refused: 3 });
    expect(body.problems.map(({ code, path }: Record<string, string>) => `${code} ${path}`)).toEqual([
      'malformed items[0].price',
      'malformed items[0].url',
      'missing items[1].name',
      'duplicate-item items[3].id',
    ]);
    const none = await call('put', '/catalogue/items', { items: wrong.slice(0, 1) });
    expect(none.status).toBe(422);
    expect(none.body.problems).toHaveLength(2);
    expect((await call('put', '/catalogue/items', { items: [{ id: 'c', name: 'C' }] })).body).toMatchObject({
      added: 0,
      changed: 0,
    });
  });

  test('is read in pages, by category and stock, and an item can be taken out', async () => {
    const ids = async (query: string) => {
      const { body } = await call('get', `/catalogue/items${query}`);
      return { ids: body.items.map(({ id }: { id: string }) => id), next: body.next };
    };
    const first = await ids('?limit=2');
    expect(first.ids).toEqual(['c', 'cup']);
    expect((await ids(`?limit=2&cursor=${first.next}`)).ids).toEqual(['jam', 'toast bread']);
    expect(await ids('?category=Bread')).toEqual({ ids: ['toast bread'], next: null });
    expect((await ids('?stock=sold-out')).ids).toEqual(['cup']);
    expect((await ids('?stock=there')).ids).toEqual(['c', 'jam', 'toast bread']);
    expect((await call('get', '/catalogue/items/c')).body).toMatchObject({ id: 'c', name: 'C', telling: null });
    expect((await call('delete', '/catalogue/items/c')).status).toBe(204);
    expect((await call('delete', '/catalogue/items/c')).status).toBe(404);
    expect((await call('get', '/catalogue/items/c')).status).toBe(404);
  });

  test('comes by a file: what it has no column for stays, and a bad row costs no other', async () => {
    const send = async (query: string, file: string) => {
      const request = supertest(edge.app).post(`/v1/catalogue/imports${query}`).set('Content-Type', 'text/csv');
      return await request.set('Authorization', `Bearer ${edge.key}`).send(file);
    };
    const file =
      'SKU;name;price;stock;image\nbowl;Bowl;12,50;3;https://shop.example.com/bowl.png\npan;Pan;cheap;1;\n;X;1;1;\n';
    const query = '?map=id:SKU&decimal=,';
    const found = { rows: 3, accepted: 1, rejected: 2, added: 1, changed: 0 };
    expect((await send(`${query}&dryRun=1`, file)).body).toMatchObject({ stored: false, ...found });
    expect((await call('get', '/catalogue/items/bowl')).status).toBe(404);
    const { body } = await send(query, file);
    expect(body).toMatchObject({ stored: true, ...found });
    expect(body.problems).toMatchObject([
      { line: 3, column: 'price', message: expect.stringContaining('49.00') },
      { line: 4, column: 'id' },
    ]);
    expect((await send(query, file)).body).toMatchObject({ added: 0, changed: 0 });
    const stock = await send('', 'id,stock,image\nbowl,0,\nbowl,7,\nlid,2,\n');
    expect(stock.body).toMatchObject({ accepted: 2, changed: 1, problems: [{ line: 4, column: 'name' }] });
    const { body: bowl } = await call('get', '/catalogue/items/bowl');
    expect(bowl).toMatchObject({ name: 'Bowl', price: 1_250, stock: 7 });
    expect(bowl).not.toHaveProperty('image');
    expect((await send('', 'name\nBowl\n')).body.problems).toMatchObject([{ code: 'column', path: 'map.id' }]);
    expect((await send('?map=colour:Colour', file)).status).toBe(422);
  });
});

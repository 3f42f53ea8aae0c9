import type { Connection } from 'mongoose';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { mongoDrawClaims } from '../../db/draws/claims.ts';
import { customerId, drawId, prizeId } from '../../domain/ids.schema.ts';
import { draw as drawSchema } from '../../domain/loyalty/draws/draw.schema.ts';
import { prizeOrder } from '../../domain/loyalty/draws/order.ts';
import { NOON } from '../builders.ts';
import { WORKSPACE } from '../contract/rows.ts';
import { openDatabase } from '../databases.ts';

let connection: Connection;
let close: () => Promise<void>;
beforeAll(async () => {
  const opened = await openDatabase(inject('mongodbUri'), 'draws');
  ({ connection, close } = opened);
  mongoDrawClaims(connection);
  await opened.index();
});
afterAll(() => close());

const draw = drawId.parse('wheel');
const mug = { id: 'mug', name: 'A mug', weight: 1_000, stock: 5 };
const wheel = (...prizes: object[]) => drawSchema.parse({ id: 'wheel', name: 'Wheel', look: 'gift', prizes });

test('of many tickets at one moment as many win a prize as are in stock, and each comes to one thing for good', async () => {
  const { prizes } = wheel(mug, { id: 'blank', name: 'Nothing', weight: 1 });
  const [one, other] = [mongoDrawClaims(connection), mongoDrawClaims(connection)];
  const played = Array.from({ length: 40 }, async (_, n) => {
    const ticket = n % 20;
    const wanted = { workspace: WORKSPACE, draw, customer: customerId.parse(`c-${ticket}`), ticket: 1, at: NOON };
    const claim = await (n < 20 ? one : other).claim(wanted, prizeOrder({ prizes }, 'salt', `c-${ticket}:1`));
    return { ticket, prize: claim.prize };
  });
  const claims = await Promise.all(played);
  const byTicket = new Map(claims.map(({ ticket, prize }) => [ticket, prize]));
  expect(claims.every(({ ticket, prize }) => byTicket.get(ticket) === prize)).toBe(true);
  expect([...byTicket.values()].filter((prize) => prize === 'mug')).toHaveLength(5);
  expect(await one.won(WORKSPACE, draw, [prizeId.parse('mug')])).toEqual(new Map([['mug', 5]]));
});

test('where nothing is left, a ticket comes to nothing', async () => {
  const { prizes } = wheel({ ...mug, id: 'cup', stock: 0 });
  const wanted = { workspace: WORKSPACE, draw, customer: customerId.parse('late'), ticket: 3, at: NOON };
  expect(await mongoDrawClaims(connection).claim(wanted, prizes)).toMatchObject({ prize: null, reward: null });
});

test('what a ticket took that nobody had any more is in stock again, once, and the ticket comes to nothing else', async () => {
  const { prizes } = wheel({ ...mug, id: 'jug', stock: 1 });
  const draws = mongoDrawClaims(connection);
  const wanted = { workspace: WORKSPACE, draw, customer: customerId.parse('gone'), ticket: 4, at: NOON };
  const claim = await draws.claim(wanted, prizes);
  await Promise.all([draws.giveBack(claim), draws.giveBack(claim)]);
  expect(await draws.won(WORKSPACE, draw, [prizeId.parse('jug')])).toEqual(new Map([['jug', 0]]));
  expect(await draws.claim(wanted, prizes)).toMatchObject({ prize: 'jug', returned: true });
  const next = { ...wanted, customer: customerId.parse('next') };
  expect(await draws.claim(next, prizes)).toMatchObject({ prize: 'jug' });
});

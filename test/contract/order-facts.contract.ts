import { expect, test } from 'vitest';
import { customerId } from '../../domain/ids.schema.ts';
import { UNKNOWN_ORDER } from '../../domain/ledger/ledger.ts';
import { aKey, aPurchase, aRefund, CUSTOMER } from '../builders.ts';
import { aRecord, aStoredRow, begin } from './rows.ts';
import type { OpenStores } from './stores.ts';

const STRANGER = customerId.parse('somebody-else');

/** What a decision store knows of orders by the events that were applied. */
export function describeOrders(open: OpenStores): void {
  const order = aKey('p-1');
  const asked = { customer: CUSTOMER, keys: [order], turn: 3 };

  test('of an order nobody has heard of, nothing is known', async () => {
    const { decisions } = await open();
    expect(await decisions.orderFacts(asked)).toEqual(new Map([[order, UNKNOWN_ORDER]]));
    expect(await decisions.orderFacts({ ...asked, keys: [] })).toEqual(new Map());
  });

  test('a purchase and its refunds count from the turn after they were applied', async () => {
    const stores = await open();
    const purchase = aPurchase({ id: 'p-1', amount: 900 });
    const refunds = [aRefund({ id: 'r-1', amount: 100 }), aRefund({ id: 'r-2', amount: 50 })];
    await stores.events.insert([purchase, ...refunds].map((event) => aStoredRow(event)));
    await begin(stores, 'chain-1', { applied: [purchase.key] });
    await stores.decisions.record(aRecord({ turn: 2, applied: [aKey('r-1')] }));
    await stores.decisions.record(aRecord({ turn: 3, applied: [aKey('r-2')] }));
    const facts = async (turn: number) => (await stores.decisions.orderFacts({ ...asked, turn })).get(order);
    const known = { at: purchase.at, amount: 900 };
    expect(await facts(1)).toEqual(UNKNOWN_ORDER);
    expect(await facts(2)).toEqual({ purchase: known, refunded: 0, refunds: 0 });
    expect(await facts(3)).toEqual({ purchase: known, refunded: 100, refunds: 1 });
    expect(await facts(4)).toEqual({ purchase: known, refunded: 150, refunds: 2 });
  });

  test('refunds that came before their purchase are known without it', async () => {
    const stores = await open();
    await stores.events.insert([aStoredRow(aRefund({ id: 'r-1', amount: 100 }))]);
    await begin(stores, 'chain-1', { applied: [aKey('r-1')] });
    expect(await stores.decisions.orderFacts(asked)).toEqual(
      new Map([[order, { purchase: null, refunded: 100, refunds: 1 }]]),
    );
  });

  test('nobody can refund an order of somebody else', async () => {
    const stores = await open();
    const theirs = aPurchase({ id: 'p-1', customer: STRANGER });
    await stores.events.insert([aStoredRow(theirs)]);
    await begin(stores, 'chain-1', { applied: [theirs.key] });
    expect(await stores.decisions.orderFacts(asked)).toEqual(new Map([[order, UNKNOWN_ORDER]]));
  });

  test('rows that an import folded into the state count without marks, those of another import do not', async () => {
    const stores = await open();
    const purchase = aPurchase({ id: 'p-1', amount: 900 });
    await stores.events.insert([aStoredRow(purchase, { import: 'job-1' })]);
    const facts = async (base: string) => (await stores.decisions.orderFacts({ ...asked, base })).get(order);
    expect(await facts('job-1')).toMatchObject({ purchase: { at: purchase.at, amount: 900 } });
    expect(await facts('job-2')).toEqual(UNKNOWN_ORDER);
  });
}

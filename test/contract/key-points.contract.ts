import { expect, test } from 'vitest';
import { ruleId } from '../../domain/ids.schema.ts';
import type { Earned, Reversed } from '../../domain/loyalty/facts.ts';
import { aKey, CUSTOMER_KEY } from '../builders.ts';
import { aRecord, begin } from './rows.ts';
import type { OpenStores } from './stores.ts';

const ORDER = aKey('p-1');

function earned(n: number, order = ORDER): Earned {
  const posts = { active: [{ points: 40, expires: null }] };
  return { n, what: 'earned', points: 40, rule: ruleId.parse('orders'), by: order, order, day: 20_465, posts };
}

function reversed(n: number, points: number): Reversed {
  return { n, what: 'reversed', points, order: ORDER, by: aKey('r-1'), day: 20_465, posts: { debt: points } };
}

/** What a decision store knows of the points of orders and spendings, by the journal. */
export function describeKeyPoints(open: OpenStores): void {
  const asked = { key: CUSTOMER_KEY, keys: [ORDER], seq: 9 };

  test('of an order that earned nothing, no points are known', async () => {
    const { decisions } = await open();
    expect(await decisions.keyPoints({ ...asked, turn: 9 })).toEqual(new Map());
    expect(await decisions.keyPoints({ ...asked, turn: 9, keys: [] })).toEqual(new Map());
  });

  test('what an order earned, and what was taken back, counts from the turn after it was decided', async () => {
    const stores = await open();
    await begin(stores, 'chain-1', { entries: [{ seq: 1, loyalty: [earned(1)] }] });
    await stores.decisions.record(aRecord({ turn: 2, entries: [{ seq: 2, loyalty: [reversed(2, 10)] }] }));
    await stores.decisions.record(
      aRecord({ turn: 3, entries: [{ seq: 3, loyalty: [reversed(3, 5), earned(4, aKey('p-2'))] }] }),
    );
    const known = async (turn: number) => {
      const found = (await stores.decisions.keyPoints({ ...asked, turn })).get(ORDER);
      return found && [found.earned.map(({ points }) => points), found.reversed];
    };
    expect(await known(1)).toBeUndefined();
    expect(await known(2)).toEqual([[40], 0]);
    expect(await known(3)).toEqual([[40], 10]);
    expect(await known(4)).toEqual([[40], 15]);
  });

  test('what a lost attempt wrote beyond the state that goes on does not count', async () => {
    const stores = await open();
    await begin(stores, 'chain-1', { entries: [{ seq: 1, loyalty: [earned(1)] }] });
    await stores.decisions.record(aRecord({ turn: 2, entries: [{ seq: 2, loyalty: [reversed(2, 10)] }] }));
    const known = async (seq: number) =>
      (await stores.decisions.keyPoints({ ...asked, turn: 3, seq })).get(ORDER)?.reversed;
    expect([await known(1), await known(2)]).toEqual([0, 10]);
  });

  test('what a spending took is known until it was given back', async () => {
    const stores = await open();
    const spend = aKey('s-1');
    const lot = { points: 30, expires: 20_500 };
    const spent = { n: 1, what: 'spent', points: 30, by: spend, posts: { active: [{ ...lot, points: -30 }] } } as const;
    const returned = { n: 2, what: 'returned', points: 30, spend, by: aKey('b'), posts: { active: [lot] } } as const;
    await begin(stores, 'chain-1', { entries: [{ seq: 1, loyalty: [spent] }] });
    await stores.decisions.record(aRecord({ turn: 2, entries: [{ seq: 2, loyalty: [returned] }] }));
    const known = async (turn: number) =>
      (await stores.decisions.keyPoints({ ...asked, keys: [spend], turn })).get(spend)?.spent;
    expect([await known(1), await known(2), await known(3)]).toEqual([undefined, [lot], []]);
  });
}

import { describe, expect, test } from 'vitest';
import { itemId } from '../../../domain/ids.schema.ts';
import { distinctItems, itemsIn, itemsLeft, MOST_IN_BASKET } from '../../../domain/recommend/basket.ts';

const line = (sku: string, quantity: number) => ({ sku, quantity });
const numbered = (count: number) => Array.from({ length: count }, (_, place) => itemId.parse(`item-${place}`));

describe('a basket', () => {
  test('holds each item once, in the order of the lines', () => {
    const [tea, cup, jam] = [itemId.parse('tea'), itemId.parse('cup'), itemId.parse('jam')];
    expect(distinctItems([cup, tea, cup, jam, tea])).toEqual([cup, tea, jam]);
    expect(distinctItems([])).toEqual([]);
  });

  test('holds the first hundred items, however many there are', () => {
    const items = numbered(MOST_IN_BASKET + 5);
    expect(distinctItems(items)).toEqual(items.slice(0, 100));
    expect(itemsIn(items.map((sku) => ({ sku })))).toEqual(items.slice(0, 100));
  });

  test('counts towards the hundred neither what stands twice nor what is no item', () => {
    const items = numbered(MOST_IN_BASKET);
    const lines = ['', ...items.slice(0, 50), ...items].map((sku) => ({ sku }));
    expect(itemsIn(lines)).toEqual(items);
  });
});

describe('the lines of an order that are left', () => {
  const order = [line('tea', 2), line('cup', 1), line('tea', 1)];

  test('are all of them where nothing came back', () => {
    expect(itemsLeft(order, [])).toBe(order);
    expect(itemsLeft([line('gift', 0)], [])).toEqual([line('gift', 0)]);
  });

  test.each([
    ['a part of an item came back', [line('tea', 2)], order],
    ['all of an item came back, over two lines', [line('tea', 1), line('tea', 2)], [line('cup', 1)]],
    ['more came back than was bought', [line('cup', 5)], [line('tea', 2), line('tea', 1)]],
    ['something came back that was not in the order', [line('jam', 1)], order],
    ['all came back', [line('cup', 1), line('tea', 3)], []],
  ])('are those of which something is left, where %s', (_what, back, left) => {
    expect(itemsLeft(order, back)).toEqual(left);
  });

  test('keep what else they say', () => {
    const priced = [
      { ...line('tea', 2), price: 450 },
      { ...line('cup', 1), price: 900 },
    ];
    expect(itemsLeft(priced, [line('tea', 2)])).toEqual([{ sku: 'cup', quantity: 1, price: 900 }]);
  });

  test('are none of an order without lines', () => {
    expect(itemsLeft([], [line('tea', 1)])).toEqual([]);
  });
});

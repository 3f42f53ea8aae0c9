import type { ItemId } from '../../../domain/ids.schema.ts';
import type { Basket } from '../../../domain/recommend/basket.ts';

/** Neighbours as their definition reads, from all baskets at once. */
export function naiveNeighbours(baskets: readonly Pick<Basket, 'items'>[], item: ItemId) {
  const holding = (...wanted: readonly ItemId[]) =>
    baskets.filter(({ items }) => wanted.every((one) => items.includes(one))).length;
  const all = baskets.length;
  const others = new Set(baskets.flatMap(({ items }) => items).filter((other) => other !== item));
  const found = [...others].map((other) => {
    const together = holding(item, other);
    const table = [together, holding(item) - together, holding(other) - together];
    const cells = [...table, all - table.reduce((sum, cell) => sum + cell, 0)];
    return { item: other, together, llr: gSquared(cells, all) };
  });
  return found
    .filter(({ item: other, together }) => together >= 5 && together * all > holding(item) * holding(other))
    .toSorted((a, b) => b.llr - a.llr || (a.item < b.item ? -1 : 1))
    .slice(0, 20);
}

/** 2 Σ observed · ln(observed / expected) over the cells both, one, other, neither. */
function gSquared([both = 0, one = 0, other = 0, neither = 0]: readonly number[], all: number): number {
  const [rows, columns] = [
    [both + one, other + neither],
    [both + other, one + neither],
  ];
  const observed = [both, one, other, neither];
  return observed.reduce((sum, count, cell) => {
    const expected = ((rows[Math.floor(cell / 2)] ?? 0) * (columns[cell % 2] ?? 0)) / all;
    return count === 0 ? sum : sum + 2 * count * Math.log(count / expected);
  }, 0);
}

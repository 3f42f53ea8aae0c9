import type { ItemId } from '../ids.schema.ts';
import type { Basket } from './basket.ts';

/** A row begins with room for so many other items, and doubles. */
const FIRST_ROOM = 1_024;

/**
 * In how many baskets items lie, alone and together. What is added and removed in any order comes to what counting the
 * baskets that are left comes to, up to some 16 million. A row of numbers for each item: looking names up for each pair takes ten times as long.
 */
export class PairCounts {
  readonly #of: ReadonlySet<ItemId> | undefined;
  readonly #names: ItemId[] = [];
  readonly #places = new Map<ItemId, number>();
  readonly #counts: number[] = [];
  /** By place; nothing where companions are not counted. */
  readonly #rows: (Float32Array | undefined)[] = [];
  #baskets = 0;

  /** @param of the items whose companions are counted; left out, all: their rows take four bytes for each pair of items */
  constructor(of?: ReadonlySet<ItemId>) {
    this.#of = of;
  }

  get baskets(): number {
    return this.#baskets;
  }

  /** In how many baskets each item lies; those that lie in none are left out. */
  counts(): ReadonlyMap<ItemId, number> {
    const counted = this.#names.map((item, place) => [item, this.#counts[place] ?? 0] as const);
    return new Map(counted.filter(([, count]) => count > 0));
  }

  /** The items that lie with this one in at least so many baskets, and in how many. */
  together(item: ItemId, least: number): readonly (readonly [other: ItemId, baskets: number])[] {
    const found: (readonly [ItemId, number])[] = [];
    const place = this.#places.get(item);
    const row = place === undefined ? undefined : this.#rows[place];
    row?.forEach((count, other) => {
      const name = count < least ? undefined : this.#names[other];
      if (name !== undefined) found.push([name, count]);
    });
    return found;
  }

  add({ items }: Pick<Basket, 'items'>): void {
    this.#count(items, 1);
  }

  /** One that was added before: its order was refunded. */
  remove({ items }: Pick<Basket, 'items'>): void {
    this.#count(items, -1);
  }

  #count(items: readonly ItemId[], by: 1 | -1): void {
    this.#baskets += by;
    const places = items.map((item) => this.#placeOf(item));
    const highest = Math.max(...places);
    for (const place of places) {
      this.#counts[place] = (this.#counts[place] ?? 0) + by;
      const row = this.#rowOf(place, highest);
      if (row === undefined) continue;
      for (const other of places) if (other !== place) row[other] = (row[other] ?? 0) + by;
    }
  }

  #placeOf(item: ItemId): number {
    const known = this.#places.get(item);
    if (known !== undefined) return known;
    const place = this.#names.push(item) - 1;
    this.#places.set(item, place);
    this.#counts.push(0);
    this.#rows.push(this.#of === undefined || this.#of.has(item) ? new Float32Array(FIRST_ROOM) : undefined);
    return place;
  }

  /** With room for the highest place. */
  #rowOf(place: number, highest: number): Float32Array | undefined {
    const row = this.#rows[place];
    if (row === undefined || highest < row.length) return row;
    const wider = new Float32Array(2 ** Math.ceil(Math.log2(highest + 1)));
    wider.set(row);
    this.#rows[place] = wider;
    return wider;
  }
}

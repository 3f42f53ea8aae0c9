/** What a cursor that goes through many rows fetches at a time; by itself it takes 16 MB, ten times as much as objects. */
export const ROWS_AT_ONCE = 500;

/** The same items, `size` at a time; the last page may be shorter, and none is empty. */
export async function* inPages<Item>(items: AsyncIterable<Item>, size: number): AsyncGenerator<readonly Item[]> {
  let page: Item[] = [];
  for await (const item of items) {
    page.push(item);
    if (page.length < size) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** The first of each run of items that are alike; in order, each value comes once. */
export async function* oncePer<Item>(items: AsyncIterable<Item>, of: (item: Item) => unknown): AsyncGenerator<Item> {
  let last: { readonly value: unknown } | undefined;
  for await (const item of items) {
    const value = of(item);
    if (last === undefined || last.value !== value) yield item;
    last = { value };
  }
}

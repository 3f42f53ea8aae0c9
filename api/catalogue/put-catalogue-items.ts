import type { ItemId } from '../../domain/ids.schema.ts';
import { catalogueItem, type CatalogueItem } from '../../domain/recommend/catalogue.schema.ts';
import type { Problem } from '../../domain/problem.ts';
import { readShape, type ReadShape } from '../../domain/input/shape-problems.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { findHostile } from '../http/hostile.ts';
import { ApiProblem } from '../http/problem.ts';
import { putCatalogueItemsContract } from './put-catalogue-items.contract.ts';

const SHOWN_PROBLEMS = 100;

export const putCatalogueItems = endpoint(putCatalogueItemsContract, async ({ body, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { items, problems } = readItems(body.items);
  if (items.length === 0) {
    const [first] = problems;
    const detail = `Nothing was stored. ${first?.path ?? ''}: ${first?.message ?? ''}`;
    throw new ApiProblem('invalid', detail, { problems: problems.slice(0, SHOWN_PROBLEMS) });
  }
  const stored = await deps.stores.catalogue.put(workspace._id, items, now);
  const refused = body.items.length - items.length;
  return { status: 200, body: { ...stored, refused, problems: problems.slice(0, SHOWN_PROBLEMS) } };
});

/** The sound ones, and everything that is wrong with the others. */
export function readItems(values: readonly unknown[]): {
  readonly items: readonly CatalogueItem[];
  readonly problems: readonly Problem[];
} {
  const places = new Map<ItemId, number>();
  const items: CatalogueItem[] = [];
  const problems: Problem[] = [];
  for (const [place, value] of values.entries()) {
    const read = readItem(value, places);
    if ('problems' in read) {
      problems.push(...read.problems.map((problem) => ({ ...problem, path: within(place, problem.path) })));
    } else {
      places.set(read.value.id, place);
      items.push(read.value);
    }
  }
  return { items, problems };
}

/** @param places of the items before it */
function readItem(value: unknown, places: ReadonlyMap<ItemId, number>): ReadShape<CatalogueItem> {
  const hostile = findHostile(value);
  if (hostile) return { problems: [{ code: 'hostile', ...hostile }] };
  const read = readShape(catalogueItem, value);
  const before = 'value' in read ? places.get(read.value.id) : undefined;
  if (before === undefined) return read;
  const message = `is the id of items[${before}] already; send each item once`;
  return { problems: [{ code: 'duplicate-item', path: 'id', message }] };
}

function within(place: number, path: string): string {
  return `items[${place}]${path === '' ? '' : `.${path}`}`;
}

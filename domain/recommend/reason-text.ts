import type { ItemId } from '../ids.schema.ts';
import type { CatalogueItem } from './catalogue.schema.ts';
import type { Reason } from './recommendation.ts';
import { segmentName, type SegmentTable } from '../scoring/segment.ts';
import { isoTime } from '../time.ts';

/** Why an item is recommended, in a sentence. */
export function reasonText(
  reason: Reason,
  items: ReadonlyMap<ItemId, Pick<CatalogueItem, 'name'>>,
  segments: SegmentTable,
): string {
  const named = (item: ItemId) => items.get(item)?.name ?? item;
  switch (reason.is) {
    case 'bought-with':
      return `Bought with ${named(reason.item)} in ${baskets(reason.together)}.`;
    case 'buy-again': {
      const times = reason.times === 1 ? 'Bought once' : `Bought ${reason.times} times`;
      return `${times}; it is bought again after ${days(reason.everyDays)}, here on ${isoTime(reason.due).slice(0, 10)}.`;
    }
    case 'popular-in':
      return `In ${baskets(reason.baskets)} of ${segmentName(reason.segment, segments)} within 90 days.`;
    case 'popular':
      return `In ${baskets(reason.baskets)} within 90 days.`;
    case 'bundle':
      return `Bought together with ${named(reason.with)} in ${baskets(reason.together)}.`;
  }
}

function baskets(count: number): string {
  return count === 1 ? 'one basket' : `${count} baskets`;
}

function days(count: number): string {
  return count === 1 ? 'a day' : `${count} days`;
}

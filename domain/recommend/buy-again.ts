import { DAY } from '../time.ts';
import { byScore } from './candidates.ts';
import type { Owned } from './history.ts';
import type { Recommendation, Shelf, Shopper } from './recommendation.ts';
import { dueAt } from './rhythm.ts';

/**
 * What somebody is likely to buy again, by the rhythm of each item: what they bought often comes first, less of it the
 * further its time is still ahead, or long past. An item that hardly anybody buys twice has no rhythm and is left out.
 */
export function buyAgain({ history, now }: Shopper, shelf: Shelf, limit: number): readonly Recommendation[] {
  const found = history.owned.flatMap((own) => {
    const everyDays = shelf.rhythm(own.item);
    if (everyDays === null || shelf.offer(own.item) === null) return [];
    const due = dueAt(own.lastAt, everyDays);
    const reason = { is: 'buy-again', due, everyDays, times: own.times } as const;
    return [{ item: own.item, reason, score: scoreOf(own, everyDays, now) }];
  });
  return found
    .toSorted(byScore)
    .slice(0, limit)
    .map(({ item, reason }) => ({ item, reason }));
}

/** Times bought, by how near it is to its time: all of it at its time, half of it at a quarter or four times of that. */
function scoreOf({ times, lastAt }: Owned, everyDays: number, now: number): number {
  const passed = Math.max(0, now - lastAt) / (everyDays * DAY);
  return times * Math.sqrt(Math.min(passed, 1 / passed));
}

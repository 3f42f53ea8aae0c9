import type { mongo } from 'mongoose';
import { DAY, type Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { lineId, type FeedLineRow, type FeedRow } from './rows.ts';

const TRIMMED_AT_ONCE = 1_000;

/** See `FeedStore.placeAt`. Numbers and times rise together, so halving finds it; where a line is gone, the next one stands for it. */
export async function placeAt(
  lines: mongo.Collection<FeedLineRow>,
  { _id: workspace, first, last }: FeedRow,
  at: Instant,
): Promise<number> {
  let [low, high] = [first, last + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const from = { _id: { $gte: lineId(workspace, middle), $lt: lineId(workspace, high) } };
    const line = await lines.findOne(from, { sort: { _id: 1 }, projection: { n: 1, loggedAt: 1 } });
    if (line === null || line.loggedAt >= at) high = middle;
    else low = line.n + 1;
  }
  return low;
}

/** See `FeedStore.trim`. */
export async function trim(
  { feeds, lines }: { readonly feeds: mongo.Collection<FeedRow>; readonly lines: mongo.Collection<FeedLineRow> },
  { _id: workspace, keepDays }: FeedRow,
  now: Instant,
): Promise<void> {
  const until = now - keepDays * DAY;
  const all = { _id: { $gte: `${workspace}:`, $lt: `${workspace};` } };
  const oldest = await lines.findOne(all, { sort: { _id: 1 }, projection: { loggedAt: 1 } });
  // Asked at every round, and seldom so.
  if (oldest === null || oldest.loggedAt >= until) return;
  for (;;) {
    const page = lines.find(all).sort({ _id: 1 }).limit(TRIMMED_AT_ONCE).batchSize(TRIMMED_AT_ONCE);
    const rows = await page.project<Pick<FeedLineRow, 'n' | 'loggedAt'>>({ _id: 0, n: 1, loggedAt: 1 }).toArray();
    const last = rows.filter(({ loggedAt }) => loggedAt < until).at(-1);
    if (last === undefined) return;
    // Before they go: whoever asks for what is not there must not take it for nothing.
    await feeds.updateOne({ _id: workspace }, { $max: { first: last.n + 1 } }, { writeConcern: MAJORITY });
    await lines.deleteMany({ _id: { $gte: all._id.$gte, $lte: lineId(workspace, last.n) } });
  }
}

import type { Connection } from 'mongoose';
import type { CustomerId, ItemId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { ItemNews } from '../../domain/recommend/item-news.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import { eventCollection } from '../events/events.ts';
import { basketCollection } from './baskets.ts';

/** Who waits for an item; those who looked at it last, or bought it last, come first. */
export interface Interested {
  readonly customers: readonly CustomerId[];
  /** There are more. */
  readonly isCut: boolean;
}

export type InterestedIn = (workspace: WorkspaceId, item: ItemId, news: ItemNews, now: Instant) => Promise<Interested>;

/** A look that is older than this says nothing any more. */
const LOOKED_WITHIN = 60 * DAY;
/** Whoever has bought it so many times wants it again. */
const AGAIN = 2;
/** One change of one item wakes no more customers than these. */
const MOST = 10_000;

interface Seen {
  readonly _id: CustomerId;
  readonly last: Instant;
}

/**
 * Whoever looked at an item within 60 days and has not bought it since; of one that was sold out, also whoever bought it at
 * least twice.
 */
export function mongoInterestedIn(connection: Connection): InterestedIn {
  const events = eventCollection(connection);
  const baskets = basketCollection(connection);
  const newest = [{ $sort: { last: -1, _id: 1 } }, { $limit: MOST + 1 }] as const;

  async function looked(workspace: WorkspaceId, item: ItemId, now: Instant): Promise<readonly Seen[]> {
    const since = { $gt: now - LOOKED_WITHIN };
    const view = { workspace, 'event.type': 'view', 'event.facts.item': item, 'event.at': since };
    const last = { _id: '$customer', last: { $max: '$event.at' } };
    return await events.aggregate<Seen>([{ $match: view }, { $group: last }, ...newest]).toArray();
  }

  async function bought(match: object, least: number): Promise<readonly Seen[]> {
    const last = { _id: '$customer', last: { $max: '$at' }, times: { $sum: 1 } };
    const often = { $match: { times: { $gte: least } } };
    return await baskets.aggregate<Seen>([{ $match: match }, { $group: last }, often, ...newest]).toArray();
  }

  return async (workspace, item, news, now) => {
    const seen = await looked(workspace, item, now);
    const kept = { workspace, items: item, back: { $exists: false } };
    const since = await bought({ ...kept, customer: { $in: seen.map(({ _id }) => _id) } }, 1);
    const boughtAt = new Map(since.map(({ _id, last }) => [_id, last]));
    const waiting = seen.filter(({ _id, last }) => (boughtAt.get(_id) ?? -Infinity) < last);
    const again = news.is === 'back-in-stock' ? await bought(kept, AGAIN) : [];
    const all = [...waiting, ...again].toSorted((a, b) => b.last - a.last || (a._id < b._id ? -1 : 1));
    const customers = [...new Set(all.map(({ _id }) => _id))];
    return { customers: customers.slice(0, MOST), isCut: customers.length > MOST };
  };
}

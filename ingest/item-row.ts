import { UNDELIVERED, type EventRow } from '../db/events/events.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { CustomerId } from '../domain/ids.schema.ts';
import { factsIn } from '../domain/events/event-facts.ts';
import { itemNewsKey } from '../domain/keys.ts';
import type { CatalogueItem } from '../domain/recommend/catalogue.schema.ts';
import { ITEM_EVENTS, type ItemNews } from '../domain/recommend/item-news.ts';
import type { Instant } from '../domain/time.ts';
import { bodyHash } from './canonical.ts';

/** What became of an item, and when, in the workspace's time. */
export interface ItemTold {
  readonly workspace: WorkspaceId;
  readonly item: CatalogueItem;
  readonly news: ItemNews;
  readonly at: Instant;
}

/** The event by which a customer is told of an item they wait for; told twice it is the same one. The sweeper delivers it. */
export function itemRow({ workspace, item, news, at }: ItemTold, customer: CustomerId, receivedAt: Instant): EventRow {
  const { id, name, price, category, url } = item;
  const data = {
    item: id,
    name,
    ...(price === undefined ? {} : { price }),
    ...(category === undefined ? {} : { category }),
    ...(url === undefined ? {} : { url }),
    ...(news.is === 'price-dropped' ? { was: news.was } : {}),
  };
  const type = ITEM_EVENTS[news.is];
  const key = itemNewsKey(workspace, bodyHash([type, id, at, customer]));
  return {
    _id: key,
    workspace,
    customer,
    event: { kind: 'activity', type, key, customer, at, seenAt: at, receivedAt, facts: factsIn(data) },
    hash: bodyHash(data),
    receivedAt,
    data,
    p: UNDELIVERED,
    due: receivedAt,
  };
}

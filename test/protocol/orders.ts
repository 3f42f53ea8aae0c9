import type { EventRow } from '../../db/events/events.ts';
import type { WireEvent } from '../../domain/events/event.schema.ts';
import { customerId, eventId, sourceId, workspaceId, type CustomerId } from '../../domain/ids.schema.ts';
import { isoTime, MINUTE, type Instant } from '../../domain/time.ts';
import { eventRow, type Arrival } from '../../ingest/event-row.ts';
import { eventKey } from '../../domain/keys.ts';
import type { Random } from './random.ts';

/** What one client sends in one request, as often as it takes. */
export interface Post {
  readonly events: readonly PostedEvent[];
  tries: number;
}

/** Makes its row at the moment it arrives; the body is always the same. */
export type PostedEvent = (arrival: Arrival) => EventRow;

export const WORKSPACE = workspaceId.parse('shop');
export const CUSTOMERS: readonly CustomerId[] = [customerId.parse('c-1'), customerId.parse('c-2')];
const SOURCE = sourceId.parse('api');
const EVENTS = 24;
/** Enough views to push every other key out of what a customer's state remembers. */
const BURST = 25;
/** Now and then a second one: they cost more than anything else here. */
const SECOND_BURST = 0.4;

export const SHOP = { _id: WORKSPACE, currency: 'GBP', timezone: 'UTC', playbook: 1, createdAt: 0 } as const;

/** One client's work: purchases, refunds before and after them, conflicts, batches, bursts of views; 15 % sent again late. */
export function planPosts(random: Random, start: Instant): Post[] {
  const events = Array.from({ length: EVENTS }, (_, index) => plannedEvent(random, start, index));
  const posts: Post[] = [];
  while (events.length > 0) posts.push({ events: events.splice(0, 1 + random.below(3)).flat(), tries: 0 });
  const bursts = random.chance(SECOND_BURST) ? 2 : 1;
  for (let burst = 0; burst < bursts; burst += 1) {
    posts.splice(random.below(posts.length + 1), 0, { events: views(random, burst), tries: 0 });
  }
  for (const post of posts.filter(() => random.chance(0.15))) {
    const place = posts.indexOf(post);
    posts.splice(place + 1 + random.below(posts.length - place), 0, { events: post.events, tries: 0 });
  }
  return posts;
}

/** One event, or two bodies under one id. */
function plannedEvent(random: Random, start: Instant, index: number): PostedEvent[] {
  const customer = random.pick(CUSTOMERS);
  const at = isoTime(start - random.below(72 * 60) * MINUTE);
  const amount = 1 + random.below(9_999);
  // Any order, earlier or later, now and then one that is not theirs or that never comes.
  const order = eventId.parse(`e-${random.below(EVENTS)}`);
  const isRefund = random.chance(0.4);
  const common = { id: eventId.parse(`e-${index}`), source: SOURCE, customer, at };
  const wire = (minor: number): WireEvent =>
    isRefund ? { ...common, type: 'refund', order, amount: minor } : { ...common, type: 'purchase', amount: minor };
  const events = [posted(wire(amount))];
  if (random.chance(0.05)) events.push(posted(wire(amount + 1)));
  if (random.chance(0.05)) events.push(posted(wire(amount)));
  return events;
}

function posted(wire: WireEvent): PostedEvent {
  return (arrival) => eventRow(wire, arrival);
}

function views(random: Random, burst: number): PostedEvent[] {
  const customer = random.pick(CUSTOMERS);
  return Array.from({ length: BURST }, (_, index) => {
    const key = eventKey(WORKSPACE, SOURCE, eventId.parse(`v-${burst}-${index}`));
    return ({ workspace, receivedAt }): EventRow => {
      const now = workspace.clock ?? receivedAt;
      return {
        _id: key,
        workspace: WORKSPACE,
        customer,
        event: { kind: 'activity', type: 'view', key, customer, at: now, seenAt: now, receivedAt },
        hash: key,
        receivedAt,
        p: 1,
      };
    };
  });
}

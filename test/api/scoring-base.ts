import type { Connection } from 'mongoose';
import { customerRow } from '../../db/customers/customer-row.ts';
import { customerCollection, type CustomerRow } from '../../db/customers/customers.ts';
import { eventCollection } from '../../db/events/events.ts';
import { applyEvent, nothingRecalled } from '../../domain/decision/apply-event.ts';
import { fold } from '../../domain/decision/decide.ts';
import type { CustomerEvent } from '../../domain/events/event.ts';
import { customerId, eventId, sourceId, type WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey, eventKey } from '../../domain/keys.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { NEW_CUSTOMER, type CustomerState } from '../../domain/decision/state.ts';
import { DAY, type Instant } from '../../domain/time.ts';

/** What one customer did, so many days ago. */
export interface Past {
  readonly daysAgo: readonly number[];
  readonly amount?: number;
  /** Days ago of visits to a shop, an event type of the caller's own. */
  readonly visits?: readonly number[];
}

export interface Place {
  readonly workspace: WorkspaceId;
  readonly playbook: Playbook;
  readonly now: Instant;
  /** Left out: UTC. */
  readonly timezone?: string;
}

export function eventsOf({ workspace, now }: Place, id: string, past: Past): readonly CustomerEvent[] {
  const customer = customerId.parse(id);
  const happened = (what: string, days: number) => {
    const at = now - days * DAY;
    const key = eventKey(workspace, sourceId.parse('api'), eventId.parse(`${id}:${what}`));
    return { key, customer, at, seenAt: at, receivedAt: at };
  };
  const purchases = past.daysAgo.map((days, n): CustomerEvent => {
    return { kind: 'purchase', amount: past.amount ?? 4_000, ...happened(`order:${n}`, days) };
  });
  const visits = (past.visits ?? []).map((days, n): CustomerEvent => {
    return { kind: 'activity', type: 'visit', ...happened(`visit:${n}`, days) };
  });
  return [...purchases, ...visits];
}

/** Folded as an import folds. */
export function rowOf(place: Place, id: string, events: readonly CustomerEvent[], turn = 0): CustomerRow {
  const { workspace, playbook, now, timezone = 'UTC' } = place;
  const [customer, chain] = [customerId.parse(id), 'import:past'];
  const key = customerKey(workspace, customer);
  const { counts } = playbook.scoring;
  const state = events.reduce<CustomerState>((before, event) => applyEvent(before, nothingRecalled(), event, counts), {
    ...NEW_CUSTOMER,
    base: 'past',
    turn,
  });
  const folded = fold({ customer: key, playbook, timezone, sandbox: true, state, now });
  return customerRow({ workspace, customer, chain }, key, folded, playbook);
}

/** Puts whole lives into the store at once. */
export async function populate(
  connection: Connection,
  place: Place,
  pasts: ReadonlyMap<string, Past>,
): Promise<readonly CustomerRow[]> {
  const lives = [...pasts].map(([id, past]) => ({ id, events: eventsOf(place, id, past) }));
  const rows = lives.map(({ id, events }) => rowOf(place, id, events));
  await customerCollection(connection).insertMany([...rows]);
  const events = lives.flatMap((life) => life.events);
  await eventCollection(connection).insertMany(
    events.map((event) => ({
      _id: event.key,
      workspace: place.workspace,
      customer: event.customer,
      event,
      hash: '',
      receivedAt: event.at,
      import: 'past',
    })),
  );
  return rows;
}

/** A base that quantiles accept: 600 customers, two years back, one to five orders each. */
export function aBase(): ReadonlyMap<string, Past> {
  return new Map(
    Array.from({ length: 600 }, (_, n) => {
      const last = (n * 7) % 400;
      const daysAgo = Array.from({ length: 1 + (n % 5) }, (_order, order) => last + order * (20 + (n % 30)));
      return [`c-${n}`, { daysAgo, amount: 1_000 + ((n * 37) % 9_000) }] as const;
    }),
  );
}

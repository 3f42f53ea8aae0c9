import type { Connection } from 'mongoose';
import { customerCollection, readCustomer, type CustomerRow } from '../../db/customers/customers.ts';
import { markCollection } from '../../db/events/applied.ts';
import { eventCollection, type EventRow } from '../../db/events/events.ts';
import { journalCollection, type JournalRow } from '../../db/events/journal.ts';
import { mailCollection } from '../../db/messaging/mailbox.ts';
import { effectCollection, findEffects, type EffectRow } from '../../db/messaging/effects.ts';

/** Everything the store holds of the workspace. */
export interface Picture {
  readonly events: readonly EventRow[];
  /** The turn at which each event was applied. */
  readonly marks: ReadonlyMap<string, number>;
  readonly customers: readonly CustomerRow[];
  readonly journal: readonly JournalRow[];
  readonly placements: readonly EffectRow<'showPlacement'>[];
  /** Keys of all effects that were begun, of whatever kind. */
  readonly begun: readonly string[];
  /** Those of messages. */
  readonly sends: readonly string[];
  /** The key of the effect behind each mail that arrived. */
  readonly mails: readonly string[];
}

export async function takePicture(store: Connection): Promise<Picture> {
  const [events, marks, customers, journal, placements, begun, mails] = await Promise.all([
    eventCollection(store).find().toArray(),
    markCollection(store).find().toArray(),
    customerCollection(store).find().toArray(),
    journalCollection(store).find().toArray(),
    findEffects(effectCollection(store), 'showPlacement', { state: 'done' }).toArray(),
    effectCollection(store)
      .find({}, { projection: { kind: 1 } })
      .toArray(),
    mailCollection(store).find().toArray(),
  ]);
  return {
    events,
    marks: new Map(marks.map(({ _id, turn }) => [_id, turn])),
    customers: customers.map(readCustomer),
    journal,
    placements,
    begun: begun.map(({ _id }) => _id),
    sends: begun.flatMap(({ _id, kind }) => (kind === 'sendMessage' ? [_id] : [])),
    mails: mails.map(({ effect }) => effect),
  };
}

/** Events that have not reached their customers yet. */
export async function backlog(store: Connection): Promise<number> {
  return await eventCollection(store).countDocuments({ p: 1 });
}

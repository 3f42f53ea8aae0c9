import type { Connection, mongo } from 'mongoose';
import { decidedEffect } from '../../domain/earlier-effect.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey, type CustomerKey, type EffectKey, type EventKey } from '../../domain/keys.ts';
import type { Outcome } from '../../domain/events/outcome.ts';
import type { Instant } from '../../domain/time.ts';
import { eventCollection, type EventRow } from './events.ts';
import { journalCollection, type JournalRow } from './journal.ts';
import { effectCollection, findEffects, type EffectRow } from '../messaging/effects.ts';
import type { Page } from '../page.ts';

/** Of several things at one instant, what followed from the others comes first: newest first. */
export const TIMELINE_KINDS = ['send', 'decision', 'event'] as const;

/** Anything that happened to one customer. `place` tells apart things of one kind at one instant. */
export type TimelineRow = { readonly at: Instant; readonly place: string } & (
  | { readonly kind: 'send'; readonly send: EffectRow<'sendMessage'> }
  | { readonly kind: 'decision'; readonly entry: JournalRow }
  | { readonly kind: 'event'; readonly event: EventRow; readonly outcome?: Outcome | undefined }
);

type TimelineCursor = Pick<TimelineRow, 'at' | 'kind' | 'place'>;

export interface Timeline {
  /** Newest first, nothing after `until`. */
  list(
    workspace: WorkspaceId,
    customer: CustomerId,
    until: Instant,
    page: Page<TimelineCursor>,
  ): Promise<readonly TimelineRow[]>;
  /** What became of the effects that these decisions decided, as far as it is known. */
  outcomes(entries: readonly JournalRow[]): Promise<EffectOutcomes>;
}

/** By the key of the effect; one that is not here still waits for its turn. */
export type EffectOutcomes = ReadonlyMap<EffectKey, EffectRow | Tried>;

/** Of an effect that was only tried, and has no row. */
interface Tried extends Pick<EffectRow, 'state'> {
  readonly reason?: string;
}

export function mongoTimeline(connection: Connection): Timeline {
  const journal = journalCollection(connection);
  const effects = effectCollection(connection);
  const events = eventCollection(connection);
  return {
    async outcomes(entries) {
      const decided = entries.flatMap((entry) => entry.effects.map(({ key }) => key));
      if (decided.length === 0) return new Map();
      const rows = await effects.find({ _id: { $in: decided } }).toArray();
      return new Map(rows.map((row) => [row._id, row]));
    },
    async list(workspace, customer, until, { limit, after }) {
      const key = customerKey(workspace, customer);
      // Rows of the cursor's own instant are few; they are read again and passed over.
      const at = { $lte: Math.min(until, after?.at ?? until) };
      const more = limit + (after ? await countAt(after.at) : 0);
      const [entries, sent, happened] = await Promise.all([
        journal.find({ key, at }).sort({ at: -1, seq: -1 }).limit(more).toArray(),
        findEffects(effects, 'sendMessage', { workspace, customer, at })
          .sort({ at: -1, _id: -1 })
          .limit(more)
          .toArray(),
        events.find({ workspace, customer, 'event.at': at }).sort({ 'event.at': -1, _id: -1 }).limit(more).toArray(),
      ]);
      const rows: TimelineRow[] = [
        ...entries.map(decisionRow),
        ...sent.map((send) => ({ kind: 'send' as const, at: send.at, place: send._id, send })),
        ...happened.map((event) => ({ kind: 'event' as const, at: event.event.at, place: event._id, event })),
      ];
      const page = rows
        .filter((row) => !after || newestFirst(row, after) > 0)
        .toSorted(newestFirst)
        .slice(0, limit);
      const outcomes = await outcomesOf(
        journal,
        key,
        page.flatMap((row) => (row.kind === 'event' ? [row.event._id] : [])),
      );
      return page.map((row) => (row.kind === 'event' ? { ...row, outcome: outcomes.get(row.event._id) } : row));

      async function countAt(instant: Instant): Promise<number> {
        const counts = await Promise.all([
          journal.countDocuments({ key, at: instant }),
          effects.countDocuments({ workspace, customer, kind: 'sendMessage', at: instant }),
          events.countDocuments({ workspace, customer, 'event.at': instant }),
        ]);
        return Math.max(...counts);
      }
    },
  };
}

/** As the journal has them: imported events have none, and neither have those of version 0.2.0. */
async function outcomesOf(
  journal: mongo.Collection<JournalRow>,
  owner: CustomerKey,
  keys: readonly EventKey[],
): Promise<ReadonlyMap<EventKey, Outcome | undefined>> {
  if (keys.length === 0) return new Map();
  const told = { key: owner, 'events.key': { $in: [...keys] }, 'events.outcome': { $exists: true } };
  const found = await journal.find(told).project<Pick<JournalRow, 'events'>>({ _id: 0, events: 1 }).toArray();
  return new Map(found.flatMap(({ events: taken }) => taken.map((event) => [event.key, event.outcome] as const)));
}

/** With the entry as today's version writes it. */
function decisionRow(stored: JournalRow): TimelineRow {
  const { at, seq, effects } = stored;
  return { kind: 'decision', at, place: seqText(seq), entry: { ...stored, effects: effects.map(decidedEffect) } };
}

/** As text that sorts like the number. */
function seqText(seq: number): string {
  return String(seq).padStart(12, '0');
}

function newestFirst(a: TimelineCursor, b: TimelineCursor): number {
  if (a.at !== b.at) return b.at - a.at;
  if (a.kind !== b.kind) return TIMELINE_KINDS.indexOf(a.kind) - TIMELINE_KINDS.indexOf(b.kind);
  if (a.place === b.place) return 0;
  return a.place > b.place ? -1 : 1;
}

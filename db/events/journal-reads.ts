import type { Connection } from 'mongoose';
import type { CustomerEvent } from '../../domain/events/event.ts';
import type { SkipReason } from '../../domain/journey/facts.ts';
import { effectKey, type CustomerKey, type EffectKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import type { CustomerRow } from '../customers/customers.ts';
import { ROWS_AT_ONCE } from '../in-pages.ts';
import { journalBaseCollection, NO_BASE, type JournalBase } from '../privacy/journal-bases.ts';
import { takenBy } from './applied-events.ts';
import { mongoDecisionStore } from './decisions.ts';
import { journalCollection, type JournalRow } from './journal.ts';

/** What a customer's past is told from. */
export interface PastReads {
  /** Every event that the stored state has taken, in no order. */
  history(row: CustomerRow): Promise<readonly CustomerEvent[]>;
  /** What their journal had come to before its first entry that is kept. */
  base(customer: CustomerKey): Promise<JournalBase>;
  /** The journal up to an instant, oldest first, as far as it is kept. */
  journalUntil(row: CustomerRow, at: Instant): Promise<readonly JournalRow[]>;
  /**
   * A customer's journal up to an entry, oldest first; a page is read when it is asked for, so that no more of a long one
   * is held at a time.
   * @param seq of the last entry wanted: of the stored state, for what a lost attempt wrote beyond it did not happen
   */
  journalPages(customer: CustomerKey, seq: number): AsyncIterable<readonly JournalRow[]>;
  /** What a customer's whole journal says of these effects; of those that are not here, nothing. */
  toldOf(customer: CustomerKey, effects: readonly EffectKey[]): Promise<ReadonlyMap<EffectKey, Told>>;
}

/** An effect was decided, or the step that might have decided it was passed over. */
export type Told = { readonly is: 'decided' } | { readonly is: 'skipped'; readonly because: SkipReason };

/** @param page entries read at a time; lowered by tests */
export function mongoPastReads(connection: Connection, page: number = ROWS_AT_ONCE): PastReads {
  const decisions = mongoDecisionStore(connection);
  const journal = journalCollection(connection);
  const bases = journalBaseCollection(connection);
  return {
    async history(row) {
      return await decisions.history(takenBy(row));
    },
    async base(customer) {
      return (await bases.findOne({ _id: customer })) ?? NO_BASE;
    },
    async journalUntil({ _id, state }, at) {
      // What a lost attempt wrote beyond the state did not happen.
      const filter = { key: _id, at: { $lte: at }, seq: { $lte: state.seq } };
      return await journal.find(filter).sort({ seq: 1 }).toArray();
    },
    async *journalPages(key, seq) {
      for (let after = -1; ;) {
        const some = journal.find({ key, seq: { $gt: after, $lte: seq } });
        const entries = await some.sort({ seq: 1 }).limit(page).toArray();
        const last = entries.at(-1);
        if (last === undefined) return;
        yield entries;
        if (entries.length < page) return;
        after = last.seq;
      }
    },
    async toldOf(customer, effects) {
      const told = new Map<EffectKey, Told>();
      if (effects.length === 0) return told;
      const asked = new Set(effects);
      const about = [{ 'effects.key': { $in: [...effects] } }, { 'facts.what': { $in: ['skipped', 'passed-over'] } }];
      const entries = journal
        .find({ key: customer, $or: about })
        .batchSize(ROWS_AT_ONCE)
        .project<Pick<JournalRow, 'effects' | 'facts'>>({ _id: 0, effects: 1, facts: 1 });
      for await (const entry of entries) {
        for (const [key, one] of toldIn(customer, entry)) if (asked.has(key)) told.set(key, one);
      }
      return told;
    },
  };
}

function toldIn(
  customer: CustomerKey,
  { effects, facts }: Pick<JournalRow, 'effects' | 'facts'>,
): readonly (readonly [EffectKey, Told])[] {
  const decided = effects.map(({ key }) => [key, { is: 'decided' }] as const);
  const skipped = facts.flatMap((fact) => {
    if (fact.what !== 'skipped' && fact.what !== 'passed-over') return [];
    const channel = fact.what === 'passed-over' ? fact.channel : undefined;
    return [[effectKey(customer, fact.place, channel), { is: 'skipped', because: fact.because }] as const];
  });
  return [...skipped, ...decided];
}

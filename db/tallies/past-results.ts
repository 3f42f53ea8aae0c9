import type { ClientSession, mongo } from 'mongoose';
import type { CustomerKey } from '../../domain/keys.ts';
import { dayOf } from '../../domain/time-zone.ts';
import type { Instant } from '../../domain/time.ts';
import type { JournalRow } from '../events/journal.ts';
import { ROWS_AT_ONCE } from '../in-pages.ts';
import type { JournalBaseRow } from '../privacy/journal-bases.ts';
import { settledResults, type Census, type CountedRow, type PastTurns } from './counted.ts';
import type { Countable } from './countable.ts';
import { addResults, NO_RESULTS } from './result-shares.ts';
import { resultsOf, type ToldEntry } from './results.ts';
import { COUNTED_FOR } from './tallies.ts';

type Results = Pick<PastTurns, 'results' | 'upTo'>;

/** Whose journal is read from where on, and up to the last entry that nobody replaces any more. */
interface Span extends Results {
  readonly from: number;
}

/** Where it is told: entries that are kept, and what the others have come to. */
interface Told {
  readonly journal: mongo.Collection<JournalRow>;
  readonly bases: mongo.Collection<JournalBaseRow>;
}

/**
 * What the journal of completed turns says of journeys. Entries of completed turns never change, so what was counted of
 * them stays counted, and only those since then are read; everything where `anew`, or where there is no such count.
 */
export async function pastResults(
  { journal, bases }: Told,
  rows: readonly Countable[],
  {
    known,
    anew,
    timezone,
  }: Pick<Census, 'timezone'> & {
    readonly known: ReadonlyMap<CustomerKey, CountedRow>;
    readonly anew: boolean;
  },
  session: ClientSession,
): Promise<ReadonlyMap<CustomerKey, Results>> {
  const counted = new Map(rows.map((row) => [row._id, spanOf(row, anew ? undefined : known.get(row._id))]));
  const spans = await basedOn(bases, counted, session);
  const entries = await entriesIn(journal, spans, session);
  const localDay = (at: Instant) => dayOf(at, timezone);
  return new Map(
    [...spans].map(([key, { results, upTo }]) => {
      const told = entries.get(key);
      return [key, { upTo, results: told ? addResults(results, resultsOf(told, localDay)) : results }];
    }),
  );
}

/** Whoever begins at the beginning begins with what is left of entries that are not kept. */
async function basedOn(
  bases: mongo.Collection<JournalBaseRow>,
  spans: ReadonlyMap<CustomerKey, Span>,
  session: ClientSession,
): Promise<ReadonlyMap<CustomerKey, Span>> {
  const first = [...spans].flatMap(([key, { from, upTo }]) => (from === 0 && upTo > 0 ? [key] : []));
  if (first.length === 0) return spans;
  const based = new Map(spans);
  const found = bases.find({ _id: { $in: first } }, { session }).batchSize(ROWS_AT_ONCE);
  for await (const { _id, seq, results } of found.project<Pick<JournalBaseRow, '_id' | 'seq' | 'results'>>(RESULTS)) {
    const span = spans.get(_id);
    if (span !== undefined) based.set(_id, { ...span, from: seq, results });
  }
  return based;
}

const RESULTS = { seq: 1, results: 1 } as const;

function spanOf({ lastTurn, state }: Countable, was: CountedRow | undefined): Span {
  const upTo = lastTurn?.after ?? state.seq;
  const counted = was?.counted === COUNTED_FOR && was.told && was.told.upTo <= upTo ? was.told.upTo : null;
  if (was === undefined || counted === null) return { from: 0, upTo, results: NO_RESULTS };
  return { from: counted, upTo, results: settledResults(was) };
}

async function entriesIn(
  journal: mongo.Collection<JournalRow>,
  spans: ReadonlyMap<CustomerKey, Span>,
  session: ClientSession,
): Promise<ReadonlyMap<CustomerKey, readonly ToldEntry[]>> {
  const told = new Map<CustomerKey, ToldEntry[]>();
  const wanted = [...spans].filter(([, { from, upTo }]) => upTo > from);
  if (wanted.length === 0) return told;
  const $or = wanted.map(([key, { from, upTo }]) => ({ key, seq: { $gt: from, $lte: upTo } }));
  const found = journal
    .find({ $or, 'facts.0': { $exists: true } }, { session })
    .batchSize(ROWS_AT_ONCE)
    .project<ToldEntry & Pick<JournalRow, 'key'>>({ _id: 0, key: 1, at: 1, facts: 1, effects: 1 });
  for await (const { key, ...entry } of found) {
    const own = told.get(key) ?? [];
    told.set(key, own);
    own.push(entry);
  }
  return told;
}

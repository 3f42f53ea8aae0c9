import type { CustomerRow } from '../../db/customers/customers.ts';
import type { EventRow } from '../../db/events/events.ts';
import type { JournalRow } from '../../db/events/journal.ts';
import type { Book } from './book.ts';
import { oracle, type Totals } from './oracle.ts';
import type { Picture } from './picture.ts';

/** What the store says that it should not, in words; empty where every promise is kept. */
export function brokenPromises(picture: Picture, book: Book): readonly string[] {
  return [
    ...book.contradictions(),
    ...wronglyKept(picture.events, book),
    ...picture.customers.flatMap((row) => wronglyApplied(row, picture)),
    ...wronglyCounted(picture.customers, oracle(book.acknowledged.values())),
    ...wrongEffects(picture),
  ];
}

/** Kept is what was acknowledged, and nothing else, since every request was repeated until it was. */
function wronglyKept(rows: readonly EventRow[], { acknowledged }: Book): string[] {
  const kept = new Map(rows.filter(isFromShop).map((row) => [idOf(row), row]));
  const lost = [...acknowledged].flatMap(([id, { amount }]) => {
    const event = kept.get(id)?.event;
    if (event === undefined) return [`${id} was acknowledged and is gone`];
    const isOther = 'amount' in event && event.amount !== amount;
    return isOther ? [`${id} was acknowledged, but another body is kept`] : [];
  });
  const more = [...kept.keys()].filter((id) => !acknowledged.has(id));
  const waiting = rows.filter((row) => row.p === 1).map((row) => `${row._id} was never delivered`);
  return [...lost, ...more.map((id) => `${id} is kept and was never acknowledged`), ...waiting];
}

/** Each event once, in an unbroken row of decisions. */
function wronglyApplied({ _id: key, customer, state }: CustomerRow, { events, marks, journal }: Picture): string[] {
  const entries = journal.filter((entry) => entry.key === key).toSorted((a, b) => a.seq - b.seq);
  const numbers = entries.map(({ seq }) => seq);
  const isUnbroken = numbers.length === state.seq && numbers.every((seq, index) => seq === index + 1);
  const times = countOf(entries.flatMap((entry) => entry.events.map((event) => event.key)));
  const mine = events.filter((row) => row.customer === customer);
  const strangers = [...times.keys()].filter((event) => !mine.some(({ _id }) => _id === event));
  return [
    ...(isUnbroken ? [] : [`${customer} has the journal entries ${numbers.join()} and should have ${state.seq}`]),
    ...strangers.map((event) => `${customer} has ${event} in the journal, which is not kept`),
    ...mine.flatMap(({ _id }) => [
      ...(times.get(_id) === 1 ? [] : [`${_id} was applied ${times.get(_id) ?? 0} times`]),
      ...((marks.get(_id) ?? Infinity) <= state.turn ? [] : [`${_id} has the mark ${marks.get(_id)} at ${state.turn}`]),
    ]),
  ];
}

function wronglyCounted(rows: readonly CustomerRow[], expected: ReadonlyMap<string, Totals>): string[] {
  const found = new Map<string, CustomerRow>(rows.map((row) => [row.customer, row]));
  return [...expected].flatMap(([customer, totals]) => {
    const { orders, revenue, early } = found.get(customer)?.state.ledger ?? { orders: 0, revenue: 0, early: 0 };
    const isRight = orders === totals.orders && revenue === totals.revenue && early === totals.early;
    return isRight
      ? []
      : [`${customer} has ${JSON.stringify({ orders, revenue, early })}, not ${JSON.stringify(totals)}`];
  });
}

/** Keys of effects that were decided and that nobody began; of what pages show, of those that are not there to be shown. */
export function effectsMissing({ journal, placements, begun }: Picture): readonly string[] {
  const shown = new Set<string>(placements.map(({ _id }) => _id));
  const known = new Set<string>(begun);
  const decided = journal.flatMap((entry: JournalRow) => entry.effects);
  return decided.flatMap(({ key, kind }) => ((kind === 'showPlacement' ? shown : known).has(key) ? [] : [key]));
}

/** No effect is decided twice, all are begun and placements are there, and no mail goes out twice or without a decision. */
function wrongEffects(picture: Picture): string[] {
  const { journal, begun, mails } = picture;
  const decided = journal.flatMap((entry: JournalRow) => entry.effects);
  const known = new Set<string>(decided.map(({ key }) => key));
  return [
    ...repeated(decided.map(({ key }) => key)).map((key) => `${key} was decided twice`),
    ...effectsMissing(picture).map((key) => `${key} was decided, and nothing came of it`),
    ...repeated(mails).map((key) => `${key} was mailed twice`),
    ...[...begun, ...mails].filter((key) => !known.has(key)).map((key) => `nobody decided ${key}`),
  ];
}

function isFromShop({ _id }: EventRow): boolean {
  return _id.startsWith('main:api:');
}

function idOf({ _id }: EventRow): string {
  return _id.slice('main:api:'.length);
}

function countOf(keys: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
  return times;
}

function repeated(keys: readonly string[]): readonly string[] {
  return [...countOf(keys)].flatMap(([key, times]) => (times > 1 ? [key] : []));
}

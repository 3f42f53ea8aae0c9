import type { Connection } from 'mongoose';
import { percentile, type Figure } from '../../../bench/report.ts';
import { appliedAmong } from '../../../db/events/applied.ts';
import { eventCollection } from '../../../db/events/events.ts';
import { quarantineCollection } from '../../../db/events/quarantine.ts';
import { SECOND } from '../../../domain/time.ts';
import { countBanners } from '../banners.ts';
import type { Book } from '../book.ts';
import { takePicture, type Picture } from '../picture.ts';
import { brokenPromises, effectsMissing } from '../promises.ts';

/** What has become of every accepted event of a workspace. */
interface Balance {
  readonly workspace: string;
  readonly accepted: number;
  readonly applied: number;
  readonly aside: number;
}

export interface Tally {
  /** What is not as it was promised, in words; empty where all is well. */
  readonly broken: readonly string[];
  /** Of promises: each must be kept. */
  readonly figures: readonly Figure[];
}

/** Holds all that the store says against what the shop was told. */
export async function takeTally(store: Connection, book: Book, start: number): Promise<Tally> {
  const [picture, balances] = await Promise.all([takePicture(store), balancesOf(store)]);
  const banners = countBanners(picture.placements, book.acknowledged.values(), start);
  const open = balances.filter(({ accepted, applied, aside }) => accepted !== applied + aside);
  const sentences = open.map(
    ({ workspace, accepted, applied, aside }) =>
      `${workspace}: ${accepted} accepted, ${applied} applied, ${aside} set aside`,
  );
  return {
    broken: [...brokenPromises(picture, book), ...banners.faults, ...sentences],
    figures: [
      ...eventFigures(picture, book),
      { what: 'banners, one for each event that may start something', measured: String(banners.expected), ...ANY },
      none('of these, missing', banners.missing),
      none('of these, doubled', banners.doubled),
      ...effectFigures(picture),
      ...balances.map(({ workspace, accepted, applied, aside }) => ({
        what: `workspace ${workspace}: accepted = applied + set aside`,
        measured: `${accepted} = ${applied} + ${aside}`,
        goal: '',
        ok: accepted === applied + aside,
      })),
      waitFigure(picture),
    ],
  };
}

const ANY = { goal: '', ok: true } as const;

function none(what: string, count: number): Figure {
  return { what, measured: String(count), goal: '0', ok: count === 0 };
}

function eventFigures({ events, journal }: Picture, book: Book): readonly Figure[] {
  const kept = new Set<string>(events.map(({ _id }) => _id));
  const times = new Map<string, number>();
  for (const { key } of journal.flatMap((entry) => entry.events)) times.set(key, (times.get(key) ?? 0) + 1);
  const lost = [...book.acknowledged.keys()].filter((id) => !kept.has(`main:api:${id}`));
  const doubled = [...times.values()].filter((count) => count > 1);
  return [
    { what: 'events accepted', measured: String(book.acknowledged.size), ...ANY },
    { what: 'requests that were asked to come back later', measured: String(book.refusals), ...ANY },
    none('accepted and lost', lost.length),
    none('applied twice', doubled.length),
  ];
}

function effectFigures(picture: Picture): readonly Figure[] {
  const { journal, mails } = picture;
  const decided = journal.flatMap((entry) => entry.effects);
  const doubled = decided.length - new Set(decided.map(({ key }) => key)).size + mails.length - new Set(mails).size;
  return [
    { what: 'effects decided: messages, banners, tiers and more', measured: String(decided.length), ...ANY },
    none('of these, missing', effectsMissing(picture).length),
    none('of these, doubled', doubled),
  ];
}

/** From accepting an event to the decision that takes it, outages included. */
function waitFigure({ events, journal }: Picture): Figure {
  const received = new Map<string, number>(events.map(({ _id, receivedAt }) => [_id, receivedAt]));
  const waits = journal.flatMap(({ now, events: taken }) => taken.map(({ key }) => now - (received.get(key) ?? now)));
  const seconds = (share: number) => (percentile(waits, share) / SECOND).toFixed(1);
  return {
    what: 'from accepted to applied: half, 99 %, all',
    measured: `${seconds(0.5)}, ${seconds(0.99)}, ${seconds(1)} s`,
    ...ANY,
  };
}

async function balancesOf(store: Connection): Promise<readonly Balance[]> {
  const events = eventCollection(store);
  const workspaces = await events.distinct('workspace', {});
  return await Promise.all(
    workspaces.map(async (workspace) => {
      const rows = await events.find({ workspace }).toArray();
      const applied = (await appliedAmong(store, rows)).length;
      const aside = await quarantineCollection(store).countDocuments({ workspace, event: { $exists: true } });
      return { workspace, accepted: rows.length, applied, aside };
    }),
  );
}

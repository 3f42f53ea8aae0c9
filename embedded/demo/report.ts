import { getSilenceContract } from '../../api/silence/get-silence.contract.ts';
import { segmentName, type SegmentId } from '../../domain/scoring/segment.ts';
import { SEVEN_SEGMENTS } from '../../domain/scoring/presets/seven-segments.ts';
import type { Happened } from './happened.ts';
import { get, type Api } from './http.ts';
import { alignColumns, count, wholeMoney } from './table.ts';

const silenceReply = getSilenceContract.output[200].json;

/** Who falls silent on which day, one line each. */
export async function silenceTable(api: Api, days: number, currency: string): Promise<readonly string[]> {
  const forecast = await get(api, `/v1/silence?days=${days}`, silenceReply);
  return alignColumns([
    ['Day', 'Fall silent', 'overdue', 'lapsed', 'Their revenue, 1 y', 'Change segment'],
    ...forecast.days.map(({ day, customers, overdue, lapsed, revenue, moves }) => [
      day,
      count(customers),
      count(overdue),
      count(lapsed),
      wholeMoney(revenue, currency),
      count(moves),
    ]),
  ]);
}

/** How many moved from where to where: a line for each segment they left, a column for each they came to. */
export function movesTable({ moves }: Happened): readonly string[] {
  const places: readonly (SegmentId | null)[] = [...SEVEN_SEGMENTS.segments.map(({ id }) => id), null];
  const between = (from: SegmentId | null, to: SegmentId | null) =>
    moves.filter((move) => move.from === from && move.to === to).length;
  const used = places.filter((place) => moves.some(({ from, to }) => from === place || to === place));
  const name = (place: SegmentId | null) => (place === null ? 'No segment' : segmentName(place, SEVEN_SEGMENTS));
  return alignColumns([
    ['From \\ to', ...used.map(name), 'All'],
    ...used.map((from) => {
      const row = used.map((to) => between(from, to));
      return [name(from), ...row.map(orDash), count(row.reduce((sum, number) => sum + number, 0))];
    }),
  ]);
}

/** A line for each journey: who entered and left it, and what became of its messages. */
export function journeyTable({ entries }: Happened): readonly string[] {
  const decisions = entries.flatMap((entry) => (entry.kind === 'decision' ? [entry] : []));
  const notes = decisions.flatMap((entry) => entry.journeys);
  const sends = entries.flatMap((entry) => (entry.kind === 'send' ? [entry] : []));
  const journeys = [...new Set([...notes, ...sends].map(({ journey }) => journey))].toSorted();
  const line = (title: string, has: (journey: string) => boolean) => [
    title,
    ...['entered', 'left'].map((what) => notes.filter((note) => note.what === what && has(note.journey)).length),
    sends.filter(({ state, journey }) => state === 'sent' && has(journey)).length,
    sends.filter(({ state, journey }) => state !== 'sent' && has(journey)).length,
    notes.filter((note) => note.what === 'skipped' && has(note.journey)).length,
  ];
  const rows = [...journeys.map((id) => line(id, (journey) => journey === id)), line('All', () => true)];
  return alignColumns([
    ['Journey', 'Entered', 'Left', 'Messages sent', 'not sent', 'skipped by caps and quiet hours'],
    ...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? count(cell) : cell))),
  ]);
}

/** Banners and toasts shown. */
export function placementCount({ entries }: Happened): number {
  const effects = entries.flatMap((entry) => (entry.kind === 'decision' ? entry.effects : []));
  return effects.filter(({ kind }) => kind === 'showPlacement').length;
}

function orDash(number: number): string {
  return number === 0 ? '-' : count(number);
}

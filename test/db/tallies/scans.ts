import type { Connection } from 'mongoose';
import { customerCollection } from '../../../db/customers/customers.ts';
import { journalCollection } from '../../../db/events/journal.ts';
import type { Census } from '../../../db/tallies/counted.ts';
import { standingsNow } from '../../../domain/journey/earlier.ts';
import { allInside } from '../../../domain/journey/standing.ts';
import { dayOf, startOfDay } from '../../../domain/time-zone.ts';
import { DAY } from '../../../domain/time.ts';

/**
 * What pages showed before there were tallies, by going through every customer: the oracle of what they show now.
 */
export function scansOf(connection: Connection, { workspace, timezone, now }: Omit<Census, 'counting'>) {
  const customers = customerCollection(connection);
  const journal = journalCollection(connection);

  async function byDay(boundaries: readonly number[], field: string) {
    const [first, last] = [boundaries[0] ?? 0, boundaries.at(-1) ?? 0];
    const rows = await customers
      .aggregate([
        { $match: { workspace, [field]: { $lt: last } } },
        {
          $bucket: {
            groupBy: { $max: [`$${field}`, first] },
            boundaries: [...boundaries],
            output: {
              overdue: { $sum: { $cond: [{ $eq: ['$nextSilence.stage', 'overdue'] }, 1, 0] } },
              lapsed: { $sum: { $cond: [{ $eq: ['$nextSilence.stage', 'lapsed'] }, 1, 0] } },
              revenue: { $sum: '$revenue' },
              valueAtStake: { $sum: '$atStake' },
              moves: { $sum: 1 },
            },
          },
        },
      ])
      .toArray();
    return new Map(rows.map((row) => [row['_id'] as number, row]));
  }

  return {
    async segments() {
      const soon = { $and: [{ $gt: ['$nextSilence.at', null] }, { $lte: ['$nextSilence.at', now + 7 * DAY] }] };
      const rows = await customers
        .aggregate([
          { $match: { workspace } },
          {
            $group: {
              _id: '$segment',
              customers: { $sum: 1 },
              revenue: { $sum: '$revenue' },
              silent: { $sum: { $cond: [soon, 1, 0] } },
              silentValue: { $sum: { $cond: [soon, '$atStake', 0] } },
            },
          },
        ])
        .toArray();
      return new Map(rows.map(({ _id, ...sums }) => [_id as string | null, sums]));
    },
    async moved() {
      const at = { $gt: now - 30 * DAY, $lte: now };
      const entries = await journal.find({ workspace, at, move: { $exists: true } }).toArray();
      return entries.flatMap(({ move }) => (move ? [move] : []));
    },
    async ahead(count: number) {
      const today = dayOf(now, timezone);
      const boundaries = Array.from({ length: count + 1 }, (_, index) => startOfDay(today + index, timezone));
      const [silences, moves] = [await byDay(boundaries, 'nextSilence.at'), await byDay(boundaries, 'nextMove.at')];
      return boundaries.slice(0, -1).map((start) => {
        const { overdue = 0, lapsed = 0, revenue = 0, valueAtStake = 0 } = silences.get(start) ?? {};
        return {
          customers: overdue + lapsed,
          revenue,
          valueAtStake,
          overdue,
          lapsed,
          moves: moves.get(start)?.['moves'] ?? 0,
        };
      });
    },
    /** By audience, who is in it, and how often somebody has entered and left it within so many local days. */
    async audiences(days: number) {
      const rows = await customers.find({ workspace }).toArray();
      const at = { $gte: startOfDay(dayOf(now, timezone) - days + 1, timezone) };
      const changes = (await journal.find({ workspace, at }).toArray()).flatMap(({ audiences = [] }) => audiences);
      return {
        members: rows.filter(({ state }) => state.audiences !== undefined).length,
        entered: changes.filter(({ is }) => is === 'entered').length,
        left: changes.filter(({ is }) => is === 'left').length,
      };
    },
    /** What everybody holds in points, and who holds which tier. */
    async points() {
      const rows = await customers.find({ workspace }).toArray();
      const held = rows.flatMap(({ state }) => state.loyalty ?? []);
      const sum = (lots: readonly { readonly points: number }[]) => lots.reduce((all, { points }) => all + points, 0);
      const tiers: Record<string, number> = {};
      for (const { tier } of held) if (tier) tiers[tier.tier] = (tiers[tier.tier] ?? 0) + 1;
      return {
        active: held.reduce((all, { account }) => all + sum(account.active), 0),
        pending: held.reduce((all, { account }) => all + sum(account.pending), 0),
        debt: held.reduce((all, { account }) => all + account.debt, 0),
        customers: held.filter(({ account }) => account.earned > 0).length,
        tiers,
      };
    },
    async inside() {
      const rows = await customers.find({ workspace }).toArray();
      const counts = new Map<string, number>();
      for (const journey of rows.flatMap((row) => row.inside)) counts.set(journey, (counts.get(journey) ?? 0) + 1);
      return counts;
    },
    async steps() {
      const rows = await customers.find({ workspace }).toArray();
      return rows.flatMap(({ state }) =>
        allInside(standingsNow(state.journeys)).map(([id, { version, step }]) => `${id} ${version} ${step}`),
      );
    },
    async cells() {
      const rows = await customers.find({ workspace }).toArray();
      const cells = new Map<string, { r: number; f: number; customers: number; revenue: number }>();
      for (const { r, f, revenue } of rows) {
        if (r === null || f === null) continue;
        const cell = cells.get(`${r}/${f}`) ?? { r, f, customers: 0, revenue: 0 };
        cells.set(`${r}/${f}`, { ...cell, customers: cell.customers + 1, revenue: cell.revenue + revenue });
      }
      return [...cells.values()].toSorted((a, b) => b.r - a.r || b.f - a.f);
    },
  };
}

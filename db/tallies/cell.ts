import type { TallyReader } from './reader.ts';
import type { Tally } from './tally.ts';

/** Who is in which cell of recency and frequency, and what they spent; customers without a score are in none. */
export const cellTally: Tally<'customers' | 'revenue'> = {
  name: 'cell',
  amounts: ['customers', 'revenue'],
  shares: ({ r, f, revenue }) =>
    r === null || f === null ? [] : [{ of: `${r}/${f}`, adds: { customers: 1, revenue } }],
};

export interface CellSize {
  /** Scores, from 1 up. */
  readonly r: number;
  readonly f: number;
  readonly customers: number;
  /** Minor units, within the window. */
  readonly revenue: number;
}

/** Of the cells that somebody is in: the most recent first, then the most frequent. */
export async function cellSizes(reader: TallyReader): Promise<readonly CellSize[]> {
  const cells = (await reader.rows(cellTally)).map(({ of, sums }) => {
    const [r = 0, f = 0] = of.split('/').map(Number);
    return { r, f, ...sums };
  });
  return cells.filter(({ customers }) => customers > 0).toSorted((a, b) => b.r - a.r || b.f - a.f);
}

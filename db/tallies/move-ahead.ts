import type { TallyReader } from './reader.ts';
import type { Tally } from './tally.ts';

/** Whose segment changes on which day by time alone. */
export const moveAheadTally: Tally<'customers'> = {
  name: 'move-ahead',
  amounts: ['customers'],
  shares: ({ nextMove, dayOf }) =>
    nextMove === null ? [] : [{ of: '', day: dayOf(nextMove.at), adds: { customers: 1 } }],
};

/** Up to and including a local day: what is due before today and not yet decided, too. */
export async function movesAheadUntil(
  reader: TallyReader,
  to: number,
): Promise<readonly { readonly day: number; readonly customers: number }[]> {
  return (await reader.rows(moveAheadTally, { to })).map(({ day, sums }) => ({ day, ...sums }));
}

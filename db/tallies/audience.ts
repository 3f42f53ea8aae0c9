import type { AudienceId } from '../../domain/ids.schema.ts';
import type { TallyReader } from './reader.ts';
import type { Tally } from './tally.ts';

/** Who is in which audience, and what they spent within the window. */
export const audienceTally: Tally<'customers' | 'revenue'> = {
  name: 'audience',
  amounts: ['customers', 'revenue'],
  shares: ({ audiences, revenue }) => audiences.map((of) => ({ of, adds: { customers: 1, revenue } })),
};

export interface AudienceSize {
  readonly customers: number;
  /** Minor units, within the window. */
  readonly revenue: number;
}

/** Of the audiences that somebody is in, or was. */
export async function audienceSizes(reader: TallyReader): Promise<ReadonlyMap<AudienceId, AudienceSize>> {
  const rows = await reader.rows(audienceTally);
  return new Map(rows.map(({ of, sums }) => [of as AudienceId, sums]));
}

import type { AudienceId } from '../../domain/ids.schema.ts';
import { dayOf } from '../../domain/time-zone.ts';
import type { ReadAt } from './counted.ts';
import type { TallyReader } from './reader.ts';
import type { Tally } from './tally.ts';

/** How many entered and left each audience on each local day. Whom an import brings is there and has not entered. */
export const audienceDayTally: Tally<'entered' | 'left'> = {
  name: 'audience-day',
  past: true,
  amounts: ['entered', 'left'],
  shares: ({ changes }) => changes.map(({ day, audience, is }) => ({ of: audience, day, adds: { [is]: 1 } })),
};

export interface AudienceDays {
  /** One number for each day asked for, today last. */
  readonly entered: readonly number[];
  readonly left: readonly number[];
}

/**
 * Of the last `count` local days, today included.
 * @param count at most `KEPT_DAYS`
 */
export async function audienceByDay(
  reader: TallyReader,
  audience: AudienceId,
  { timezone, now }: ReadAt,
  count: number,
): Promise<AudienceDays> {
  const first = dayOf(now, timezone) - count + 1;
  const rows = await reader.rows(audienceDayTally, { from: first });
  const own = new Map(rows.flatMap(({ of, day, sums }) => (of === audience ? [[day - first, sums]] : [])));
  const days = Array.from({ length: count }, (_, place) => own.get(place) ?? { entered: 0, left: 0 });
  return { entered: days.map((one) => one.entered), left: days.map((one) => one.left) };
}

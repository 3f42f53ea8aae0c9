import type { Channel } from '../../domain/channels/channel.ts';
import { addFates, FATES, fatesOf, NO_FATES, type Fate, type Fates } from '../../domain/policy/deliverability.ts';
import { isOfKind } from '../messaging/effects.ts';
import type { EffectTally } from './effect-tally.ts';
import type { Days, TallyReader } from './reader.ts';

/**
 * Whether messages arrived, by journey, version and channel, on the workspace's local day on which each was decided: a
 * complaint counts on the day of its message, so that shares of a day are shares of what was sent on it.
 */
export const deliveryTally: EffectTally<Fate> = {
  name: 'delivery',
  amounts: FATES,
  shares: (row, dayOf) => {
    if (!isOfKind(row, 'sendMessage')) return [];
    const { state, back, about, at } = row;
    const delivery = state === 'done' ? row.result.delivery : undefined;
    const adds = fatesOf({ state, ...(delivery ? { delivery } : {}), ...(back ? { back } : {}) });
    if (Object.keys(adds).length === 0) return [];
    const { journey, version } = row.origin.place;
    return [{ of: [journey, version, about.channel].join('/'), day: dayOf(at), adds }];
  },
};

/** What came of messages of one journey on one channel on one day. */
export interface DayFates {
  readonly journey: string;
  readonly version: number;
  readonly channel: Channel;
  readonly day: number;
  readonly fates: Fates;
}

export interface DeliveryAsked extends Days {
  /** Left out: of all. */
  readonly journey?: string | undefined;
  readonly version?: number | undefined;
  readonly channel?: Channel | undefined;
}

/** In no order; days on which nothing was sent are left out. */
export async function deliveryRows(reader: TallyReader, asked: DeliveryAsked): Promise<readonly DayFates[]> {
  const { journey, version, channel, from, to } = asked;
  const days = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const under =
    journey === undefined ? undefined : [journey, ...(version === undefined ? [] : [version]), ''].join('/');
  const rows = await reader.rows(deliveryTally, days, under);
  return rows.flatMap(({ of, day, sums }) => {
    const [its = '', number = '', by] = of.split('/');
    const row = { journey: its, version: Number(number), channel: by as Channel, day, fates: sums };
    return channel === undefined || channel === row.channel ? [row] : [];
  });
}

/** Under each name, what came of all messages of it. */
export function fatesBy<Name extends string | number>(
  rows: readonly DayFates[],
  nameOf: (row: DayFates) => Name,
): ReadonlyMap<Name, Fates> {
  const sums = new Map<Name, Fates>();
  for (const row of rows) {
    const name = nameOf(row);
    sums.set(name, addFates(sums.get(name) ?? NO_FATES, row.fates));
  }
  return sums;
}

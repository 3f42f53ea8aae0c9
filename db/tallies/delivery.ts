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

/** What came of messages on one channel on one day. */
export interface DayFates {
  readonly channel: Channel;
  readonly day: number;
  readonly fates: Fates;
}

/** What came of messages of one journey on one channel. */
export interface JourneyFates {
  readonly journey: string;
  readonly channel: Channel;
  readonly fates: Fates;
}

export interface DeliveryAsked extends Days {
  /** Left out: of all. */
  readonly journey?: string | undefined;
  readonly version?: number | undefined;
  readonly channel?: Channel | undefined;
}

/** In no order; days on which nothing was sent are left out. A year of many journeys is added up in the store. */
export async function deliverySums(
  reader: TallyReader,
  { journey, version, channel, from, to }: DeliveryAsked,
): Promise<{ readonly days: readonly DayFates[]; readonly journeys: readonly JourneyFates[] }> {
  const days = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const under =
    journey === undefined ? undefined : [journey, ...(version === undefined ? [] : [version]), ''].join('/');
  const isAsked = (one: { readonly channel: Channel }) => channel === undefined || channel === one.channel;
  // Keys are made of a journey, its version and a channel.
  const { byDay, inAll } = await reader.sums(deliveryTally, { days, under }, { byDay: [2], inAll: [0, 2] });
  return {
    days: byDay.map(({ of, day, sums }) => ({ channel: of as Channel, day, fates: sums })).filter(isAsked),
    journeys: inAll
      .map(({ of, sums }) => {
        const [its = '', by] = of.split('/');
        return { journey: its, channel: by as Channel, fates: sums };
      })
      .filter(isAsked),
  };
}

/** Under each name, what came of all messages of it. */
export function fatesBy<Row extends { readonly fates: Fates }, Name extends string | number>(
  rows: readonly Row[],
  nameOf: (row: Row) => Name,
): ReadonlyMap<Name, Fates> {
  const sums = new Map<Name, Fates>();
  for (const row of rows) {
    const name = nameOf(row);
    sums.set(name, addFates(sums.get(name) ?? NO_FATES, row.fates));
  }
  return sums;
}

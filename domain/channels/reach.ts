import { CHANNELS, type Channel } from './channel.ts';

/** How many may be sent marketing: by channel, and on at least one of them. Nobody is more than one of `any`. */
export type Reach = Readonly<Record<Channel | 'any', number>>;

export const REACHED_BY = ['any', ...CHANNELS] as const satisfies readonly (keyof Reach)[];

export const NOBODY_REACHED: Reach = { any: 0, email: 0, sms: 0, telegram: 0, push: 0, mobile: 0 };

/** What one customer adds; `null`: nobody may write to them, so they add nothing. */
export function reachOfOne(channels: readonly Channel[]): Reach | null {
  if (channels.length === 0) return null;
  return { ...NOBODY_REACHED, any: 1, ...Object.fromEntries(channels.map((channel) => [channel, 1])) };
}

export function withReach(one: Reach, other: Reach | null): Reach {
  if (other === null) return one;
  // What an earlier version counted does not name a channel that came later.
  const sum = (by: keyof Reach) => (one[by] ?? 0) + (other[by] ?? 0);
  return {
    any: sum('any'),
    email: sum('email'),
    sms: sum('sms'),
    telegram: sum('telegram'),
    push: sum('push'),
    mobile: sum('mobile'),
  };
}

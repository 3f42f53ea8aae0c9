import { CHANNELS, type Channel } from '../channels/channel.ts';
import { entriesOf } from '../own.ts';
import { DAY, type Instant } from '../time.ts';
import type { JourneyStandings, Mailed } from './standing.ts';

/** After so long a message counts half as much: people change how they like to be reached. */
export const HALF_LIFE = 90 * DAY;

/**
 * How likely this customer reacts to a message on each channel, from 0 to 1: (1 + Σ w·r) / (2 + Σ w) over the messages that
 * the state remembers (of each journey the newest, see `MOST_MAILED`), with r = 1 where they reacted, else 0, and
 * w = 2^(−age / 90 days). That is the mean of a Beta distribution that begins uniform (Laplace's rule of succession), whose
 * evidence fades exponentially. A channel of which nothing is known has ½: it goes before one that brought nothing, and
 * after one that did.
 *
 * Silence says something only where a reaction was awaited, which is so of messages of chains whose time is over: of other
 * messages many channels never tell whether anybody looks. Of those, an open or a click counts all the same.
 */
export function channelScores(journeys: JourneyStandings, at: Instant): Readonly<Record<Channel, number>> {
  const sums = new Map<Channel, { reacted: number; all: number }>(
    CHANNELS.map((channel) => [channel, { reacted: 0, all: 0 }]),
  );
  for (const [, { mailed = [] }] of entriesOf(journeys)) {
    for (const one of mailed) {
      const sum = one.channel && sums.get(one.channel);
      const reacted = hasReacted(one);
      if (sum === undefined || one.at === undefined || !(reacted || isOver(one, at))) continue;
      const weight = 2 ** (-Math.max(0, at - one.at) / HALF_LIFE);
      sum.all += weight;
      sum.reacted += reacted ? weight : 0;
    }
  }
  const scoreOn = (channel: Channel) => {
    const { reacted, all } = sums.get(channel) ?? NOTHING;
    return (1 + reacted) / (2 + all);
  };
  return {
    email: scoreOn('email'),
    sms: scoreOn('sms'),
    telegram: scoreOn('telegram'),
    push: scoreOn('push'),
    mobile: scoreOn('mobile'),
  };
}

const NOTHING = { reacted: 0, all: 0 };

export function hasReacted({ opened, clicked, reacted }: Mailed): boolean {
  return opened === true || clicked === true || reacted === true;
}

/** Nobody reacted in the time in which that was awaited. */
function isOver({ until }: Mailed, at: Instant): boolean {
  return until !== undefined && until <= at;
}

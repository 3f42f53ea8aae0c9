import type { Channel } from '../domain/channels/channel.ts';
import type { ChainFact, Follows, Reaction } from '../domain/journey/chain-facts.ts';
import type { SkipReason } from '../domain/journey/facts.ts';
import { DAY, HOUR, MINUTE } from '../domain/time.ts';

/** A channel, within a sentence. */
const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  email: 'e-mail',
  sms: 'SMS',
  telegram: 'Telegram',
  push: 'push',
  mobile: 'mobile push',
};

const REACTED: Readonly<Record<Reaction, string>> = {
  open: 'opened it',
  click: 'clicked in it',
  reply: 'answered it',
  purchase: 'bought after it',
  visit: 'visited after it',
};

/** What comes of the channels of a step, for people: `No reaction on Telegram within 1 day: e-mail next, at step ask of hello`. */
export function chainText(fact: ChainFact, skipped: Readonly<Record<SkipReason, string>>): string {
  const { place, channel } = fact;
  const on = CHANNEL_WORDS[channel];
  const where = `step ${place.step} of ${place.journey}`;
  switch (fact.what) {
    case 'attempted': {
      const best = fact.score === undefined ? '' : ` (the best for them by what they reacted to: ${fact.score})`;
      return fact.follows
        ? `${followsText(fact.follows)}: ${on} next${best}, at ${where}`
        : `${capital(on)} first${best}, at ${where}`;
    }
    case 'passed-over':
      return `${capital(on)} passed over at ${where} because ${skipped[fact.because]}`;
    case 'reacted':
      return `Reacted to the message of ${where} on ${on}: ${REACTED[fact.by]}`;
  }
}

function followsText({ channel, because, waited }: Follows): string {
  const on = CHANNEL_WORDS[channel];
  switch (because) {
    case 'no-reaction':
      return `No reaction on ${on} within ${spanText(waited)}`;
    case 'no-consent':
      return `Consent on ${on} was withdrawn`;
    case 'not-reachable':
      return `The address on ${on} was lost`;
  }
}

/** In the largest unit that is whole, such as `1 day` or `90 minutes`; what is left over is rounded to minutes. */
function spanText(ms: number): string {
  const [unit, name] = ms % DAY === 0 ? [DAY, 'day'] : ms % HOUR === 0 ? [HOUR, 'hour'] : [MINUTE, 'minute'];
  const count = Math.round(ms / unit);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

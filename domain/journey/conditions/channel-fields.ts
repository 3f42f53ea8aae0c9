import { CHANNELS, PURPOSES, type Channel, type Purpose } from '../../channels/channel.ts';
import { consentWord, isReachable } from '../../decision/profile.ts';
import type { Field } from './field.ts';

const WORDS = ['granted', 'withdrawn', 'none'] as const;

/** Of one channel, and of one purpose where the name ends in it; else `undefined`. Without a purpose marketing is meant. */
export function channelField(name: string): Field | undefined {
  const [what, of, about = 'marketing', ...rest] = name.split('.');
  const channel = CHANNELS.find((one) => one === of);
  const purpose = PURPOSES.find((one) => one === about);
  if (channel === undefined || purpose === undefined || rest.length > 0) return undefined;
  if (what === 'consent') return consentField(channel, purpose);
  return what === 'reachable' ? reachableField(channel, purpose) : undefined;
}

function consentField(channel: Channel, purpose: Purpose): Field {
  return {
    read: ({ state }): (typeof WORDS)[number] => consentWord(state.profile, channel, purpose),
    possible: () => ({ kind: 'names', names: WORDS }),
    says: 'what holds of it: granted, withdrawn, none',
  };
}

function reachableField(channel: Channel, purpose: Purpose): Field {
  return {
    read: ({ state }) => isReachable(state.profile, channel, purpose),
    possible: () => ({ kind: 'anything' }),
    says: 'true where there is an address and consent',
  };
}

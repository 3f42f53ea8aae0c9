import { speaking } from '../speaking.ts';

const { count, number } = speaking('en');

/** What is asked of a step that sends. */
export const send = {
  by: 'Goes out by',
  channels: { email: 'E-mail', sms: 'SMS', telegram: 'Telegram', push: 'Web push', mobile: 'Mobile push' },
  several: 'several channels, one after the other',
  severalHint:
    'One channel gets the message. Where they neither open, click, answer, buy nor visit in time, the next one gets it. A channel without consent or address is passed over at once.',
  place: (place: number, channel: string) => `${number(place)}. ${channel}`,
  channel: 'Channel',
  up: (channel: string) => `Try ${channel} earlier`,
  add: 'Another channel',
  after: 'The next channel after',
  afterHint: 'Without a reaction for so long: 5 minutes to 14 days. Each message counts under the caps.',
  order: 'Which goes first',
  orders: {
    written: 'as in this list',
    best: 'the one that they have reacted to most, of those with consent and address',
  },
  most: 'On how many at most',
  mostHint: 'Left empty: on all. With the best first, 1 is the best channel alone.',
  /** How a text goes out as SMS. */
  sms: (encoding: string, units: number, segments: number, left: number) =>
    `${count(units, { one: 'sign', other: 'signs' })} in ${encoding}: paid as ${count(segments, { one: 'SMS', other: 'SMS' })}, ${number(left)} more fit in`,
  unicode: 'A sign outside the SMS alphabet (such as ş or an emoji) lets only 70 signs into one SMS instead of 160.',
  phone: 'As it stands on their phone',
};

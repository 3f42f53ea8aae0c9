import type { StepOf } from '../../definition.ts';

type Send = StepOf<'send'>;
/** One channel of a chain, with what is said on it. */
export type SaidBy = NonNullable<Send['channels']>[number];
export type ChannelName = SaidBy['channel'];
/** What is said, on whatever channel. */
export type Said = Omit<SaidBy, 'channel'>;

export const CHANNEL_NAMES: readonly ChannelName[] = ['email', 'sms', 'telegram', 'push', 'mobile'];

const NOTHING: Said = {
  template: undefined,
  subject: undefined,
  body: undefined,
  text: undefined,
  title: undefined,
  url: undefined,
  buttons: undefined,
};

/** What is said on another channel instead: as much of the words as fit there, and nothing that does not. */
export function saidOn(channel: ChannelName, before: Said): SaidBy {
  const { subject = '', title = '', body = '', text = '', url, template } = before;
  switch (channel) {
    case 'email':
      return template === undefined
        ? { channel, subject: subject === '' ? title : subject, body: body === '' ? text : body }
        : { channel, template };
    case 'sms':
    case 'telegram':
      return { channel, text };
    case 'push':
    case 'mobile':
      return { channel, title: title === '' ? subject : title, text, ...(url === undefined ? {} : { url }) };
  }
}

/** A step that is sent on one channel, as a change of what it was. */
export function onOne(said: SaidBy): Partial<Send> {
  return { ...NOTHING, channels: undefined, after: undefined, order: undefined, most: undefined, ...said };
}

/** A step that is sent on several, beginning with what it said. */
export function onSeveral(channels: SaidBy[]): Partial<Send> {
  return { ...NOTHING, channel: undefined, channels };
}

/** The first channel that is not among these; `undefined`: all are. */
export function freeChannel(channels: readonly SaidBy[]): ChannelName | undefined {
  return CHANNEL_NAMES.find((name) => !channels.some(({ channel }) => channel === name));
}

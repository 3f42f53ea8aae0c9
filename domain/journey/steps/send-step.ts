import { z } from 'zod';
import { CHANNELS, type Channel } from '../../channels/channel.ts';
import { channelName } from '../../channels/address.schema.ts';
import type { JourneyOrigin } from '../../effect.ts';
import { categoryId, type CategoryId } from '../../ids.schema.ts';
import { MARKETING } from '../../policy/caps.ts';
import { DAY, MINUTE, spanOf } from '../../time.ts';
import { duration } from '../definition/duration.schema.ts';
import { common } from './options.ts';
import { WORDED, wordFaults, wordFields, wordingOf, wordsWritten, type Given, type Wording } from './send-words.ts';

/** How long a chain waits where it does not say so, and between what it may: shorter, nobody has seen the message. */
const [USUAL_AFTER, LEAST_AFTER, MOST_AFTER] = ['1d', 5 * MINUTE, 14 * DAY];

const written = z
  .strictObject({
    ...common,
    type: z.literal('send').describe('Sends a message. Consent and policies may hold it back or skip it'),
    channel: channelName
      .optional()
      .describe(
        'By e-mail (subject, body and perhaps text), sms (text), telegram (text and perhaps buttons), push or mobile (title, text and perhaps url), or any of them by a template. Instead of it, channels names several',
      ),
    channels: z
      .array(wordsWritten)
      .min(2, 'a chain has at least two channels; for one, use channel')
      .max(CHANNELS.length, `a chain names each channel once, so at most ${CHANNELS.length}`)
      .optional()
      .describe(
        'A chain: several channels, each with what is said on it. One gets the message; where nobody reacts within after, the next one does. A channel without consent or address is passed over at once. A reaction is an open, a click (also the press of a button), a reply, a purchase, or a view',
      ),
    after: duration
      .optional()
      .describe('With channels: how long without a reaction until the next one; 5m to 14d. Left out, 1d'),
    order: z
      .enum(['written', 'best'])
      .optional()
      .describe(
        'With channels: as they are written, or best: the one first on which this customer has reacted most to earlier messages, of those with consent and an address. Left out, written',
      ),
    most: z
      .int()
      .min(1)
      .max(CHANNELS.length)
      .optional()
      .describe(
        'With channels: on how many of them a message goes out at most; 1 with best is the best channel alone. Left out, all',
      ),
    category: categoryId
      .optional()
      .describe(
        'What kind of message it is, such as service, which needs consent to service messages only; policies may have rules for it. Left out, marketing',
      ),
    ...wordFields,
  })
  .meta({ id: 'SendStep' });

type Written = z.infer<typeof written>;
type Head = Omit<Written, 'channel' | 'channels' | 'after' | 'order' | 'most' | keyof typeof wordFields>;
/** What it sends stands in the step, or in a template. */
export type OneChannelStep = Head & Wording;
/** Several channels, of which the next one is tried where nobody reacts. */
export interface ChainStep extends Head {
  readonly channels: Wording[];
  /** As a duration: without a reaction for so long, the next channel is tried. */
  readonly after: string;
  readonly order: 'written' | 'best';
  /** On how many channels a message goes out at most. */
  readonly most: number;
}
export type SendStep = OneChannelStep | ChainStep;

export function isChain(step: SendStep): step is ChainStep {
  return 'channels' in step;
}

/** Everything that it may say, by channel; each channel comes once. */
export function wordingsOf(step: SendStep): readonly Wording[] {
  return isChain(step) ? step.channels : [step];
}

/** The same, with where each stands in the step: `channels[1]`, or nothing where the step is about one channel. */
export function wordingsAt(step: SendStep): readonly { readonly wording: Wording; readonly at: string }[] {
  return isChain(step)
    ? step.channels.map((wording, place) => ({ wording, at: `.channels[${place}]` }))
    : [{ wording: step, at: '' }];
}

/** What it says on a channel; `undefined`: it does not use it. */
export function wordingOn(step: SendStep, channel: Channel): Wording | undefined {
  return wordingsOf(step).find((wording) => wording.channel === channel);
}

/** The channel of a message that it decided, by what the message says of where it comes from. */
export function channelOf(step: SendStep, { channel }: Pick<JourneyOrigin, 'channel'>): Channel {
  return isChain(step) ? (channel ?? step.channels[0]?.channel ?? 'email') : step.channel;
}

/** The category of a message; steps published before 0.6.0 name none. */
export function categoryOf({ category }: Pick<SendStep, 'category'>): CategoryId {
  return category ?? MARKETING;
}

interface Fault {
  readonly path: (string | number)[];
  readonly message: string;
}

/** One channel in its fields, or a chain of several, and no mixture of them. */
export const sendSchema = written.transform((step, context): SendStep => {
  const { channel, channels, after: wait, order, most, ...rest } = step;
  const { template, subject, body, text, title, url, buttons, ...head } = rest;
  const given: Given = { template, subject, body, text, title, url, buttons };
  const faults = channels === undefined ? oneFaults(channel, given, step) : chainFaults(channels, step);
  for (const { path, message } of faults) context.addIssue({ code: 'custom', path, message });
  if (faults.length > 0) return z.NEVER;
  if (channels !== undefined) {
    const said = channels.map(({ channel: on, ...words }) => wordingOf(on, words));
    const whole = { after: wait ?? USUAL_AFTER, order: order ?? 'written', most: most ?? said.length } as const;
    return { ...head, channels: said, ...whole };
  }
  return channel === undefined ? z.NEVER : { ...head, ...wordingOf(channel, given) };
});

function oneFaults(channel: Channel | undefined, given: Given, step: Written): readonly Fault[] {
  const alone = (['after', 'order', 'most'] as const).filter((field) => step[field] !== undefined);
  const idle = alone.map((path) => ({
    path: [path],
    message: 'this is about a chain; name several channels in channels, or remove it',
  }));
  if (channel === undefined) {
    const message = 'say on which channel it is sent, or name several in channels';
    return [{ path: ['channel'], message }, ...idle];
  }
  return [...wordFaults(channel, given).map(({ path, message }) => ({ path: [path], message })), ...idle];
}

function chainFaults(channels: NonNullable<Written['channels']>, step: Written): readonly Fault[] {
  const beside = (['channel', ...WORDED] as const).filter((field) => step[field] !== undefined);
  const names = channels.map(({ channel }) => channel);
  const { most, after } = step;
  const isOutside = after !== undefined && (spanOf(after) < LEAST_AFTER || spanOf(after) > MOST_AFTER);
  return [
    ...beside.map((path) => ({ path: [path], message: 'each channel of a chain has its own; put it into channels' })),
    ...channels.flatMap(({ channel, ...words }, place) => [
      ...(names.indexOf(channel) < place
        ? [{ path: ['channels', place, 'channel'], message: `${channel} is in the chain already; name each once` }]
        : []),
      ...wordFaults(channel, words).map(({ path, message }) => ({ path: ['channels', place, path], message })),
    ]),
    ...(isOutside ? [{ path: ['after'], message: 'a chain waits 5 minutes to 14 days for a reaction' }] : []),
    ...(most !== undefined && most > channels.length
      ? [{ path: ['most'], message: `the chain has ${channels.length} channels; say at most that, or leave it out` }]
      : []),
  ];
}

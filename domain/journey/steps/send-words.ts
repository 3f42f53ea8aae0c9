import { z } from 'zod';
import type { ByChannel, Channel } from '../../channels/channel.ts';
import { channelName } from '../../channels/address.schema.ts';
import type { Button, ChannelTexts, Said } from '../../channels/texts.ts';
import { templateId, type TemplateId } from '../../ids.schema.ts';
import { isMail, type Texts } from '../../templates/template.ts';
import { line } from './options.ts';

/** What templates see; `templateVariables` gives them their values. `test/api/openapi.test.ts` compares the names. */
const VARIABLES =
  'Variables, as of the decision: customer (the id), segment, previous_segment, score (such as R5F4M3), orders and ' +
  'revenue (in the window; minor units), days_since_last, attributes, unsubscribe_url, preferences_url (where they choose what they get), message_id (which names the message: an event open or click with it in data.message counts as one of it). Each is one text or number without parts, ' +
  'or nil where nothing is known: {% if segment %} asks. Of attributes, one is named: attributes.plan; and so it is of entry, what came with somebody who was asked in by name: entry.order_id. Of points: points.active, points.pending, points.expiring and points.expiring_on; of the tier: tier.id, tier.name, tier.next, tier.missing and tier.lost_on; of the quest that something happened in last: quest.id, quest.name, quest.step, quest.done, quest.target and quest.deadline. Of the coupon that a step of the same enrolment gave last, or else, in a journey that lets in by expiring, the one that will expire, or else the last that no journey gave: coupon.code and coupon.expires_on; without one the message is skipped. ' +
  'recs is a list of what they are recommended as the mail is sent: {% for rec in recs %} has rec.name, rec.url, rec.image, rec.price, rec.price_text, rec.reason, rec.because, rec.bought and rec.item. ' +
  'All standard Liquid filters; of the tags all but include, ' +
  'render, layout, block and tablerow. Publishing renders it for every segment, with and without attributes, and for somebody of whom nothing is known.';

const MOST_BUTTONS = 6;
/** What Twilio takes, and what a notification shows of itself. */
const [LONGEST_SMS, LONGEST_PUSH, LONGEST_TITLE, LONGEST_TELEGRAM] = [1_600, 1_000, 600, 4_000];

const button = z
  .strictObject({
    label: line(40).describe('What stands on it'),
    id: z
      .string()
      .regex(/^[a-z0-9-]{1,20}$/, 'the id of a button has 1 to 20 small letters, digits and dashes')
      .optional()
      .describe(
        'The press is an event click of the customer with this as data.button, and the message as data.message',
      ),
    url: z
      .url({ protocol: /^https?$/, error: 'a button leads to a page, such as https://shop.example.com' })
      .max(1_000)
      .optional()
      .describe('The page that it opens, instead of id'),
  })
  .transform(({ label, id, url }, context): Button => {
    if (id !== undefined && url === undefined) return { label, id };
    if (url !== undefined && id === undefined) return { label, url };
    const message = 'a button has either an id, which an event tells, or a url, which it opens';
    context.addIssue({ code: 'custom', path: ['id'], message });
    return z.NEVER;
  });

/** What a message says on its channel, as it stands in a step or in one link of its chain. */
export const wordFields = {
  template: templateId
    .optional()
    .describe(
      'The id of a published template, which says what is sent instead of subject, body, title, text and url: one for mails by e-mail, one for pages on every other channel. The version in force when the message is decided is taken',
    ),
  subject: line(600)
    .optional()
    .describe(
      `Of a mail; needed where there is no template. Liquid; one line of plain text, at most 500 characters when rendered. ${VARIABLES}`,
    ),
  body: line(20_000)
    .optional()
    .describe(
      `Of a mail; needed where there is no template. Liquid; HTML in which every output is escaped, at most 256 KB when rendered. ${VARIABLES}`,
    ),
  text: line(20_000)
    .optional()
    .describe(
      `Liquid; plain text. Of a mail the plain text part, at most 256 KB when rendered; left out, it is made of the body's words. All there is of an SMS (at most ${LONGEST_SMS} characters) and of a message of Telegram (${LONGEST_TELEGRAM}), and the words of a push, to a browser or a phone (${LONGEST_PUSH}). ${VARIABLES}`,
    ),
  title: line(LONGEST_TITLE).optional().describe('Of a push. Liquid; one line of plain text'),
  url: line(1_000).optional().describe('Of a push: the page it opens. Liquid; an address of the web when rendered'),
  buttons: z
    .array(button)
    .min(1)
    .max(MOST_BUTTONS, `at most ${MOST_BUTTONS} buttons`)
    .optional()
    .describe('Under a message of Telegram, one below the other'),
} as const;

export const wordsWritten = z
  .strictObject({
    channel: channelName.describe('The channel; each comes once'),
    ...wordFields,
    subject: wordFields.subject.describe('Of a mail, as in a step with one channel'),
    body: wordFields.body.describe('Of a mail: HTML, as in a step with one channel'),
    text: wordFields.text.describe('Plain text, as in a step with one channel'),
  })
  .meta({
    id: 'ChannelOfSend',
    description: 'One channel of a chain, and what is said on it: the same fields as in a step with one channel',
  });

type Worded = keyof typeof wordFields;
export type Given = Omit<z.infer<typeof wordsWritten>, 'channel'>;

/** A template says it; buttons of Telegram stand in the step, since presses of them are events that a journey knows. */
interface ByTemplate {
  readonly channel: Channel;
  readonly template: TemplateId;
  readonly buttons?: Button[] | undefined;
}

/** What is said on one channel: in words that stand there, or in a template. */
export type Wording = ByTemplate | { [C in Channel]: { readonly channel: C } & ChannelTexts[C] }[Channel];

/** What a message of each channel is made of, beside a template. */
const MADE_OF: Readonly<Record<Channel, { readonly needs: readonly Worded[]; readonly may: readonly Worded[] }>> = {
  email: { needs: ['subject', 'body'], may: ['text'] },
  sms: { needs: ['text'], may: [] },
  telegram: { needs: ['text'], may: ['buttons'] },
  push: { needs: ['title', 'text'], may: ['url'] },
  mobile: { needs: ['title', 'text'], may: ['url'] },
};
export const WORDED: readonly Worded[] = ['template', 'subject', 'body', 'text', 'title', 'url', 'buttons'];
/** Characters of what is written; Liquid counts as it stands. */
export const LONGEST_TEXT: ByChannel<number> = {
  sms: LONGEST_SMS,
  telegram: LONGEST_TELEGRAM,
  push: LONGEST_PUSH,
  mobile: LONGEST_PUSH,
};

/** What is wrong with the words for a channel: everything at once. */
export function wordFaults(
  channel: Channel,
  given: Given,
): readonly { readonly path: Worded; readonly message: string }[] {
  const { needs, may } = MADE_OF[channel];
  const isTemplate = given.template !== undefined;
  const known: readonly Worded[] = [...needs, ...may, 'template'];
  const extra = WORDED.filter((field) => given[field] !== undefined && !known.includes(field));
  const said = known.filter((field) => field !== 'template' && field !== 'buttons');
  const twice = isTemplate ? said.filter((field) => given[field] !== undefined) : [];
  const missing = isTemplate ? [] : needs.filter((field) => given[field] === undefined);
  const longest = LONGEST_TEXT[channel];
  const isLong = longest !== undefined && typeof given.text === 'string' && given.text.length > longest;
  return [
    ...twice.map((path) => ({ path, message: SAID_TWICE })),
    ...extra.map((path) => ({ path, message: `a message by ${channel} has no such part; remove this` })),
    ...missing.map((path) => ({
      path,
      message: channel === 'email' ? SAID_NOWHERE : `a message by ${channel} needs it; add text, or name a template`,
    })),
    ...(isLong
      ? [{ path: 'text' as const, message: `a message by ${channel} has at most ${longest} characters` }]
      : []),
  ];
}

const SAID_TWICE = 'the template says what is sent; remove this, or the template';
const SAID_NOWHERE = 'add text, or name a template that says what is sent';

/** What is sent is said in one of two ways, and in no mixture of them. */
export function wordingOf(channel: Channel, { template, subject = '', body = '', ...given }: Given): Wording {
  const { text = '', title = '', url, buttons } = given;
  const under = buttons === undefined ? {} : { buttons };
  const opened = url === undefined ? {} : { url };
  if (template !== undefined) return { channel, template, ...under };
  switch (channel) {
    case 'email':
      return { channel, subject, body, ...(given.text === undefined ? {} : { text }) };
    case 'sms':
      return { channel, text };
    case 'telegram':
      return { channel, text, ...under };
    case 'push':
      return { channel, title, text, ...opened };
    case 'mobile':
      return { channel, title, text, ...opened };
  }
}

/** What is said by itself; `undefined`: a template says it. */
export function ownWords(words: Wording): Said | undefined {
  if ('template' in words) return undefined;
  switch (words.channel) {
    case 'email':
      return { channel: 'email', texts: words };
    case 'sms':
      return { channel: 'sms', texts: words };
    case 'telegram':
      return { channel: 'telegram', texts: words };
    case 'push':
      return { channel: 'push', texts: words };
    case 'mobile':
      return { channel: 'mobile', texts: words };
  }
}

/**
 * What a text of a template says on a channel: a mail by e-mail, and what is for pages on every other one, of which an SMS
 * and a message of Telegram have the body alone.
 * @returns `undefined` where it is for something else, which publishing refuses
 */
export function templateWords({ channel, ...words }: Wording, texts: Texts): Said | undefined {
  if (isMail(texts)) return channel === 'email' ? { channel, texts } : undefined;
  const { title, body: text, url } = texts;
  switch (channel) {
    case 'email':
      return undefined;
    case 'sms':
      return { channel, texts: { text } };
    case 'telegram': {
      const buttons = 'buttons' in words ? words.buttons : undefined;
      return { channel, texts: { text, ...(buttons === undefined ? {} : { buttons }) } };
    }
    case 'push':
    case 'mobile':
      return { channel, texts: { title, text, ...(url === undefined ? {} : { url }) } };
  }
}

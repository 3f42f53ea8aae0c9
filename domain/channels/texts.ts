import type { MailTexts } from '../templates/template.ts';
import type { Channel } from './channel.ts';

/** Something that a person may press under a message of Telegram. */
export type Button =
  /** The press is an event `click` of the customer, with the id as its data `button`. */
  | { readonly label: string; readonly id: string }
  /** A page opens, and nothing is told. */
  | { readonly label: string; readonly url: string };

/** What a step says on each channel, as its author writes it: Liquid in every text, plain but for the body of a mail. */
export interface ChannelTexts {
  readonly email: MailTexts;
  readonly sms: { readonly text: string };
  readonly telegram: { readonly text: string; readonly buttons?: Button[] | undefined };
  readonly push: PushTexts;
  readonly mobile: PushTexts;
}

/** A notification, on a browser or a phone. */
interface PushTexts {
  readonly title: string;
  readonly text: string;
  readonly url?: string | undefined;
}

/** A message before it is rendered. */
export type Said<C extends Channel = Channel> = {
  [K in C]: { readonly channel: K; readonly texts: ChannelTexts[K] };
}[C];

/** Everything of a message that is Liquid, by the field it stands in. */
export function sourcesOf(said: Said): Readonly<Record<string, string>> {
  switch (said.channel) {
    case 'email': {
      const { subject, body, text } = said.texts;
      return { subject, body, ...(text === undefined ? {} : { text }) };
    }
    case 'sms':
    case 'telegram':
      return { text: said.texts.text };
    case 'push':
    case 'mobile': {
      const { title, text, url } = said.texts;
      return { title, text, ...(url === undefined ? {} : { url }) };
    }
  }
}

import { unsubscribeUrl } from '../channels/email.ts';
import { withFoot } from '../channels/legal-foot.ts';
import type { ChannelParts } from '../channels/port.ts';
import type { MailSettingsStore } from '../db/messaging/mail-settings.ts';
import type { SuppressionStore } from '../db/messaging/suppressions.ts';
import type { Channel, Purpose } from '../domain/channels/channel.ts';
import { fitsPush } from '../domain/channels/push-size.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import type { Links } from '../links/open.ts';
import type { Tracked, Tracking } from '../links/tracking.ts';
import type { Parts } from './rendered.ts';

export interface AroundDeps {
  readonly links: Pick<Links, 'wayOut' | 'returnPath' | 'tracked' | 'led' | 'hashed'>;
  readonly mailSettings: Pick<MailSettingsStore, 'find'>;
  readonly suppressions: Pick<SuppressionStore, 'find' | 'suppress'>;
  /** An address, or `Name <address>`. */
  readonly from: string;
  /** Wall clock. */
  readonly now: () => Instant;
}

/** As much of a message as says what stands around the words of its author. */
export interface AboutMessage {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly channel: Channel;
  readonly purpose: Purpose;
  /** See `messageName`. */
  readonly message: string;
  /** Of its words, such as `tr`; of a text without a language, English. */
  readonly language: string;
}

/** What stands around the words of a message: the ways out; of a mail its foot, too, where it comes back to, and what is looked at. */
export interface Around {
  /** For the words themselves. */
  readonly variables: {
    readonly unsubscribeUrl: string;
    readonly preferencesUrl: string;
    readonly messageId: string;
  };
  /** Of the message as it was rendered. */
  readonly finish: (rendered: Parts) => Promise<Parts>;
}

export async function aroundMessage(deps: AroundDeps, about: AboutMessage): Promise<Around> {
  const { links, mailSettings, from, now } = deps;
  const { workspace, customer, channel, purpose, message, language } = about;
  const [out, returnPath, { company, postalAddress, tracking }] = await Promise.all([
    links.wayOut({ workspace, customer, channel, purpose, message }),
    links.returnPath(message),
    mailSettings.find(workspace),
  ]);
  const byMail = unsubscribeUrl(from);
  const unsubscribe = out?.unsubscribe ?? byMail;
  const isFooted = purpose === 'marketing' && (out !== null || company !== null);
  return {
    variables: { unsubscribeUrl: unsubscribe, preferencesUrl: out?.preferences ?? byMail, messageId: message },
    async finish(rendered) {
      if (rendered.channel === 'push' || rendered.channel === 'mobile') {
        const of = { workspace, customer, message, at: now() };
        return { channel: rendered.channel, parts: await led(links, rendered.parts, of, tracking) };
      }
      if (rendered.channel !== 'email') return rendered;
      const foot = { sender: { company, postalAddress }, wayOut: unsubscribe, language };
      const { html, text } = isFooted ? withFoot(rendered.parts, foot) : rendered.parts;
      const parts = {
        subject: rendered.parts.subject,
        html: await links.tracked(html, { workspace, customer, message, at: now() }, tracking),
        text,
        ...(out === null ? {} : { unsubscribe }),
        ...(returnPath === null ? {} : { returnPath }),
      };
      return { channel: 'email', parts };
    },
  };
}

/** A push opens its page over this service, where clicks are looked at and push services take the longer address. */
async function led(
  links: Pick<Links, 'led'>,
  parts: ChannelParts['push'],
  ...[of, tracking]: [Tracked, Tracking]
): Promise<ChannelParts['push']> {
  if (parts.url === undefined) return parts;
  const longer = { ...parts, url: await links.led(parts.url, of, tracking) };
  return fitsPush(longer) ? longer : parts;
}

/** Whether an address is written to no more, whoever has it now; the customer may be another one, or erased. */
export async function isSuppressed(
  {
    links,
    suppressions,
  }: { readonly links: Pick<Links, 'hashed'>; readonly suppressions: Pick<SuppressionStore, 'find'> },
  { workspace, channel }: Pick<AboutMessage, 'workspace' | 'channel'>,
  address: string,
): Promise<boolean> {
  return (await suppressions.find(await links.hashed(workspace, channel, address))) !== null;
}

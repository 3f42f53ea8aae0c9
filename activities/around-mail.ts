import { unsubscribeUrl, type Mail } from '../channels/email.ts';
import { withFoot } from '../channels/legal-foot.ts';
import type { MailSettingsStore } from '../db/messaging/mail-settings.ts';
import type { SuppressionStore } from '../db/messaging/suppressions.ts';
import type { Purpose } from '../domain/channels/channel.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import type { Links } from '../links/open.ts';

export interface AroundMailDeps {
  readonly links: Pick<Links, 'wayOut' | 'returnPath' | 'tracked' | 'hashed'>;
  readonly mailSettings: Pick<MailSettingsStore, 'find'>;
  readonly suppressions: Pick<SuppressionStore, 'find'>;
  /** An address, or `Name <address>`. */
  readonly from: string;
  /** Wall clock. */
  readonly now: () => Instant;
}

/** As much of a mail as stands around what its author has written. */
export interface AboutMail {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly purpose: Purpose;
  /** See `messageName`. */
  readonly message: string;
  /** Of its words, such as `tr`; of a text without a language, English. */
  readonly language: string;
}

/** What stands around the words of a mail: the ways out, where it comes back to, its foot, and what is looked at. */
export interface AroundMail {
  /** For the words themselves. */
  readonly variables: {
    readonly unsubscribeUrl: string;
    readonly preferencesUrl: string;
    readonly messageId: string;
  };
  readonly headers: Pick<Mail, 'unsubscribe' | 'returnPath'>;
  /** Of the mail as it was rendered. */
  readonly finish: (rendered: Words) => Promise<Words>;
}

interface Words {
  readonly html: string;
  readonly text: string;
}

export async function aroundMail(deps: AroundMailDeps, about: AboutMail): Promise<AroundMail> {
  const { links, mailSettings, from, now } = deps;
  const { workspace, customer, purpose, message, language } = about;
  const [out, returnPath, { company, postalAddress, tracking }] = await Promise.all([
    links.wayOut({ workspace, customer, channel: 'email', purpose, message }),
    links.returnPath(message),
    mailSettings.find(workspace),
  ]);
  const byMail = unsubscribeUrl(from);
  const unsubscribe = out?.unsubscribe ?? byMail;
  const isFooted = purpose === 'marketing' && (out !== null || company !== null);
  return {
    variables: { unsubscribeUrl: unsubscribe, preferencesUrl: out?.preferences ?? byMail, messageId: message },
    headers: { ...(out === null ? {} : { unsubscribe }), ...(returnPath === null ? {} : { returnPath }) },
    async finish(rendered) {
      const foot = { sender: { company, postalAddress }, wayOut: unsubscribe, language };
      const { html, text } = isFooted ? withFoot(rendered, foot) : rendered;
      return { html: await links.tracked(html, { workspace, customer, message, at: now() }, tracking), text };
    },
  };
}

/** Whether an address is written to no more, whoever has it now; the customer may be another one, or erased. */
export async function isSuppressed(
  { links, suppressions }: { readonly links: Pick<Links, 'hashed'> } & Pick<AroundMailDeps, 'suppressions'>,
  workspace: WorkspaceId,
  address: string,
): Promise<boolean> {
  return (await suppressions.find(await links.hashed(workspace, 'email', address))) !== null;
}

import type { Channel } from '../domain/channels/channel.ts';
import type { Button } from '../domain/channels/texts.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import type { EffectKey } from '../domain/keys.ts';
import type { Instant } from '../domain/time.ts';

/** A mail, and what its headers say of the ways back. */
interface MailParts {
  readonly subject: string;
  readonly html: string;
  /** The same as plain text. */
  readonly text: string;
  /** The page where they say that they want no more; left out: by mail to the sender. */
  readonly unsubscribe?: string;
  /** Where a bounce of this very message comes back; left out: to the sender. */
  readonly returnPath?: string;
}

/** A notification, on a browser or a phone. */
interface PushParts {
  readonly title: string;
  readonly text: string;
  readonly url?: string;
}

/** What a message says once it is rendered. */
export interface ChannelParts {
  readonly email: MailParts;
  readonly sms: { readonly text: string };
  readonly telegram: { readonly text: string; readonly buttons: readonly Button[] };
  readonly push: PushParts;
  readonly mobile: PushParts;
}

/** One message on its way to one address. */
export interface Outgoing<C extends Channel> {
  readonly key: EffectKey;
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  /** When it was decided, in the workspace's time. */
  readonly at: Instant;
  readonly to: string;
  readonly parts: ChannelParts[C];
}

/**
 * What became of one attempt. Reasons hold no address and nothing that the other side wrote. SMTP, SMS and Telegram know
 * no repeat, so `retry` is said only where it certainly did not go out.
 */
export type Outcome =
  | { readonly state: 'sent'; readonly messageId: string }
  /** It may the next time, after so many ms where the provider says so. */
  | { readonly state: 'retry'; readonly reason: string; readonly after?: number }
  /** It is refused for good: this message, this address, or because its owner has withdrawn at the provider. */
  | { readonly state: 'failed'; readonly reason: string; readonly because?: 'address' | 'withdrawn' }
  /** The channel is set up wrongly: everything else would fail as well. */
  | { readonly state: 'paused'; readonly reason: string }
  /** It may have gone out, or not. */
  | { readonly state: 'unknown'; readonly reason: string };

/** A way to a provider, for as long as it is lent. */
export interface Line<C extends Channel> {
  /** One attempt; never throws for what the other side says or fails to say. */
  send(message: Outgoing<C>, signal?: AbortSignal): Promise<Outcome>;
}

/** How messages of a channel go out. */
export interface OpenChannel<C extends Channel> {
  /**
   * Waits for a free line, in turns that are fair by workspace, and lends it to `work`. No clock of an attempt runs
   * while it waits: nobody has spoken to the provider yet.
   */
  withLine<Result>(workspace: WorkspaceId, work: (line: Line<C>) => Promise<Result>): Promise<Result>;
}

import { openChannel, standInSettings, type Reach } from '../channels/channels.ts';
import type { EmailChannel } from '../channels/email.ts';
import type { ChannelParts, OpenChannel, Outcome, Outgoing } from '../channels/port.ts';
import type { WebhookChannel } from '../channels/webhook.ts';
import type { ChannelSettingsStore, Pause } from '../db/messaging/channel-settings.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { Channel } from '../domain/channels/channel.ts';
import type { SetUp } from '../domain/channels/settings.ts';
import type { CustomerId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import type { Parts } from './rendered.ts';

export interface WayDeps {
  readonly settings: Pick<ChannelSettingsStore, 'inUse' | 'paused'>;
  /** Where real customers' mail goes. */
  readonly channel: EmailChannel;
  /** Where a sandbox's mail goes, always. */
  readonly mailbox: EmailChannel;
  /** Where the stand-in of all other channels listens, such as `http://127.0.0.1:2580`. */
  readonly standIn: string;
  readonly webhook: WebhookChannel;
  /** Where people and providers reach the API; left out: they do not. */
  readonly publicUrl?: string;
  /** Wall clock. */
  readonly now: () => Instant;
}

/** One attempt to send a message to an address. */
export type Send = (to: string, signal: AbortSignal) => Promise<Outcome>;

/** How one message goes out. */
export interface Way {
  /** `null`: nothing keeps the channel from sending. */
  readonly paused: Pause | null;
  /** `null`: as fast as it goes. */
  readonly perSecond: number | null;
  /** Waits for a line, and lends it. */
  lend<Result>(work: (send: Send) => Promise<Result>): Promise<Result>;
}

type Head = Omit<Outgoing<Channel>, 'to' | 'parts'>;

/** Sandboxes, and workspaces that have set up nothing, send to the stand-in. */
export async function wayOf(deps: WayDeps, here: WorkspaceRow, said: Parts, head: Head): Promise<Way> {
  switch (said.channel) {
    case 'email': {
      const isSandbox = here.clock !== undefined;
      const paused = isSandbox ? null : await deps.settings.paused(here._id, 'email');
      return { paused, perSecond: null, ...bound(isSandbox ? deps.mailbox : deps.channel, head, said.parts) };
    }
    case 'sms':
      return await setUpWay(deps, here, 'sms', head, said.parts);
    case 'telegram':
      return await setUpWay(deps, here, 'telegram', head, said.parts);
    case 'push':
      return await setUpWay(deps, here, 'push', head, said.parts);
    case 'mobile':
      return await setUpWay(deps, here, 'mobile', head, said.parts);
  }
}

async function setUpWay<C extends SetUp>(
  deps: WayDeps,
  here: WorkspaceRow,
  channel: C,
  head: Head,
  parts: ChannelParts[C],
): Promise<Way> {
  const known = here.clock === undefined ? await deps.settings.inUse(here._id, channel) : null;
  const { webhook, now, publicUrl } = deps;
  const isOut = known !== null && known.settings !== null;
  const reach: Reach = {
    standIn: isOut ? null : deps.standIn,
    webhook,
    now,
    ...(isOut && publicUrl !== undefined
      ? { callback: `${publicUrl}/v1/inbound/sms/${here._id}?effect=${encodeURIComponent(head.key)}` }
      : {}),
  };
  const open = openChannel(channel, known?.settings ?? standInSettings(channel), reach);
  return { paused: known?.paused ?? null, perSecond: isOut ? known.perSecond : null, ...bound(open, head, parts) };
}

function bound<C extends Channel>(open: OpenChannel<C>, head: Head, parts: ChannelParts[C]): Pick<Way, 'lend'> {
  return {
    lend: (work) =>
      open.withLine(head.workspace, (line) => work((to, signal) => line.send({ ...head, to, parts }, signal))),
  };
}

/** An address that leads nowhere but to the stand-in, for people of a sandbox, who have none. */
export function sandboxAddress(channel: Channel, customer: CustomerId): string {
  switch (channel) {
    case 'email': {
      const encoded = encodeURIComponent(customer).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
      return `${encoded}@sandbox.invalid`;
    }
    // A number that nobody has: it is reserved for fiction.
    case 'sms':
      return '+12025550100';
    case 'telegram':
      return '1';
    // The stand-in has one browser and one phone, whatever is said here.
    case 'push':
    case 'mobile':
      return customer;
  }
}

import type { Channel } from '../domain/channels/channel.ts';
import type { ChannelSettings, SetUp } from '../domain/channels/settings.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import type { EffectKey } from '../domain/keys.ts';
import { openChannel, standInSettings, type Reach } from './channels.ts';
import type { EmailChannel } from './email.ts';
import type { ChannelParts, OpenChannel, Outcome } from './port.ts';

export interface TestDeps {
  readonly stored: {
    inUse<C extends SetUp>(
      workspace: WorkspaceId,
      channel: C,
    ): Promise<{ readonly settings: ChannelSettings[C] | null }>;
  };
  /** For this workspace. */
  readonly email: EmailChannel;
  readonly reach: Reach;
}

/** Of one test: it belongs to no customer and to no journey. */
export interface TestMessage {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly key: EffectKey;
  readonly at: number;
  readonly to: string;
  readonly text: string;
}

/** Sends one message on a channel, to see that it works. Never throws for what a provider says. */
export async function sendTest(deps: TestDeps, channel: Channel, { text, ...message }: TestMessage): Promise<Outcome> {
  switch (channel) {
    case 'email':
      return await through(deps.email, message, { subject: text, html: `<p>${escaped(text)}</p>`, text });
    case 'sms':
      return await bySettings(deps, channel, message, { text });
    case 'telegram':
      return await bySettings(deps, channel, message, { text, buttons: [] });
    case 'push':
    case 'mobile':
      return await bySettings(deps, channel, message, { title: 'Sojourn', text });
  }
}

type Head = Omit<TestMessage, 'text'>;

async function bySettings<C extends SetUp>(
  { stored, reach }: TestDeps,
  channel: C,
  message: Head,
  parts: ChannelParts[C],
): Promise<Outcome> {
  const own = reach.standIn === null ? (await stored.inUse(message.workspace, channel)).settings : null;
  return await through(openChannel(channel, own ?? standInSettings(channel), reach), message, parts);
}

async function through<C extends Channel>(
  open: OpenChannel<C>,
  message: Head,
  parts: ChannelParts[C],
): Promise<Outcome> {
  return await open.withLine(message.workspace, (line) => line.send({ ...message, parts }));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

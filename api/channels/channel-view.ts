import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { Channel } from '../../domain/channels/channel.ts';
import { isoTime } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { isoOrNull } from '../sentences.ts';

/** As people read it: never a secret. */
export async function channelView(
  { stores, publicUrl, mailGoesOut }: Pick<ApiDeps, 'stores' | 'publicUrl' | 'mailGoesOut'>,
  { _id: workspace, clock }: WorkspaceRow,
  channel: Channel,
) {
  const { plain, secrets, perSecond, changedAt, paused } = await stores.channelSettings.shown(workspace, channel);
  const isSetUp = channel === 'email' ? mailGoesOut : plain !== null;
  const { provider = null, ...fields } = shownOf(plain ?? {});
  return {
    channel,
    goesTo: clock === undefined && isSetUp ? ('provider' as const) : ('mailbox' as const),
    provider: channel === 'email' ? 'environment' : provider,
    ...fields,
    secrets,
    perSecond,
    since: isoOrNull(changedAt),
    paused: paused && { at: isoTime(paused.at), reason: paused.reason },
    webhook:
      inboundPath(channel) && publicUrl !== undefined ? `${publicUrl}${inboundPath(channel)}/${workspace}` : null,
  };
}

function inboundPath(channel: Channel): string | null {
  return channel === 'sms' || channel === 'telegram' ? `/v1/inbound/${channel}` : null;
}

/** The fields that may be shown, one by one, so that nothing else ever is. */
function shownOf(plain: Readonly<Record<string, string>>) {
  const of = new Map(Object.entries(plain));
  return {
    provider: of.get('provider'),
    accountSid: of.get('accountSid'),
    from: of.get('from'),
    url: of.get('url'),
    botName: of.get('botName'),
    publicKey: of.get('publicKey'),
    subject: of.get('subject'),
  };
}

import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { Channel } from '../../domain/channels/channel.ts';
import { isoTime } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { rolesOf } from '../http/access.ts';
import type { Who } from '../http/caller.ts';
import { isoOrNull } from '../sentences.ts';

type ViewDeps = Pick<ApiDeps, 'stores' | 'publicUrl' | 'mailGoesOut'>;

/** As people read it: never a secret, and how a channel is set up to operators and admins only. */
export async function channelView(
  { stores, publicUrl, mailGoesOut }: ViewDeps,
  { _id: workspace, clock }: WorkspaceRow,
  channel: Channel,
  who: Who,
) {
  const { plain, secrets, perSecond, changedAt, paused } = await stores.channelSettings.shown(workspace, channel);
  const isSetUp = channel === 'email' ? ((await stores.mailSending.find())?.goesOut ?? mailGoesOut) : plain !== null;
  const maySee = rolesOf(who).includes('operator');
  const { provider = null, ...fields } = shownOf(plain ?? {});
  const path = fields.updates === 'poll' ? null : inboundPath(channel, provider);
  return {
    channel,
    goesTo: clock === undefined && isSetUp ? ('provider' as const) : ('mailbox' as const),
    provider: channel === 'email' ? 'environment' : provider,
    ...(maySee ? fields : {}),
    secrets: maySee ? secrets : [],
    perSecond,
    setUpBy: setUpBy(channel, stores.channelSettings.canSeal),
    since: isoOrNull(changedAt),
    paused: paused && { at: isoTime(paused.at), reason: paused.reason },
    webhook: maySee && path !== null && publicUrl !== undefined ? `${publicUrl}${path}/${workspace}` : null,
  };
}

function setUpBy(channel: Channel, canSeal: boolean): 'call' | 'environment' | 'nobody' {
  if (channel === 'email') return 'environment';
  return canSeal ? 'call' : 'nobody';
}

function inboundPath(channel: Channel, provider: string | null): string | null {
  if (channel === 'sms' && provider === 'http') return '/v1/inbound/sms-gateway';
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
    ...(of.get('provider') === 'bot'
      ? { updates: of.get('updates') === 'poll' ? ('poll' as const) : ('webhook' as const) }
      : {}),
    publicKey: of.get('publicKey'),
    subject: of.get('subject'),
    projectId: of.get('projectId'),
  };
}

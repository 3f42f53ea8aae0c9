import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { ChannelShown } from '../../db/messaging/channel-settings.ts';
import { SECRETS, type SetUp } from '../../domain/channels/settings.ts';
import { serviceAccountIn } from '../../domain/channels/service-account.schema.ts';
import type { ChannelField } from '../../domain/channels/settings.schema.ts';
import type { Problem } from '../../domain/problem.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem, invalidInput } from '../http/problem.ts';
import type { WantedChannel } from './channel.contract.ts';
import { channelView } from './channel-view.ts';
import { putChannelContract } from './put-channel.contract.ts';

export const putChannel = endpoint(putChannelContract, async ({ params, body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const { id: channel } = params;
  if (channel === 'email') {
    throw new ApiProblem(
      'conflict',
      'Mail is set up in the environment of the installation: set SMTP_URL and MAIL_FROM there.',
    );
  }
  const { channelSettings } = deps.stores;
  if (!channelSettings.canSeal) {
    throw new ApiProblem(
      'conflict',
      'Secrets cannot be kept: set SECRETS_KEY in the environment of the API and of the workers first.',
    );
  }
  const was = await channelSettings.shown(workspace._id, channel);
  const settings = settingsOf(channel, body, was);
  await channelSettings.put(workspace._id, channel, { settings, perSecond: body.perSecond }, deps.clock());
  return { status: 200, body: await channelView(deps, workspace, channel, caller.who) };
});

type Provider = WantedChannel['provider'];

/** What each provider needs, in the order in which it is told. */
const NEEDS: Readonly<Record<Provider, readonly ChannelField[]>> = {
  twilio: ['accountSid', 'authToken', 'from'],
  http: ['url', 'secret'],
  bot: ['botToken', 'botName', 'webhookSecret'],
  vapid: ['publicKey', 'privateKey', 'subject'],
  fcm: ['serviceAccount'],
};
/** What may be left out. */
const OPTIONAL: Readonly<Partial<Record<Provider, readonly ChannelField[]>>> = { bot: ['updates'] };
const PROVIDERS: Readonly<Record<SetUp, readonly Provider[]>> = {
  sms: ['twilio', 'http'],
  telegram: ['bot'],
  push: ['vapid'],
  mobile: ['fcm'],
};

/** @throws ApiProblem with everything that is missing, or belongs to another provider */
function settingsOf(
  channel: SetUp,
  { provider, perSecond: _rate, ...wanted }: WantedChannel,
  was: ChannelShown,
): Readonly<Record<string, string>> {
  const given = new Map(Object.entries({ ...wanted, ...made(provider, wanted, was) }));
  const stays = (name: string) =>
    was.plain?.['provider'] === provider && (was.secrets.includes(name) || ALONG[provider] === name);
  const problems: Problem[] = [];
  if (!PROVIDERS[channel].includes(provider)) {
    const message = `${channel} goes out by ${PROVIDERS[channel].join(' or ')}`;
    throw invalidInput('body', [{ code: 'malformed', path: 'provider', message }]);
  }
  for (const [name, value] of given) {
    if (value !== undefined && ![...NEEDS[provider], ...(OPTIONAL[provider] ?? [])].some((one) => one === name)) {
      problems.push({ code: 'malformed', path: name, message: `${provider} has no such field; remove this` });
    }
  }
  for (const name of NEEDS[provider]) {
    if (given.get(name) === undefined && !stays(name)) {
      problems.push({ code: 'missing', path: name, message: `this field is missing: ${provider} needs it` });
    }
  }
  if (provider === 'vapid' && (wanted.publicKey === undefined) !== (wanted.privateKey === undefined)) {
    problems.push({
      code: 'missing',
      path: 'publicKey',
      message: 'publicKey and privateKey are a pair: send both, or neither',
    });
  }
  if (problems.length > 0) throw invalidInput('body', problems);
  const kept = Object.entries(was.plain ?? {}).filter(([name]) => stays(name) && !SECRETS[channel].includes(name));
  const said = [...given].flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return { ...Object.fromEntries(kept), provider, ...Object.fromEntries(said), ...projectIn(wanted.serviceAccount) };
}

/** What a secret brings along that is none, and stays as long as the secret does. */
const ALONG: Readonly<Partial<Record<Provider, string>>> = { vapid: 'publicKey', fcm: 'projectId' };

/** Where messages go is said by the key file; nobody has to say it twice. */
function projectIn(serviceAccount: string | undefined): Readonly<Record<string, string>> {
  const account = serviceAccount === undefined ? null : serviceAccountIn(serviceAccount);
  return account === null ? {} : { projectId: account.project_id };
}

/** What nobody has to think of: a secret for updates of Telegram, and a pair of keys for push. */
function made(
  provider: Provider,
  wanted: Partial<Record<ChannelField, string | undefined>>,
  { secrets }: ChannelShown,
): Partial<Record<ChannelField, string>> {
  if (provider === 'bot' && wanted.webhookSecret === undefined && !secrets.includes('webhookSecret')) {
    return { webhookSecret: randomBytes(24).toString('base64url') };
  }
  const isPairGiven = wanted.publicKey !== undefined || wanted.privateKey !== undefined;
  return provider === 'vapid' && !isPairGiven && !secrets.includes('privateKey') ? vapidPair() : {};
}

/** An uncompressed point of P-256 and its scalar (RFC 8292), as browsers and the library take them. */
function vapidPair(): { readonly publicKey: string; readonly privateKey: string } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return { publicKey: point.toString('base64url'), privateKey: d };
}

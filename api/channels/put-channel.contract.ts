import { json, type Contract } from '../http/contract.ts';
import { channelParams, shownChannel, wantedChannel } from './channel.contract.ts';

export const putChannelContract = {
  method: 'put',
  path: '/v1/channels/:id',
  summary: 'Set a channel up',
  description:
    'Takes the place of what was there, and ends a pause. Secrets are kept encrypted (AES-256-GCM, by the first key of SECRETS_KEY) and are never given back; ' +
    'one that is left out stays as it is. Mail is set up in the environment, by SMTP_URL.',
  scope: 'admin',
  role: 'admin',
  audit: 'channel',
  input: { params: channelParams, body: wantedChannel },
  output: { 200: json('As it is now, without any secret.', shownChannel) },
  problems: ['conflict'],
  example: { provider: 'bot', botToken: '123456:a-token-of-botfather', botName: 'my_shop_bot' },
} as const satisfies Contract;

import { json, type Contract } from '../http/contract.ts';
import { shownIys, wantedIys } from './iys.contract.ts';

export const putIysContract = {
  method: 'put',
  path: '/v1/iys',
  summary: 'Set up the Turkish register of messages (İYS), or switch it off',
  description:
    'From then on consents to marketing by SMS and e-mail of recipients in Türkiye are uploaded, what they say at İYS comes back, and marketing to them waits until İYS has the consent. ' +
    'Those that were said before are taken along, and those that İYS refused are tried again. Not in a workspace with a test clock.',
  scope: 'admin',
  role: 'admin',
  audit: 'iys',
  input: { body: wantedIys },
  output: { 200: json('As it is now.', shownIys) },
  problems: ['conflict'],
  example: { place: 'sandbox', iysCode: '123456', brandCode: '123456', username: 'api-user', password: 'a-password' },
} as const satisfies Contract;

import { json, type Contract } from '../http/contract.ts';
import { shownIys } from './iys.contract.ts';

export const getIysContract = {
  method: 'get',
  path: '/v1/iys',
  summary: 'How the workspace speaks with the Turkish register of messages (İYS)',
  description:
    'Its settings without the password, how many consents are where, and what keeps exchanges from their end.',
  scope: 'operator',
  role: 'operator',
  input: {},
  output: { 200: json('As of now.', shownIys) },
} as const satisfies Contract;

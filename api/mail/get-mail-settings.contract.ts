import { json, type Contract } from '../http/contract.ts';
import { mailSettings } from './settings.contract.ts';

export const getMailSettingsContract = {
  method: 'get',
  path: '/v1/mail/settings',
  summary: 'Who writes mails, and what is looked at of them',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: { 200: json('As they are now.', mailSettings) },
} as const satisfies Contract;

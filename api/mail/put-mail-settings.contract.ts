import { json, type Contract } from '../http/contract.ts';
import { mailSettings } from './settings.contract.ts';

export const putMailSettingsContract = {
  method: 'put',
  path: '/v1/mail/settings',
  summary: 'Say who writes mails, and what is looked at of them',
  description:
    'Takes effect with the next mail, within five seconds. Without company and postalAddress no journey can be published that sends marketing by e-mail; those that are published go on.',
  scope: 'admin',
  role: 'admin',
  audit: 'mail',
  input: { body: mailSettings },
  output: { 200: json('As they are now.', mailSettings) },
  example: {
    company: 'Example Ltd',
    postalAddress: '1 Example Street, London N1 1AA',
    tracking: { opens: false, clicks: true },
  },
} as const satisfies Contract;

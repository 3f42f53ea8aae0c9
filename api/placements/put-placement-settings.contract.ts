import { json, type Contract } from '../http/contract.ts';
import { shownSettings, wantedSettings } from './settings.contract.ts';

export const putPlacementSettingsContract = {
  method: 'put',
  path: '/v1/placements/settings',
  summary: 'Say who may see placements, and from where',
  description: 'Takes effect at once. Tokens can be required only where there is a key to check them by.',
  scope: 'admin',
  role: 'admin',
  audit: 'placements',
  input: { body: wantedSettings },
  output: { 200: json('As they are now.', shownSettings) },
  problems: ['conflict'],
  example: { mode: 'optional', origins: ['https://shop.example.com'], pollSeconds: 60 },
} as const satisfies Contract;

import { json, type Contract } from '../http/contract.ts';
import { shownSettings } from './settings.contract.ts';

export const getPlacementSettingsContract = {
  method: 'get',
  path: '/v1/placements/settings',
  summary: 'Who may see placements, and from where',
  scope: 'operator',
  role: 'admin',
  input: {},
  output: { 200: json('Without any secret.', shownSettings) },
} as const satisfies Contract;

import { endpoint } from '../http/endpoint.ts';
import { getMailSettingsContract } from './get-mail-settings.contract.ts';

export const getMailSettings = endpoint(getMailSettingsContract, async ({ caller }, { stores }) => ({
  status: 200,
  body: await stores.mailSettings.find(caller.workspace),
}));

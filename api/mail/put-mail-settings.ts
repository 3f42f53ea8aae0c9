import { endpoint } from '../http/endpoint.ts';
import { putMailSettingsContract } from './put-mail-settings.contract.ts';

export const putMailSettings = endpoint(putMailSettingsContract, async ({ body, caller }, { stores }) => {
  await stores.mailSettings.put(caller.workspace, body);
  return { status: 200, body: await stores.mailSettings.find(caller.workspace) };
});

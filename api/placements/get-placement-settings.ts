import { endpoint } from '../http/endpoint.ts';
import { getPlacementSettingsContract } from './get-placement-settings.contract.ts';
import { shownSettings } from './settings-view.ts';

export const getPlacementSettings = endpoint(getPlacementSettingsContract, async ({ caller }, { stores }) => ({
  status: 200,
  body: shownSettings(await stores.placementSettings.find(caller.workspace)),
}));

import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { putPlacementSettingsContract } from './put-placement-settings.contract.ts';
import { shownSettings } from './settings-view.ts';

export const putPlacementSettings = endpoint(putPlacementSettingsContract, async ({ body, caller }, { stores }) => {
  const { placementSettings } = stores;
  if (!(await placementSettings.put(caller.workspace, body))) {
    throw new ApiProblem(
      'conflict',
      'Nobody could make a token yet: add a key first, with POST /v1/placements/keys, or choose the mode optional.',
    );
  }
  return { status: 200, body: shownSettings(await placementSettings.find(caller.workspace)) };
});

import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { deletePlacementKeyContract } from './delete-placement-key.contract.ts';

export const deletePlacementKey = endpoint(deletePlacementKeyContract, async ({ params, caller }, { stores }) => {
  switch (await stores.placementSettings.removeKey(caller.workspace, params.id)) {
    case 'removed':
      return { status: 204 };
    case 'unknown':
      throw new ApiProblem('not-found', 'There is no such key; GET /v1/placements/settings lists them.');
    case 'last':
      throw new ApiProblem(
        'conflict',
        'Tokens are required and this is the last key: add another one first, or change the mode.',
      );
  }
});

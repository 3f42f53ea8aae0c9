import { endpoint } from '../http/endpoint.ts';
import { beginLaunch } from './launch.ts';
import { postSegmentLaunchContract } from './post-segment-launch.contract.ts';

export const postSegmentLaunch = endpoint(postSegmentLaunchContract, async ({ params, query, body, caller }, deps) => {
  const { keepOpen, ...how } = body;
  return await beginLaunch(deps, caller, {
    wanted: { ...how, to: { segment: params.id } },
    keepOpen,
    wait: query.wait,
  });
});

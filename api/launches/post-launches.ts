import { endpoint } from '../http/endpoint.ts';
import { beginLaunch } from './launch.ts';
import { postLaunchesContract } from './post-launches.contract.ts';

export const postLaunches = endpoint(postLaunchesContract, async ({ query, body, caller }, deps) => {
  const { keepOpen, ...wanted } = body;
  return await beginLaunch(deps, caller, { wanted, keepOpen, wait: query.wait });
});

import { pausedLife } from '../../domain/journey/life.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { changedStatus } from './life-view.ts';
import { postJourneyPauseContract } from './post-journey-pause.contract.ts';

export const postJourneyPause = endpoint(postJourneyPauseContract, async ({ params, caller }, deps) => {
  const body = await changedStatus(deps, caller, params.id, (life, asked) => {
    const paused = pausedLife(life, asked);
    if (paused === null) throw new ApiProblem('conflict', 'It is archived, so nobody enters; resume it first.');
    return paused;
  });
  return { status: 200, body };
});

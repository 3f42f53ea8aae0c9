import { resumedLife } from '../../domain/journey/life.ts';
import { spanOf } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { changedStatus } from './life-view.ts';
import { postJourneyResumeContract } from './post-journey-resume.contract.ts';

export const postJourneyResume = endpoint(postJourneyResumeContract, async ({ params, body, caller }, deps) => {
  const spread = body.spread === undefined ? 0 : spanOf(body.spread);
  return {
    status: 200,
    body: await changedStatus(deps, caller, params.id, (life, asked) => resumedLife(life, asked, spread)),
  };
});

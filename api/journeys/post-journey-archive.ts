import { archivedLife } from '../../domain/journey/life.ts';
import { endpoint } from '../http/endpoint.ts';
import { changedStatus } from './life-view.ts';
import { postJourneyArchiveContract } from './post-journey-archive.contract.ts';

export const postJourneyArchive = endpoint(postJourneyArchiveContract, async ({ params, body, caller }, deps) => ({
  status: 200,
  body: await changedStatus(deps, caller, params.id, (life, asked) => archivedLife(life, asked, body.inside)),
}));

import { SECOND } from '../../domain/time.ts';
import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { previewJobView } from '../jobs/view.ts';
import { currentPlaybook } from '../journeys.ts';
import { checksOf, draftOf, holdPublishable } from '../scoring.ts';
import { beginPreview, refusedBy, resultOf } from '../scoring-base.ts';
import { previewView } from '../scoring-preview.ts';
import { postScoringPreviewContract } from './post-scoring-preview.contract.ts';

export const postScoringPreview = endpoint(postScoringPreviewContract, async ({ query, body, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const draft = await draftOf(deps, here, body);
  const playbook = await currentPlaybook(deps.stores, here.workspace._id);
  holdPublishable(draft, playbook);
  const { warnings } = checksOf(draft, playbook);
  const row = await deps.jobs.wait(await beginPreview(deps, here, draft, warnings), query.wait * SECOND);
  if (row.active !== undefined) return { status: 202, body: { job: previewJobView(row) } };
  const result = resultOf(row);
  if (result.is === 'refused') throw refusedBy(result);
  return { status: 200, body: previewView(result, warnings) };
});

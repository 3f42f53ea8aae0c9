import { quantileMeasures } from '../../domain/rfm/draft-faults.ts';
import { SECOND } from '../../domain/time.ts';
import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { recomputeView } from '../jobs/view.ts';
import { currentPlaybook } from '../journeys.ts';
import { ApiProblem } from '../problem.ts';
import { checksOf } from '../scoring.ts';
import { refusedBy, resultOf } from '../scoring-base.ts';
import { definitionInForce } from '../scoring-publish.ts';
import { publishedView } from '../scoring-view.ts';
import { postScoringRecomputeContract } from './post-scoring-recompute.contract.ts';

export const postScoringRecompute = endpoint(postScoringRecomputeContract, async ({ query, caller }, deps) => {
  const { stores, jobs } = deps;
  const here = await hereOf(deps, caller);
  const { _id: workspace } = here.workspace;
  const { draft } = await definitionInForce(deps, here, await currentPlaybook(stores, workspace));
  if (quantileMeasures(draft).length === 0) {
    throw new ApiProblem('conflict', 'Every cut-off of the model in force is fixed: there is nothing to compute anew.');
  }
  const row = await jobs.wait(await jobs.begin(workspace, { kind: 'recompute' }), query.wait * SECOND);
  if (row.active !== undefined) return { status: 202, body: { job: recomputeView(row) } };
  const result = resultOf(row);
  if (result.is === 'refused') throw refusedBy(result);
  const playbook = await stores.playbooks.load(workspace, result.playbook);
  const { warnings } = checksOf(draft, playbook);
  const { changed, rollout } = result;
  const published = { model: playbook.scoring, playbook: result.playbook, changed, rollout, warnings };
  return { status: 200, body: publishedView(published, here) };
});

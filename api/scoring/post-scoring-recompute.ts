import { quantileMeasures } from '../../domain/scoring/draft-faults.ts';
import { SECOND } from '../../domain/time.ts';
import { baseOf, inForce } from '../../publishing/book.ts';
import { scoringChecks } from '../../publishing/scoring-part.ts';
import { endpoint } from '../http/endpoint.ts';
import { recomputeView } from '../jobs/view.ts';
import { ApiProblem } from '../http/problem.ts';
import { SCORING } from './scoring.ts';
import { refusedBy, resultOf } from './scoring-base.ts';
import { publishedView } from './scoring-view.ts';
import { postScoringRecomputeContract } from './post-scoring-recompute.contract.ts';

export const postScoringRecompute = endpoint(postScoringRecomputeContract, async ({ query, caller }, deps) => {
  const { stores, jobs, publishing } = deps;
  const base = await baseOf(stores, caller.workspace, deps.clock());
  const { _id: workspace } = base.workspace;
  const before = await inForce(stores, publishing.parts.scoring, workspace, base.book, SCORING.id);
  if (before === undefined || quantileMeasures(before.source).length === 0) {
    throw new ApiProblem('conflict', 'Every cut-off of the model in force is fixed: there is nothing to compute anew.');
  }
  const row = await jobs.wait(await jobs.begin(workspace, { kind: 'recompute' }), query.wait * SECOND);
  if (row.active !== undefined) return { status: 202, body: { job: recomputeView(row) } };
  const result = resultOf(row);
  if (result.is === 'refused') throw refusedBy(result);
  const playbook = await stores.playbooks.load(workspace, result.playbook);
  const { version, changed, rollout } = result;
  const { warnings } = scoringChecks(before.source, playbook);
  const published = { content: playbook.scoring, version, playbook, changed, rollout, warnings };
  return { status: 200, body: publishedView(published, base) };
});

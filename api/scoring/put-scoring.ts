import { draftRow } from '../../db/playbook/drafts.ts';
import { baseOf } from '../../publishing/book.ts';
import { readScoring } from '../../publishing/scoring-part.ts';
import { endpoint } from '../http/endpoint.ts';
import { SCORING } from './scoring.ts';
import { scoringView } from './scoring-view.ts';
import { putScoringContract } from './put-scoring.contract.ts';

export const putScoring = endpoint(putScoringContract, async ({ body, caller }, deps) => {
  const base = await baseOf(deps.stores, caller.workspace, deps.clock());
  const draft = readScoring(base, body);
  await deps.stores.drafts.save(draftRow(caller.workspace, SCORING, draft, base.now, caller.who.id), 1);
  return { status: 200, body: await scoringView(deps, base) };
});

import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { currentPlaybook } from '../journeys.ts';
import { compileHere, draftOf } from '../scoring.ts';
import { wouldMove, type WouldMove } from '../scoring-preview.ts';
import { cutOffsView, originView } from '../scoring-view.ts';
import { postScoringPreviewContract } from './post-scoring-preview.contract.ts';

export const postScoringPreview = endpoint(postScoringPreviewContract, async ({ body, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const draft = await draftOf(deps, here, body);
  const playbook = await currentPlaybook(deps.stores, here.workspace._id);
  const { model, warnings } = await compileHere(deps, here, draft, playbook);
  const moves = await wouldMove(deps, here, model);
  const customers = sum(moves);
  const unchanged = sum(moves.filter(({ from, to }) => from === to));
  const segments = model.segments.segments.map(({ id, name, color }) => ({
    id,
    name,
    color,
    before: sum(moves.filter(({ from }) => from === id)),
    after: sum(moves.filter(({ to }) => to === id)),
  }));
  return {
    status: 200,
    body: {
      asOf: isoTime(here.now),
      cutOffs: cutOffsView(model, here.workspace.currency),
      origin: originView(model),
      customers,
      unchanged,
      moving: customers - unchanged,
      segments,
      moves,
      warnings,
    },
  };
});

function sum(moves: readonly WouldMove[]): number {
  return moves.reduce((total, { customers }) => total + customers, 0);
}
